// What the mails about an invoice say: how much, until when in the account's own time, to whom, and what follows.
import { expect, it } from 'vitest'
import { putInOutbox } from '../mail/outbox.ts'
import { acmeByMail } from '../testing/acme-by-mail.ts'
import { moveClock, stayingSignedIn } from '../testing/clock.ts'
import { mailDone, startJobs } from '../testing/jobs.ts'
import { as, startServer } from '../testing/world.ts'
import { defaultPrices, type PriceList } from './price-list.ts'
import { tellOfInvoices } from './tell-of-invoices.ts'

const { database, sink, acme } = await acmeByMail()
const { db, url } = database
const prices: PriceList = {
  ...defaultPrices,
  freeAfterDays: 16,
  seller: { ...defaultPrices.seller, name: 'Halden Media', payment: 'IBAN NO93 8601 1117 947\nReference: the number' },
}
const server = await startServer(url, { house: { prices } })
await startJobs(url, sink.url)
const fay = await acme.member('Fay', 'finance')
const books = 'books@acme.test'
await db
  .updateTable('account')
  .set({ time_zone: 'Asia/Tokyo', agreed_plan: 'free' })
  .where('id', '=', acme.id)
  .execute()
await stayingSignedIn(db)
await as(server, fay).billing.setBilledTo.mutate({ name: 'Acme Ltd', address: '', taxId: '', email: books })
await as(server, fay).billing.choose.mutate({ plan: 'paid', term: 'month' })
const invoice = await db.selectFrom('invoice').selectAll().executeTakeFirstOrThrow()
const inTokyo = (moment: Date | null) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Tokyo' }).format(
    moment ?? expect.fail('there is such a moment'),
  )

it('a new one: what is to be paid and how, until when, what follows otherwise, and the way to billing', async () => {
  const { subject, text } = await sink.next(books)
  expect(subject).toMatch(/^Invoice \S+ for Acme$/)
  expect(text).toContain('There is a new invoice for Acme.')
  expect(text).toContain('To be paid: €49.00')
  expect(text).toContain(`Due: ${inTokyo(invoice.due_at)} (Asia/Tokyo)`)
  expect(text).toContain(`If it is not paid, the plan is free from: ${inTokyo(invoice.lapses_at)} (Asia/Tokyo)`)
  for (const line of ['IBAN NO93 8601 1117 947', 'Reference: the number']) expect(text).toContain(line)
  expect(text).toContain(`https://media.acme.test/a/${acme.slug}/billing`)
  expect(text).toContain('You get this because you are told of the invoices of Acme.')
})

it('three days before it is due, and a week after, it says so', async () => {
  await moveClock(db, '11 days 1 minute')
  await tellOfInvoices(db)
  const soon = await sink.next(books, 'is due soon')
  expect(soon.text).toContain('An invoice for Acme is due soon.')
  await moveClock(db, '21 days 1 minute')
  await tellOfInvoices(db)
  const late = await sink.next(books, 'is overdue')
  expect(late.text).toContain('If it was paid in the last days, there is nothing to do.')
  expect(late.text).toContain('To be paid: €49.00')
})

it('paid before its mail went out, nothing is sent', async () => {
  await db.updateTable('invoice').set({ paid_at: new Date() }).execute()
  const about = { invoiceId: invoice.id }
  await db
    .transaction()
    .execute((trx) => putInOutbox(trx, acme.id, { template: 'invoice_issued', email: 'late@acme.test', about }))
  expect(await mailDone(db, 'late@acme.test')).toMatchObject({ state: 'dropped', error: 'it is paid' })
})
