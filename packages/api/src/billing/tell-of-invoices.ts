// Whoever pays is told some days before an invoice is due, and again some days after, each once (domain: invoices.ts).
import type { Kysely } from 'kysely'
import { daysAfter, emailKey, remindAfter, remindBefore } from '@usher/domain'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import { putInOutbox } from '../mail/outbox.ts'
import { toldOfInvoices } from './invoicing.ts'

/** Can be run any number of times, by several processes at once: each mail has a name under which it is there once. */
export async function tellOfInvoices(db: Kysely<DB>): Promise<void> {
  const now = await clock(db)
  const due = await db
    .selectFrom('invoice')
    .select(['id', 'account_id', 'due_at'])
    .where('paid_at', 'is', null)
    .where('due_at', '<=', daysAfter(now, remindBefore))
    .where('account_id', 'in', db.selectFrom('account').select('account.id').where('account.deleted_at', 'is', null))
    .orderBy('number')
    .execute()
  for (const { id, account_id, due_at } of due) {
    const when: 'before' | 'after' | null =
      daysAfter(due_at, remindAfter) <= now ? 'after' : due_at > now ? 'before' : null
    if (!when) continue
    const emails = await toldOfInvoices({ handle: handleOf(db), accountId: account_id }, now)
    await db.transaction().execute(async (trx) => {
      for (const email of emails) {
        const mail = { template: 'invoice_due' as const, email, about: { invoiceId: id, when } }
        await putInOutbox(trx, account_id, mail, `invoice_due ${id} ${when} ${emailKey(email)}`)
      }
    })
  }
}
