// Mails about invoices: one was issued, one is due soon, one is overdue. The paper itself is fetched in the app.
import {
  daysAfter,
  invoiceNumber,
  invoiceStateAt,
  moneyInWords,
  remindBefore,
  type InvoiceId,
  type Seller,
} from '@usher/domain'
import { inWords } from '../letter.ts'
import type { Composing, Template } from './composing.ts'

const invoiceOf = (db: Composing<'invoice_issued'>['db'], id: string) =>
  db
    .selectFrom('invoice as i')
    .innerJoin('account as a', 'a.id', 'i.account_id')
    .selectAll('i')
    .select(['a.name as account', 'a.slug', 'a.time_zone'])
    .where('i.id', '=', id as InvoiceId) // an id that putInOutbox was given
    .executeTakeFirst()
type Invoice = NonNullable<Awaited<ReturnType<typeof invoiceOf>>>

const facts = (i: Invoice) => ({
  rows: [
    ['Account', i.account],
    ['Invoice', invoiceNumber(i.number)],
    ['To be paid', moneyInWords(i.total, i.currency, 'en')],
    ['Due', inWords(i.due_at, i.time_zone)],
    ...(i.lapses_at ? [['If it is not paid, the plan is free from', inWords(i.lapses_at, i.time_zone)] as const] : []),
  ] as const,
})
const ending = (i: Invoice, { publicUrl }: Composing<'invoice_issued'>['house']) => [
  ...(i.seller satisfies Seller).payment.split('\n').filter(Boolean),
  { button: 'Open billing', link: `${publicUrl}/a/${i.slug}/billing` },
]
const because = (i: Invoice) => `You get this because you are told of the invoices of ${i.account}.`

export const invoiceIssued: Template<'invoice_issued'> = async ({ db, house, about }) => {
  const i = await invoiceOf(db, about.invoiceId)
  if (!i) return { dropped: 'there is no such invoice' }
  if (i.paid_at) return { dropped: 'it is paid' }
  return {
    subject: `Invoice ${invoiceNumber(i.number)} for ${i.account}`,
    blocks: [`There is a new invoice for ${i.account}.`, facts(i), ...ending(i, house)],
    because: because(i),
  }
}

export const invoiceDue: Template<'invoice_due'> = async ({ db, house, now, about }) => {
  const i = await invoiceOf(db, about.invoiceId)
  if (!i) return { dropped: 'there is no such invoice' }
  if (i.paid_at) return { dropped: 'it is paid' }
  const state = invoiceStateAt({ dueAt: i.due_at, paidAt: null }, now)
  if (about.when === 'before' && (state === 'overdue' || daysAfter(now, remindBefore) < i.due_at))
    return { dropped: 'it is not due soon any more' }
  return {
    subject: `Invoice ${invoiceNumber(i.number)} for ${i.account} is ${state === 'overdue' ? 'overdue' : 'due soon'}`,
    blocks: [
      state === 'overdue'
        ? `An invoice for ${i.account} is overdue. If it was paid in the last days, there is nothing to do.`
        : `An invoice for ${i.account} is due soon.`,
      facts(i),
      ...ending(i, house),
    ],
    because: because(i),
  }
}
