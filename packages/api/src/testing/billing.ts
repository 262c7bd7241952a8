// Subscriptions and invoices, planted: as they would be after some time, without that time and without entries.
import type { Kysely } from 'kysely'
import { addMonths, sumsOf, type AccountId, type InvoiceId } from '@usher/domain'
import { defaultPrices } from '../billing/price-list.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'

/**
 * A monthly subscription to the plan that the account has; on the free plan to one that an unpaid invoice keeps away. So
 * nobody can do more or less by it.
 */
export async function plantSubscription(db: Kysely<DB>, accountId: AccountId, { cancelled }: { cancelled: boolean }) {
  const now = await clock(db)
  const { plan } = await db
    .selectFrom('account')
    .select('account.plan')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  await db.deleteFrom('subscription').where('account_id', '=', accountId).execute()
  await db
    .insertInto('subscription')
    .values({
      account_id: accountId,
      term: 'month',
      price: 4900,
      currency: 'EUR',
      anchor_at: now,
      from_month: 0,
      invoiced_months: 1,
      next_month: cancelled ? 1 : null,
      next_term: null,
      next_price: cancelled ? 0 : null,
    })
    .execute()
  await db
    .updateTable('account')
    .set({
      agreed_plan: plan === 'free' ? 'paid' : plan,
      lapses_at: plan === 'free' ? now : null,
      plan_until: cancelled ? addMonths(now, 1) : null,
      plan_after: cancelled ? 'free' : null,
    })
    .where('id', '=', accountId)
    .execute()
}

/** An invoice of one month, not paid, with the next number. */
export async function plantInvoice(db: Kysely<DB>, accountId: AccountId): Promise<InvoiceId> {
  const now = await clock(db)
  const { last: number } = await db
    .updateTable('invoice_number')
    .set((eb) => ({ last: eb('last', '+', 1) }))
    .returning('last')
    .executeTakeFirstOrThrow()
  const lines = [{ words: 'Plan Paid, monthly', cents: 4900 }]
  const { id } = await db
    .insertInto('invoice')
    .values({
      account_id: accountId,
      number,
      kind: 'period',
      period_from: now,
      period_until: addMonths(now, 1),
      issued_at: now,
      due_at: addMonths(now, 1),
      lapses_at: null,
      paid_at: null,
      currency: 'EUR',
      lines: JSON.stringify(lines),
      ...sumsOf(lines, 1900),
      tax_rate: 1900,
      billed_to: JSON.stringify({ name: 'Acme', address: '', taxId: '', email: '' }),
      seller: JSON.stringify(defaultPrices.seller),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
