// Three days before an account that was deleted is erased, its administrators are told once more.
import type { Kysely } from 'kysely'
import { emailKey, toldOfErasingDays, undoDays } from '@usher/domain'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock, daysAgo } from '../db/statements.ts'
import { putInOutbox } from '../mail/outbox.ts'
import { whoCanUndo } from './deleted-accounts.ts'

/** Can be run any number of times, by several processes at once: each mail has a name under which it is there once. */
export async function tellOfErasing(db: Kysely<DB>): Promise<void> {
  const soon = await db
    .selectFrom('account')
    .select((eb) => ['id', eb.ref('deleted_at').$notNull().as('deleted_at')])
    .where('deleted_at', '<=', daysAgo(undoDays - toldOfErasingDays))
    .where('deleted_at', '>', daysAgo(undoDays))
    .execute()
  for (const { id, deleted_at } of soon) {
    const deletedAt = deleted_at.toISOString()
    const emails = await whoCanUndo({ handle: handleOf(db), accountId: id }, await clock(db))
    await db.transaction().execute(async (trx) => {
      for (const email of emails) {
        const mail = { template: 'account_erased_soon' as const, email, about: { deletedAt } }
        await putInOutbox(trx, id, mail, `account_erased_soon ${id} ${deletedAt} ${emailKey(email)}`)
      }
    })
  }
}
