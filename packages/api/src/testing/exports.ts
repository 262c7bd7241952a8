// An export as somebody has asked for it: its entry alone, as `exports.ask` leaves it.
import type { Kysely } from 'kysely'
import type { ExportFile } from '@usher/domain'
import { append } from '../audit/append.ts'
import { chainOfAccount } from '../audit/chain.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import { auditKey } from './keys.ts'
import type { TestMember } from './world.ts'

export async function plantExport(
  db: Kysely<DB>,
  { memberId, userId, name, email, account }: TestMember,
  file: ExportFile = 'people',
): Promise<void> {
  const { id: on } = await db.selectFrom('account').select('id').where('slug', '=', account).executeTakeFirstOrThrow()
  const author = { kind: 'member', userId, memberId, personal: { name, email, ip: null, device: null } }
  const frame = { author, at: await clock(db), requestId: null, auditKey }
  await db
    .transaction()
    .execute((trx) =>
      append(trx, frame, [{ chain: chainOfAccount(on), what: 'account.exported', on, before: null, after: { file } }]),
    )
}
