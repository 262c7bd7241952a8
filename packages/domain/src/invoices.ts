// Invoices: lines that add up to the cent, numbered without gaps, due after some days, and frozen once they are issued.
import { moneyInWords, shareOf } from './money.ts'
import { planTitles } from './plans.ts'
import { termWords, type Period, type Rest, type SoldPlan } from './subscription.ts'

export interface InvoiceLine {
  words: string
  /** Net; what is given back is below zero. */
  cents: number
}
export interface InvoiceSums {
  net: number
  tax: number
  total: number
}
/** Whom an invoice is for. */
export interface BillingDetails {
  name: string
  /** The lines of the address. */
  address: string
  taxId: string
  /** Where invoices are told of, beside the administrators and finance; empty: nowhere else. */
  email: string
}
/** Who issues it. */
export interface Seller {
  name: string
  address: string
  taxId: string
  /** What stands under "How to pay". */
  payment: string
}

/** "1 March 2026" in UTC. */
export const dayInWords = (at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
const span = (from: Date, until: Date): string =>
  `${dayInWords(from)} to ${dayInWords(new Date(Math.max(from.getTime(), until.getTime() - 1)))}`

export const lineOfPeriod = ({ plan, term, price, from, until }: Period): InvoiceLine => ({
  words: `Plan ${planTitles[plan]}, ${termWords[term].title.toLowerCase()}, ${span(from, until)}`,
  cents: price,
})
export const linesOfRest = (rest: Rest, plan: SoldPlan, before: SoldPlan): InvoiceLine[] => {
  const days = `${rest.left} of ${rest.of} days, ${span(rest.from, rest.until)}`
  return [
    { words: `Plan ${planTitles[plan]}, ${days}`, cents: rest.added },
    { words: `Plan ${planTitles[before]}, not used, ${days}`, cents: -rest.unused },
  ]
}

/** `taxRate`: hundredths of a percent, 1900 for 19 %. A half cent of tax is rounded up. */
export function sumsOf(lines: readonly InvoiceLine[], taxRate: number): InvoiceSums {
  const net = lines.reduce((sum, { cents }) => sum + cents, 0)
  const tax = shareOf(net, taxRate, 10_000)
  return { net, tax, total: net + tax }
}
/** 1900 → "19 %" */
export const taxInWords = (taxRate: number): string => `${taxRate / 100} %`

/** "U-00042": as it stands on the paper. */
export const invoiceNumber = (n: number): string => `U-${String(n).padStart(5, '0')}`

export type InvoiceState = 'paid' | 'open' | 'overdue'
/** At the very moment at which it is due it is overdue. */
export const invoiceStateAt = ({ dueAt, paidAt }: { dueAt: Date; paidAt: Date | null }, now: Date): InvoiceState =>
  paidAt ? 'paid' : dueAt <= now ? 'overdue' : 'open'

/** So many days before an invoice is due, and after, its account is told. */
export const remindBefore = 3
export const remindAfter = 7

export const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000)

/** "Invoice U-00042 of €59.00" */
export const invoiceInWords = (i: { number: number; total: number; currency: string }, locale?: string): string =>
  `Invoice ${invoiceNumber(i.number)} of ${moneyInWords(i.total, i.currency, locale)}`
