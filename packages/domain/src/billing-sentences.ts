// What happened to subscriptions and invoices, as sentences: rows that the log joins with the others.
import type { AuditKind, SubscriptionShape } from './audit.ts'
import { invoiceNumber } from './invoices.ts'
import type { MomentInWords, Seen, Words } from './log-words.ts'
import { moneyInWords } from './money.ts'
import { planTitles } from './plans.ts'
import { termWords } from './subscription.ts'

type BillingKind = Extract<AuditKind, `invoice.${string}` | `account.subscri${string}` | 'account.billing_changed'>

/** "Paid, monthly" */
const agreed = ({ plan, term }: Partial<SubscriptionShape>): string =>
  `${plan ? planTitles[plan] : 'a plan'}${term ? `, ${termWords[term].title.toLowerCase()}` : ''}`
const next = ({ planUntil, planAfter, termAfter }: Partial<SubscriptionShape>, moment: MomentInWords): string =>
  planUntil && planAfter
    ? `, from ${moment(planUntil)} on ${agreed({ plan: planAfter, ...(termAfter && { term: termAfter }) })}`
    : ''
const invoice = ({ is }: Seen<'invoice.issued' | 'invoice.paid'>): string =>
  (is.number ? `invoice ${invoiceNumber(is.number)}` : 'an invoice') +
  (is.total !== undefined && is.currency ? ` of ${moneyInWords(is.total, is.currency, 'en')}` : '')

export const billingSentences: { [K in BillingKind]: Words<K> } = {
  'account.subscribed': {
    title: 'Subscribed',
    says: ({ who, is }) => `${who} subscribed to ${agreed(is)}`,
  },
  'account.subscription_changed': {
    title: 'Subscription changed',
    says: ({ who, was, is, moment }) =>
      is.planUntil
        ? `${who} changed the subscription: ${agreed(is)}${next(is, moment)}`
        : `${who} changed the subscription from ${agreed(was)} to ${agreed(is)}`,
  },
  'account.subscription_cancelled': {
    title: 'Subscription cancelled',
    says: ({ who, is, moment }) =>
      `${who} cancelled the subscription: ${agreed(is)}${is.planUntil ? ` until ${moment(is.planUntil)}` : ''}`,
  },
  'account.subscription_continued': {
    title: 'Subscription continued',
    says: ({ who, is }) => `${who} let the subscription go on: ${agreed(is)}`,
  },
  'account.billing_changed': {
    title: 'Billing details changed',
    says: ({ who, is }) => `${who} changed the billing details${is.name ? ` to those of ${is.name}` : ''}`,
  },
  'invoice.issued': { title: 'Invoice issued', says: (seen) => `${seen.who} issued ${invoice(seen)}` },
  'invoice.paid': { title: 'Invoice paid', says: (seen) => `${seen.who} marked ${invoice(seen)} as paid` },
}
