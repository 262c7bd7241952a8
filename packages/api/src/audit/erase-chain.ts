// The log of an account that is erased: its last deletion is read from it, then the whole chain goes, with what is personal
// beside it. No other chain hangs on it, so that all of them stay whole.
import type { Kysely } from 'kysely'
import type { DeletionShape } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import type { Body } from './append.ts'
import type { Chain } from './chain.ts'

/** What was in the account when it was deleted, as its log tells. Throws where it never was. */
export async function lastDeletion(db: Kysely<DB>, chain: Chain): Promise<DeletionShape> {
  const { body } = await db
    .selectFrom('audit_entry')
    .select('body')
    .where('chain', '=', chain)
    .where('what', '=', 'account.deleted')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { after } = JSON.parse(body) as Body
  return after as unknown as DeletionShape // as the change of that kind wrote it
}

export async function eraseChain(db: Kysely<DB>, chain: Chain): Promise<void> {
  await db
    .deleteFrom('audit_personal')
    .where('entry_id', 'in', (q) => q.selectFrom('audit_entry').select('id').where('chain', '=', chain))
    .execute()
  await db.deleteFrom('audit_entry').where('chain', '=', chain).execute()
  await db.deleteFrom('audit_head').where('chain', '=', chain).execute()
}
