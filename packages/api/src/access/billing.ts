// The rows of billing: what an account has subscribed to, whom invoices are for, and the invoices themselves. The plan in
// force is a function of the account's row (0017-billing); what is written here decides it.
import {
  daysAfter,
  monthAt,
  type BillingDetails,
  type InvoiceId,
  type Next,
  type Plan,
  type SoldPlan,
  type Subscription,
} from '@usher/domain'
import type { Insertable } from 'kysely'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { ourAccount, ours, type Changing, type RightsWriting } from './ours.ts'

export interface Billing {
  /** In force. */
  plan: Plan
  /** As it was agreed, whether or not it is over; null: the plan was set by hand, and nobody pays for it. */
  subscription: Subscription | null
  currency: string | null
  /** From when on the plan is free, because an invoice is not paid. */
  lapsesAt: Date | null
}

/** Or was it erased, and its invoices alone are left? */
export const accountIsThere = async ({ handle, accountId }: InAccount): Promise<boolean> =>
  (await whole(handle).selectFrom('account').select('id').where('id', '=', accountId).execute()).length > 0

export async function billingOf(ctx: InAccount): Promise<Billing> {
  const account = await ourAccount(ctx)
  const row = await whole(ctx.handle)
    .selectFrom('subscription')
    .selectAll()
    .where('account_id', '=', ctx.accountId)
    .executeTakeFirst()
  const { plan, lapses_at: lapsesAt, agreed_plan: agreed, plan_after: after } = account
  if (!row || agreed === 'free') return { plan, subscription: null, currency: null, lapsesAt }
  const subscription = {
    plan: agreed satisfies SoldPlan,
    term: row.term,
    price: row.price,
    anchorAt: row.anchor_at,
    fromMonth: row.from_month,
    invoicedMonths: row.invoiced_months,
    next: nextOf(row, after),
  }
  return { plan, subscription, currency: row.currency, lapsesAt }
}

function nextOf(
  {
    next_month: month,
    next_term: term,
    next_price: price,
  }: Pick<DB['subscription'], `next_${'month' | 'term' | 'price'}`>,
  plan: Plan | null,
): Next | null {
  if (month === null || plan === null) return null
  if (plan === 'free') return { month, plan, term: null, price: 0 }
  return term && price !== null ? { month, plan, term, price } : null
}

/** What is agreed from now on, in the subscription and as the account's plan. */
export async function writeSubscription(ctx: RightsWriting, s: Subscription, currency: string): Promise<void> {
  const row = {
    term: s.term,
    price: s.price,
    currency,
    anchor_at: s.anchorAt,
    from_month: s.fromMonth,
    invoiced_months: s.invoicedMonths,
    next_month: s.next?.month ?? null,
    next_term: s.next?.term ?? null,
    next_price: s.next?.price ?? null,
  }
  const db = whole(ctx.handle)
  await db
    .insertInto('subscription')
    .values({ ...row, account_id: ctx.accountId })
    .onConflict((c) => c.column('account_id').doUpdateSet(row))
    .execute()
  await db
    .updateTable('account')
    .set({
      agreed_plan: s.plan,
      plan_until: s.next && monthAt(s, s.next.month),
      plan_after: s.next?.plan ?? null,
    })
    .where('id', '=', ctx.accountId)
    .execute()
}

/** So far it is invoiced. */
export const noteInvoiced = (ctx: RightsWriting, months: number) =>
  whole(ctx.handle)
    .updateTable('subscription')
    .set({ invoiced_months: months })
    .where('account_id', '=', ctx.accountId)
    .execute()

/** A plan that nobody pays for, from now on; what is still to be paid takes nothing away any more. */
export async function setPlanByHand({ handle, accountId }: RightsWriting, plan: Plan): Promise<void> {
  const db = whole(handle)
  await db.deleteFrom('subscription').where('account_id', '=', accountId).execute()
  await db
    .updateTable('invoice')
    .set({ lapses_at: null })
    .where('account_id', '=', accountId)
    .where('paid_at', 'is', null)
    .execute()
  await db
    .updateTable('account')
    .set({ agreed_plan: plan, plan_until: null, plan_after: null, lapses_at: null })
    .where('id', '=', accountId)
    .execute()
}

/** Of what is not paid, the first that takes the plan away, as it is known now. */
export async function noteLapse({ handle, accountId }: RightsWriting): Promise<Date | null> {
  const db = whole(handle)
  const { at } = await db
    .selectFrom('invoice')
    .select((eb) => eb.fn.min<Date | null>('lapses_at').as('at'))
    .where('account_id', '=', accountId)
    .where('paid_at', 'is', null)
    .executeTakeFirstOrThrow()
  await db.updateTable('account').set({ lapses_at: at }).where('id', '=', accountId).execute()
  return at
}

/** The invoice that keeps the plan away at that moment; null where none does. */
export const overdueInvoice = (ctx: InAccount, now: Date) =>
  ours(ctx, 'invoice')
    .select(['invoice.id', 'invoice.number'])
    .where('invoice.paid_at', 'is', null)
    .where('invoice.lapses_at', '<=', now)
    .orderBy('invoice.number')
    .limit(1)
    .executeTakeFirst()

/** Adds an invoice with the next number of the installation: the row of the counter is held until this is committed. */
export async function addInvoice(
  { handle, accountId }: RightsWriting,
  values: Omit<Insertable<DB['invoice']>, 'account_id' | 'number'>,
): Promise<{ id: InvoiceId; number: number }> {
  const db = whole(handle)
  const { last: number } = await db
    .updateTable('invoice_number')
    .set((eb) => ({ last: eb('last', '+', 1) }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return db
    .insertInto('invoice')
    .values({ ...values, account_id: accountId, number })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
}

export const markInvoicePaid = ({ handle, accountId }: RightsWriting, id: InvoiceId, at: Date) =>
  whole(handle)
    .updateTable('invoice')
    .set({ paid_at: at })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()

/** Whom invoices are for; where nobody said so, the account by its name. */
export async function billedTo({ handle, accountId }: InAccount): Promise<BillingDetails> {
  const { named, name, address, taxId, email } = await whole(handle)
    .selectFrom('account as a')
    .leftJoin('billing_details as d', 'd.account_id', 'a.id')
    .select(['a.name as named', 'd.name', 'd.address', 'd.tax_id as taxId', 'd.email'])
    .where('a.id', '=', accountId)
    .executeTakeFirstOrThrow()
  return { name: name ?? named, address: address ?? '', taxId: taxId ?? '', email: email ?? '' }
}

export async function writeBilledTo(
  { handle, accountId }: InAccount & Changing,
  { name, address, taxId, email }: BillingDetails,
): Promise<void> {
  const row = { name, address, tax_id: taxId, email }
  await whole(handle)
    .insertInto('billing_details')
    .values({ ...row, account_id: accountId })
    .onConflict((c) => c.column('account_id').doUpdateSet(row))
    .execute()
}

/** What was invoiced in that currency, tax included, on days that count; in cents. Of the last 32 days. */
export async function invoicedSince(
  ctx: InAccount,
  currency: string,
  counts: (issuedAt: Date) => boolean,
  now: Date,
): Promise<number> {
  const rows = await ours(ctx, 'invoice')
    .select(['invoice.issued_at', 'invoice.total'])
    .where('invoice.currency', '=', currency)
    .where('invoice.issued_at', '>', daysAfter(now, -32))
    .execute()
  return rows.filter((i) => counts(i.issued_at)).reduce((sum, { total }) => sum + total, 0)
}
