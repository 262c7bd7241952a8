// Issues invoices within the account's lock: with the next number, whom they are for, and what they take away unpaid.
import {
  daysAfter,
  lineOfPeriod,
  monthsOf,
  periodsToInvoice,
  permissions,
  statusAt,
  sumsOf,
  type InvoiceId,
  type InvoiceLine,
  type Period,
  type Subscription,
  type Told,
} from '@usher/domain'
import { addInvoice, billedTo, noteInvoiced, noteLapse } from '../access/billing.ts'
import { ours, type RightsWriting } from '../access/ours.ts'
import type { Effect } from '../change.ts'
import type { InAccount } from '../context.ts'
import type { PriceList } from './price-list.ts'

export interface Draft {
  kind: 'period' | 'upgrade'
  lines: InvoiceLine[]
  from: Date
  until: Date
  /** That of the subscription, as of when it was agreed. */
  currency: string
}
export interface Issued {
  id: InvoiceId
  entry: Told<'invoice.issued'>
}

/** Gives what was issued; null where nothing is to be paid: then there is no invoice, and no number is used. */
export async function issueInvoice(
  ctx: RightsWriting,
  { kind, lines, from, until, currency }: Draft,
  prices: PriceList,
  now: Date,
): Promise<Issued | null> {
  const sums = sumsOf(lines, prices.taxRate)
  if (sums.total <= 0) return null
  const dueAt = daysAfter(now, prices.dueDays)
  const lapsesAt = prices.freeAfterDays === null ? null : daysAfter(dueAt, prices.freeAfterDays)
  const { id, number } = await addInvoice(ctx, {
    kind,
    period_from: from,
    period_until: until,
    issued_at: now,
    due_at: dueAt,
    lapses_at: lapsesAt,
    paid_at: null,
    currency,
    lines: JSON.stringify(lines),
    ...sums,
    tax_rate: prices.taxRate,
    billed_to: JSON.stringify(await billedTo(ctx)),
    seller: JSON.stringify(prices.seller),
  })
  if (lapsesAt) await noteLapse(ctx)
  const { total } = sums
  const after = { number, total, currency, dueAt: dueAt.toISOString(), paidAt: null }
  return { id, entry: { what: 'invoice.issued', on: id, before: null, after, account: ctx.accountId } }
}

/** Invoices every period that has begun and was not invoiced, each once. Gives what was issued, and what is so far invoiced. */
export async function invoicePeriods(
  ctx: RightsWriting,
  { subscription, currency }: { subscription: Subscription; currency: string },
  prices: PriceList,
  now: Date,
): Promise<{ issued: Issued[]; subscription: Subscription }> {
  const { periods, invoicedMonths } = periodsToInvoice(subscription, now)
  const issued: Issued[] = []
  for (const period of periods) {
    const done = await issueInvoice(ctx, draftOfPeriod(period, currency), prices, now)
    if (done) issued.push(done)
  }
  if (periods.length) await noteInvoiced(ctx, invoicedMonths)
  return { issued, subscription: { ...subscription, invoicedMonths } }
}

const draftOfPeriod = (period: Period, currency: string): Draft => ({
  kind: 'period',
  lines: [lineOfPeriod(period)],
  from: period.from,
  until: period.until,
  currency,
})
/** The first period, of whoever has just subscribed. */
export const firstPeriod = (s: Subscription, currency: string): Draft => {
  const [period] = periodsToInvoice({ ...s, invoicedMonths: s.invoicedMonths - monthsOf[s.term] }, s.anchorAt).periods
  if (!period) throw new Error('a subscription begins with a period')
  return draftOfPeriod(period, currency)
}

/** Whoever is told of invoices: those who may do something about it, and the address of the billing details. */
export async function toldOfInvoices(ctx: InAccount, now: Date): Promise<string[]> {
  const members = await ours(ctx, 'member')
    .select(['member.email', 'member.status', 'member.ends_at as endsAt'])
    .where('member.role', 'in', permissions['billing.manage'].roles)
    .execute()
  const active = members.filter((m) => statusAt(m, now) === 'active').map((m) => m.email)
  const { email } = await billedTo(ctx)
  return [...new Set([...(email ? [email] : []), ...active])]
}

export async function mailsOf(ctx: InAccount, issued: readonly Issued[], now: Date): Promise<Effect[]> {
  if (!issued.length) return []
  const emails = await toldOfInvoices(ctx, now)
  return issued.flatMap(({ id }) =>
    emails.map((email) => ({ mail: { template: 'invoice_issued' as const, email, about: { invoiceId: id } } })),
  )
}
