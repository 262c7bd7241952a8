// Subscriptions: periods at the edges of the calendar, and what each wish does to the cent.
import { describe, expect, it } from 'vitest'
import {
  addMonths,
  agreedAt,
  cancelled,
  choose,
  monthAt,
  periodAt,
  periodsToInvoice,
  resumed,
  type Prices,
  type Subscription,
} from './subscription.ts'
import { invoiceStateAt, lineOfPeriod, linesOfRest, sumsOf } from './invoices.ts'

const at = (iso: string) => new Date(iso)
const prices: Prices = { paid: { month: 4900, year: 49_000 }, enterprise: { month: 19_900, year: 199_000 } }
const subscribed = (plan: 'paid' | 'enterprise', term: 'month' | 'year', anchor: string): Subscription => {
  const done = choose(null, { plan, term }, prices, at(anchor))
  if (done.does !== 'start') throw new Error('whoever has nothing starts')
  return done.after
}
const upgrade = (s: Subscription, now: string, term = s.term) => {
  const done = choose(s, { plan: 'enterprise', term }, prices, at(now))
  if (done.does !== 'upgrade') throw new Error(`${done.does}: not an upgrade`)
  return done
}

describe('months are counted from the anchor', () => {
  it('the 31st is the last day of a shorter month, and the 31st again after it', () => {
    const anchor = at('2026-01-31T09:30:00Z')
    expect([1, 2, 3, 4, 13].map((n) => addMonths(anchor, n).toISOString().slice(0, 10))).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2027-02-28',
    ])
  })
  it('a year from the 29th of February ends on the 28th, and on the 29th in a leap year', () => {
    const anchor = at('2024-02-29T00:00:00Z')
    expect([12, 24, 36, 48].map((n) => addMonths(anchor, n).toISOString().slice(0, 10))).toEqual([
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ])
  })
  it('a century without a leap day', () =>
    expect(addMonths(at('2096-02-29T12:00:00Z'), 48).toISOString()).toBe('2100-02-28T12:00:00.000Z'))
  it('the last second of a year stays the last second of a month', () =>
    expect(addMonths(at('2026-12-31T23:59:59.999Z'), 2).toISOString()).toBe('2027-02-28T23:59:59.999Z'))
  it('a clock that is put forward or back changes nothing: the time of day in UTC stays', () => {
    const anchor = at('2026-03-15T01:30:00+01:00')
    expect(addMonths(anchor, 1).getTime() - anchor.getTime()).toBe(31 * 86_400_000)
    expect(addMonths(anchor, 8).toISOString()).toBe('2026-11-15T00:30:00.000Z')
  })
})

describe('periods', () => {
  it('at the very moment of its end the next one has begun', () => {
    const s = subscribed('paid', 'month', '2026-01-31T09:00:00Z')
    expect(periodAt(s, at('2026-02-28T08:59:59.999Z'))).toEqual({ from: 0, until: 1 })
    expect(periodAt(s, at('2026-02-28T09:00:00Z'))).toEqual({ from: 1, until: 2 })
  })
  it('each is invoiced once, also when nobody looked for months', () => {
    const s = subscribed('paid', 'month', '2026-01-31T09:00:00Z')
    expect(periodsToInvoice(s, at('2026-02-28T08:59:59.999Z')).periods).toEqual([])
    const { periods, invoicedMonths } = periodsToInvoice(s, at('2026-05-01T00:00:00Z'))
    expect(periods.map((p) => [p.from.toISOString().slice(0, 10), p.until.toISOString().slice(0, 10)])).toEqual([
      ['2026-02-28', '2026-03-31'],
      ['2026-03-31', '2026-04-30'],
      ['2026-04-30', '2026-05-31'],
    ])
    expect(periodsToInvoice({ ...s, invoicedMonths }, at('2026-05-01T00:00:00Z')).periods).toEqual([])
  })
  it('what takes its place is invoiced at its own price and term, from its month on', () => {
    const s = subscribed('enterprise', 'month', '2026-01-15T00:00:00Z')
    const done = choose(s, { plan: 'paid', term: 'year' }, prices, at('2026-01-20T00:00:00Z'))
    expect(done).toMatchObject({ does: 'later', from: at('2026-02-15T00:00:00Z') })
    if (done.does !== 'later') return
    expect(periodsToInvoice(done.after, at('2027-03-01T00:00:00Z')).periods).toEqual([
      {
        plan: 'paid',
        term: 'year',
        price: 49_000,
        from: at('2026-02-15T00:00:00Z'),
        until: at('2027-02-15T00:00:00Z'),
      },
      {
        plan: 'paid',
        term: 'year',
        price: 49_000,
        from: at('2027-02-15T00:00:00Z'),
        until: at('2028-02-15T00:00:00Z'),
      },
    ])
  })
})

describe('a larger plan', () => {
  it('begins at once, and costs the days that are left, today included', () => {
    const s = subscribed('paid', 'month', '2026-03-01T00:00:00Z')
    const { after, rest } = upgrade(s, '2026-03-11T15:00:00Z')
    expect(after).toMatchObject({ plan: 'enterprise', price: 19_900, term: 'month', next: null })
    // 21 of 31 days: 13,480.6 and 3,319.4 cents.
    expect(rest).toMatchObject({ left: 21, of: 31, added: 13_481, unused: 3319 })
    const lines = linesOfRest(rest, 'enterprise', 'paid')
    expect(sumsOf(lines, 1900)).toEqual({ net: 10_162, tax: 1931, total: 12_093 })
  })
  it('in the moment in which the period began costs the difference, and in its last second one day', () => {
    const s = subscribed('paid', 'month', '2026-02-01T00:00:00Z')
    expect(upgrade(s, '2026-02-01T00:00:00Z').rest).toMatchObject({ left: 28, of: 28, added: 19_900, unused: 4900 })
    expect(upgrade(s, '2026-02-28T23:59:59.999Z').rest).toMatchObject({ left: 1, of: 28 })
  })
  it('in a leap year a year has 366 days', () =>
    expect(upgrade(subscribed('paid', 'year', '2024-01-01T00:00:00Z'), '2024-02-29T00:00:00Z').rest).toMatchObject({
      left: 307,
      of: 366,
    }))
  it('with another term begins at once, and the term with the next period', () =>
    expect(
      upgrade(subscribed('paid', 'month', '2026-03-01T00:00:00Z'), '2026-03-11T00:00:00Z', 'year').after,
    ).toMatchObject({
      plan: 'enterprise',
      term: 'month',
      next: { month: 1, plan: 'enterprise', term: 'year', price: 199_000 },
    }))
  it('takes the place of a smaller one that was to come', () => {
    const done = choose(
      subscribed('paid', 'month', '2026-03-01T00:00:00Z'),
      { plan: 'paid', term: 'year' },
      prices,
      at('2026-03-02T00:00:00Z'),
    )
    if (done.does !== 'later') throw new Error(done.does)
    expect(upgrade(done.after, '2026-03-03T00:00:00Z').after.next).toBeNull()
  })
})

describe('a smaller plan', () => {
  const s = subscribed('enterprise', 'month', '2026-01-31T09:00:00Z')
  const done = choose(s, { plan: 'paid', term: 'month' }, prices, at('2026-02-10T00:00:00Z'))
  it('begins with the next period', () => {
    if (done.does !== 'later') throw new Error(done.does)
    expect(agreedAt(done.after, at('2026-02-28T08:59:59.999Z'))?.plan).toBe('enterprise')
    expect(agreedAt(done.after, at('2026-02-28T09:00:00Z'))).toMatchObject({ plan: 'paid', price: 4900, next: null })
  })
  it('keeps the day: after a short month it is the 31st again', () => {
    if (done.does !== 'later') throw new Error(done.does)
    const agreed = agreedAt(done.after, at('2026-03-05T00:00:00Z'))
    expect(agreed && monthAt(agreed, periodAt(agreed, at('2026-03-05T00:00:00Z')).until)).toEqual(
      at('2026-03-31T09:00:00Z'),
    )
  })
  it('asked for twice changes nothing, and the plan that one has takes it back', () => {
    if (done.does !== 'later') throw new Error(done.does)
    const now = at('2026-02-11T00:00:00Z')
    expect(choose(done.after, { plan: 'paid', term: 'month' }, prices, now)).toEqual({ does: 'nothing' })
    expect(choose(done.after, { plan: 'enterprise', term: 'month' }, prices, now)).toMatchObject({
      does: 'keep',
      after: { plan: 'enterprise', next: null },
    })
    expect(choose(s, { plan: 'enterprise', term: 'month' }, prices, now)).toEqual({ does: 'nothing' })
  })
})

describe('cancelled', () => {
  const s = subscribed('paid', 'month', '2026-01-31T09:00:00Z')
  it('it holds to the end of what is paid for, then it is over and nothing is invoiced', () => {
    const ends = cancelled(s)
    expect(agreedAt(ends, at('2026-02-28T08:59:59.999Z'))?.plan).toBe('paid')
    expect(agreedAt(ends, at('2026-02-28T09:00:00Z'))).toBeNull()
    expect(periodsToInvoice(ends, at('2030-01-01T00:00:00Z')).periods).toEqual([])
  })
  it('while it had lapsed with nothing left that is invoiced, it is over at once', () =>
    expect(agreedAt(cancelled(s), at('2026-04-01T00:00:00Z'))).toBeNull())
})

describe('paid after it had lapsed', () => {
  const s = subscribed('paid', 'month', '2026-01-31T09:00:00Z')
  it('what is left of the invoiced period runs on', () => expect(resumed(s, at('2026-02-20T00:00:00Z'))).toEqual(s))
  it('otherwise a period begins, and the time without a plan is not invoiced', () => {
    const now = at('2026-04-10T12:00:00Z')
    expect(periodsToInvoice(resumed(s, now), now).periods).toEqual([
      { plan: 'paid', term: 'month', price: 4900, from: now, until: at('2026-05-10T12:00:00Z') },
    ])
  })
})

describe('an invoice', () => {
  it('adds up to the cent, a half cent of tax up', () => {
    expect(sumsOf([{ words: '', cents: 50 }], 1900)).toEqual({ net: 50, tax: 10, total: 60 })
    expect(sumsOf([], 1900)).toEqual({ net: 0, tax: 0, total: 0 })
    expect(sumsOf([{ words: '', cents: 4900 }], 810)).toEqual({ net: 4900, tax: 397, total: 5297 })
  })
  it('says the days of its period, the last one included', () =>
    expect(
      lineOfPeriod({
        plan: 'paid',
        term: 'month',
        price: 4900,
        from: at('2028-02-01T00:00:00Z'),
        until: at('2028-03-01T00:00:00Z'),
      }).words,
    ).toBe('Plan Paid, monthly, 1 February 2028 to 29 February 2028'))
  it('is overdue from the very moment at which it was due, unless it is paid', () => {
    const dueAt = at('2026-03-15T00:00:00Z')
    expect(invoiceStateAt({ dueAt, paidAt: null }, at('2026-03-14T23:59:59.999Z'))).toBe('open')
    expect(invoiceStateAt({ dueAt, paidAt: null }, dueAt)).toBe('overdue')
    expect(invoiceStateAt({ dueAt, paidAt: at('2026-04-01T00:00:00Z') }, dueAt)).toBe('paid')
  })
})
