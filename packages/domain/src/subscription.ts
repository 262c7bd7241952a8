// Subscriptions (rules §2): which plan is paid for until when, what a change does and when, computed from dates alone.
// Periods are counted in months from the anchor, the moment at which it began, in UTC: so the 31st stays the 31st, and no
// clock that is put forward or back makes a period longer.
import { plans, type Plan } from './plans.ts'
import { shareOf } from './money.ts'

export const terms = ['month', 'year'] as const
export type Term = (typeof terms)[number]
export const monthsOf: Record<Term, number> = { month: 1, year: 12 }
export const termWords: Record<Term, { title: string; per: string }> = {
  month: { title: 'Monthly', per: 'a month' },
  year: { title: 'Yearly', per: 'a year' },
}
export type SoldPlan = Exclude<Plan, 'free'>
export const soldPlans = plans.filter((plan): plan is SoldPlan => plan !== 'free')
/** Net prices in cents. */
export type Prices = Record<SoldPlan, Record<Term, number>>

/** What was agreed. Months are counted from the anchor. */
export interface Subscription {
  plan: SoldPlan
  term: Term
  /** For one term, net, in cents: as of when it was agreed. */
  price: number
  anchorAt: Date
  /** The month in which this term began. */
  fromMonth: number
  /** Everything before this month is invoiced. */
  invoicedMonths: number
  /** What takes its place, and in which month. */
  next: Next | null
}
export type Next =
  | { month: number; plan: SoldPlan; term: Term; price: number }
  | { month: number; plan: 'free'; term: null; price: 0 }

/** So many months later in UTC, at the same time of day; where that month has no such day, on its last. */
export function addMonths(at: Date, months: number): Date {
  const day = new Date(at)
  day.setUTCDate(1)
  day.setUTCMonth(day.getUTCMonth() + months)
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  day.setUTCDate(Math.min(at.getUTCDate(), last))
  return day
}
export const monthAt = ({ anchorAt }: Pick<Subscription, 'anchorAt'>, month: number): Date => addMonths(anchorAt, month)

const takesEffect = (s: Subscription, next: Next): Subscription | null =>
  next.plan === 'free'
    ? null
    : { ...s, plan: next.plan, term: next.term, price: next.price, fromMonth: next.month, next: null }

/** What is agreed at that moment, what was to take its place included; null once it is over. */
export const agreedAt = (s: Subscription, now: Date): Subscription | null =>
  s.next && monthAt(s, s.next.month) <= now ? takesEffect(s, s.next) : s

/** The period of that moment, from and until which month. `s`: as agreed at that moment. */
export function periodAt(s: Subscription, now: Date): { from: number; until: number } {
  const length = monthsOf[s.term]
  let from = s.fromMonth
  while (monthAt(s, from + length) <= now) from += length
  return { from, until: from + length }
}

/** One period that is to be invoiced. */
export interface Period {
  plan: SoldPlan
  term: Term
  price: number
  from: Date
  until: Date
}
/** The periods that have begun and were not invoiced, in order; and what is invoiced after that. */
export function periodsToInvoice(s: Subscription, now: Date): { periods: Period[]; invoicedMonths: number } {
  const periods: Period[] = []
  let month = s.invoicedMonths
  for (let agreed: Subscription | null = s; monthAt(s, month) <= now;) {
    if (agreed.next && agreed.next.month <= month) agreed = takesEffect(agreed, agreed.next)
    if (!agreed) break
    const until = month + monthsOf[agreed.term]
    const { plan, term, price } = agreed
    periods.push({ plan, term, price, from: monthAt(s, month), until: monthAt(s, until) })
    month = until
  }
  return { periods, invoicedMonths: month }
}

export interface Wanted {
  plan: SoldPlan
  term: Term
}
/** What is paid for the rest of a period when a larger plan begins within it: days count as a whole, in UTC. */
export interface Rest {
  /** Days that are left, today included, of so many. */
  left: number
  of: number
  from: Date
  until: Date
  /** What the larger plan costs for these days, and what of the smaller one is not used. */
  added: number
  unused: number
}
/** What a wish does. `from`: null at once; otherwise the end of the period. */
export type Outcome =
  | { does: 'nothing' }
  | { does: 'start'; after: Subscription }
  | { does: 'upgrade'; after: Subscription; rest: Rest }
  | { does: 'later'; after: Subscription; from: Date }
  /** What was to take its place does not. */
  | { does: 'keep'; after: Subscription }

const rank = (plan: Plan): number => plans.indexOf(plan)
/** Is it a larger plan? */
export const isLarger = (plan: Plan, than: Plan): boolean => rank(plan) > rank(than)

const dayLength = 86_400_000 // ms; UTC knows no other
export function restOf(s: Subscription, larger: number, now: Date): Rest {
  const period = periodAt(s, now)
  const [from, until] = [monthAt(s, period.from), monthAt(s, period.until)]
  const of = Math.round((until.getTime() - from.getTime()) / dayLength)
  const left = Math.ceil((until.getTime() - now.getTime()) / dayLength)
  return { left, of, from: now, until, added: shareOf(larger, left, of), unused: shareOf(s.price, left, of) }
}

/**
 * A larger plan begins at once and is paid for the days that are left; a smaller one, and another term, begin with the next
 * period. `agreed`: as agreed at that moment, null where there is nothing.
 */
export function choose(agreed: Subscription | null, { plan, term }: Wanted, prices: Prices, now: Date): Outcome {
  const price = prices[plan][term]
  if (!agreed) {
    const invoicedMonths = monthsOf[term]
    return { does: 'start', after: { plan, term, price, anchorAt: now, fromMonth: 0, invoicedMonths, next: null } }
  }
  const month = periodAt(agreed, now).until
  if (isLarger(plan, agreed.plan)) {
    const larger = prices[plan][agreed.term]
    const next = term === agreed.term ? null : { month, plan, term, price }
    return { does: 'upgrade', after: { ...agreed, plan, price: larger, next }, rest: restOf(agreed, larger, now) }
  }
  if (plan === agreed.plan && term === agreed.term)
    return agreed.next ? { does: 'keep', after: { ...agreed, next: null } } : { does: 'nothing' }
  if (agreed.next?.plan === plan && agreed.next.term === term) return { does: 'nothing' }
  return { does: 'later', after: { ...agreed, next: { month, plan, term, price } }, from: monthAt(agreed, month) }
}

/** Cancelled: until the end of what is invoiced, then free. */
export const cancelled = (agreed: Subscription): Subscription => ({
  ...agreed,
  next: { month: agreed.invoicedMonths, plan: 'free', term: null, price: 0 },
})

/** Paid after it had lapsed: what was invoiced runs on where there is some of it left, otherwise a period begins now. */
export function resumed(s: Subscription, now: Date): Subscription {
  if (now < monthAt(s, s.invoicedMonths)) return s
  const agreed = agreedAt(s, now)
  return agreed ? { ...agreed, anchorAt: now, fromMonth: 0, invoicedMonths: 0, next: null } : s
}
