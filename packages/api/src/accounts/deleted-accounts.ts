// Accounts that are deleted: what runs by itself leaves them alone. And whom one tells of an account's end.
import type { Kysely } from 'kysely'
import { permissions, statusAt } from '@usher/domain'
import { ours } from '../access/ours.ts'
import type { InAccount } from '../context.ts'
import type { DB } from '../db/schema.ts'

/** Their ids: `where('account_id', 'not in', deletedAccounts(db))`. */
export const deletedAccounts = (db: Kysely<DB>) =>
  db.selectFrom('account').select('account.id').where('account.deleted_at', 'is not', null)

/** The addresses of those who can undo it: its active administrators. */
export async function whoCanUndo(ctx: InAccount, now: Date): Promise<string[]> {
  const members = await ours(ctx, 'member')
    .select(['member.email', 'member.status', 'member.ends_at as endsAt'])
    .where('member.role', 'in', permissions['account.restore'].roles)
    .orderBy('member.email')
    .execute()
  return members.filter((m) => statusAt(m, now) === 'active').map((m) => m.email)
}
