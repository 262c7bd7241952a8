// What runs at a moment, and what the acts on it have in common: what they may not do, what they invoice, and their entries.
import {
  agreedAt,
  choose,
  isLarger,
  linesOfRest,
  monthAt,
  periodAt,
  Problem,
  type Outcome,
  type Plan,
  type SoldPlan,
  type Subscription,
  type Wanted,
} from '@usher/domain'
import { overdueInvoice, writeSubscription, type Billing } from '../access/billing.ts'
import type { RightsWriting } from '../access/ours.ts'
import type { Base, InAccount } from '../context.ts'
import { firstPeriod, invoicePeriods, mailsOf, type Draft, type Issued } from './invoicing.ts'
import type { PriceList } from './price-list.ts'
import { subscriptionShape } from './subscription-shape.ts'

export interface Running {
  /** As it stands in the database. */
  stored: Subscription
  /** As it is at this moment. */
  agreed: Subscription
  currency: string
  /** Without effect at the moment, because an invoice is not paid. */
  isAway: boolean
}
/** Null where nothing is paid for, or not any more. */
export function runningAt({ subscription: stored, currency, lapsesAt }: Billing, now: Date): Running | null {
  const agreed = stored && agreedAt(stored, now)
  return stored && agreed && currency
    ? { stored, agreed, currency, isAway: lapsesAt !== null && lapsesAt <= now }
    : null
}

/** Throws `invoice_overdue` while an invoice that is not paid keeps the plan away. */
export async function mustNotBeOverdue(ctx: InAccount, now: Date): Promise<void> {
  const overdue = await overdueInvoice(ctx, now)
  if (overdue) throw new Problem('invoice_overdue', { number: overdue.number })
}
/** Throws `plan_by_hand` for less than what the account has without paying. */
export function mustNotBeLess(plan: SoldPlan, { has, agreed }: { has: Plan; agreed: unknown }): void {
  if (!agreed && isLarger(has, plan)) throw new Problem('plan_by_hand', { plan: has })
}

/** What a wish does, by today's prices. Throws `other_currency` where these are not in that of what runs. */
export function outcomeOf(was: Running | null, wanted: Wanted, prices: PriceList, now: Date): Outcome {
  const outcome = choose(was?.agreed ?? null, wanted, prices.plans, now)
  const takesPrice = outcome.does === 'upgrade' || outcome.does === 'later'
  if (was && takesPrice && was.currency !== prices.currency)
    throw new Problem('other_currency', { has: was.currency, now: prices.currency })
  return outcome
}
/** The invoice that goes with an outcome; null where nothing is to be paid now. */
export function draftOf(outcome: Outcome, was: Running | null, prices: PriceList, now: Date): Draft | null {
  if (outcome.does === 'start') return firstPeriod(outcome.after, prices.currency)
  if (outcome.does !== 'upgrade' || !was) return null
  const { rest, after } = outcome
  const lines = linesOfRest(rest, after.plan, was.agreed.plan)
  return { kind: 'upgrade', lines, from: now, until: rest.until, currency: was.currency }
}
/** When it ends that is cancelled now; null: at once. */
export function endOf({ agreed, isAway }: Running, now: Date): Date | null {
  // What has begun is invoiced first, where it is not away.
  const invoicedMonths = isAway ? agreed.invoicedMonths : periodAt(agreed, now).until
  const end = monthAt(agreed, invoicedMonths)
  return end > now ? end : null
}

/** What an act invoices, as consequences of its entry. */
export const asConsequences = (issued: readonly Issued[]) =>
  issued.map(({ id }) => ({ on: 'invoice' as const, id, what: 'invoice.issued' }))

/** What runs goes on differently from now on; what has begun before is invoiced first. Gives the entry, and the mails. */
export async function goOnWith(
  ctx: RightsWriting & Pick<Base, 'now' | 'house'>,
  { stored, agreed, currency, isAway }: Running,
  differently: (agreed: Subscription) => Subscription,
) {
  const { prices } = ctx.house
  const { issued, subscription } = isAway
    ? { issued: [], subscription: stored }
    : await invoicePeriods(ctx, { subscription: stored, currency }, prices, ctx.now)
  const after = differently({ ...agreed, invoicedMonths: subscription.invoicedMonths })
  await writeSubscription(ctx, after, currency)
  return {
    entry: {
      on: ctx.accountId,
      before: subscriptionShape(stored, currency),
      after: subscriptionShape(after, currency),
      consequences: asConsequences(issued),
    },
    mails: await mailsOf(ctx, issued, ctx.now),
  }
}
