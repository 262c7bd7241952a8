// A subscription through its years, with the clock moved: every roll-over, cancellation, lapse and return. Plans follow from
// dates, whatever jobs run; invoices add up to the cent, and their numbers have no gap.
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { verifyChains } from '../audit/verify.ts'
import {
  freshDatabase,
  account,
  as,
  refusal,
  startServer,
  type TestAccount,
  type TestMember,
} from '../testing/world.ts'
import { auditKey } from '../testing/keys.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { stayingSignedIn } from '../testing/clock.ts'
import { billAll } from './bill-all.ts'
import { invoicePaid } from './invoice-paid.ts'
import { defaultPrices, type PriceList } from './price-list.ts'

const { db, url } = await freshDatabase()
const prices: PriceList = { ...defaultPrices, taxRate: 1900 }
const strict: PriceList = { ...prices, freeAfterDays: 16 }
const server = await startServer(url, { house: { prices } })
const strictServer = await startServer(url, { house: { prices: strict } })

/** The database's clock stands at this moment from now on, and goes on from there. */
async function setClock(iso: string): Promise<void> {
  await sql
    .raw(
      `create or replace function moment() returns timestamptz language sql volatile as $$ select clock_timestamp() + (timestamptz '${iso}' - timestamptz '${new Date().toISOString()}') $$`,
    )
    .execute(db)
  await stayingSignedIn(db)
}
const bill = (list = prices) => billAll({ db, auditKey, prices: list })
const invoicesOf = (acme: TestAccount) =>
  db.selectFrom('invoice').selectAll().where('account_id', '=', acme.id).orderBy('number').execute()
const days = async (acme: TestAccount) =>
  (await invoicesOf(acme)).map((i) => [i.period_from.toISOString().slice(0, 10), i.net] as const)
const pay = async (acme: TestAccount) => {
  for (const i of await invoicesOf(acme)) if (!i.paid_at) await invoicePaid({ db, auditKey }, i.number)
}

let acme: TestAccount
let fay: TestMember
let ben: TestMember
let serial = 0
beforeEach(async () => {
  await setClock('2027-01-31T09:00:00Z')
  acme = await account(db, `Year ${(serial += 1)}`, 'free')
  await acme.member('Ada', 'account_admin')
  fay = await acme.member('Fay', 'finance')
  ben = await acme.member('Ben', 'library_view')
})
const plan = async () => (await as(server, fay).billing.see.query()).plan
const benEnters = async () => (await refusal(as(server, ben).library.list.query({ folderId: null }))) === null

/** Everything that was issued: lines, sums, numbers; and the log, which tells the same. */
async function addsUp(): Promise<void> {
  const all = await db.selectFrom('invoice').selectAll().orderBy('number').execute()
  expect(all.map((i) => i.number)).toEqual(all.map((_, n) => n + 1))
  for (const i of all) {
    expect(i.lines.reduce((sum, { cents }) => sum + cents, 0)).toBe(i.net)
    expect(i.total).toBe(i.net + i.tax)
    expect(i.tax).toBe(Math.round((i.net * i.tax_rate) / 10_000))
  }
  const { tables, entries } = await toldTwice(db, acme.id)
  expect(tables.account).toEqual(entries.account)
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
}

describe('a year, month by month', () => {
  it('is invoiced once a month on the last day, and the plan never goes', async () => {
    await as(server, fay).billing.choose.mutate({ plan: 'paid', term: 'month' })
    expect(await plan()).toBe('paid')
    for (const day of [
      '02-28',
      '03-31',
      '04-30',
      '05-31',
      '06-30',
      '07-31',
      '08-31',
      '09-30',
      '10-31',
      '11-30',
      '12-31',
    ]) {
      await setClock(`2027-${day}T08:59:50Z`)
      await bill()
      const before = (await invoicesOf(acme)).length
      await setClock(`2027-${day}T09:05:00Z`)
      await bill()
      await bill()
      expect({ day, issued: (await invoicesOf(acme)).length - before }).toEqual({ day, issued: 1 })
      expect(await benEnters()).toBe(true)
      await pay(acme)
    }
    expect((await days(acme)).map(([day]) => day.slice(5))).toEqual([
      '01-31',
      '02-28',
      '03-31',
      '04-30',
      '05-31',
      '06-30',
      '07-31',
      '08-31',
      '09-30',
      '10-31',
      '11-30',
      '12-31',
    ])
    await addsUp()
  })

  it('without any job the plan is the same, and what was missed is invoiced later, each month once', async () => {
    await as(server, fay).billing.choose.mutate({ plan: 'paid', term: 'month' })
    await setClock('2027-06-15T00:00:00Z')
    expect(await plan()).toBe('paid')
    expect(await invoicesOf(acme)).toHaveLength(1)
    await Promise.all([bill(), bill(), bill()])
    expect((await days(acme)).map(([day]) => day)).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ])
    await addsUp()
  })
})

describe('a larger plan, and a smaller one', () => {
  it('the larger begins at once for the days that are left; the smaller with the next period, by its date alone', async () => {
    const finance = as(server, fay)
    await finance.billing.choose.mutate({ plan: 'paid', term: 'month' })
    await setClock('2027-02-14T12:00:00Z')
    await finance.billing.choose.mutate({ plan: 'enterprise', term: 'month' })
    expect(await plan()).toBe('enterprise')
    // 14 of 28 days of each.
    expect(await days(acme)).toEqual([
      ['2027-01-31', 4900],
      ['2027-02-14', 7500],
    ])
    await finance.billing.choose.mutate({ plan: 'paid', term: 'year' })
    expect(await plan()).toBe('enterprise')
    await setClock('2027-02-28T08:59:50Z')
    expect(await plan()).toBe('enterprise')
    await setClock('2027-02-28T09:05:00Z')
    expect(await plan()).toBe('paid')
    await bill()
    // A leap year: the last of February is the 29th.
    await setClock('2028-02-29T09:05:00Z')
    await bill()
    expect((await days(acme)).slice(2)).toEqual([
      ['2027-02-28', 49_000],
      ['2028-02-29', 49_000],
    ])
    await addsUp()
  })

  it('taken back before it begins, it never does', async () => {
    const finance = as(server, fay)
    await finance.billing.choose.mutate({ plan: 'enterprise', term: 'month' })
    await finance.billing.choose.mutate({ plan: 'paid', term: 'month' })
    await finance.billing.keep.mutate()
    await setClock('2027-03-01T00:00:00Z')
    expect(await plan()).toBe('enterprise')
    await addsUp()
  })
})

describe('cancelled', () => {
  it('it holds to the end of what is paid for, then it is free: finance gets in, others do not; and it comes back', async () => {
    const finance = as(server, fay)
    await finance.billing.choose.mutate({ plan: 'paid', term: 'year' })
    await setClock('2027-06-01T00:00:00Z')
    await finance.billing.cancel.mutate()
    await finance.billing.keep.mutate()
    await finance.billing.cancel.mutate()
    await setClock('2028-01-31T08:59:50Z')
    expect([await plan(), await benEnters()]).toEqual(['paid', true])
    await setClock('2028-01-31T09:05:00Z')
    await bill()
    expect(await plan()).toBe('free')
    expect(await refusal(as(server, ben).library.list.query({ folderId: null }))).toMatchObject({
      code: 'cannot_enter',
      data: { because: 'dormant' },
    })
    expect(await refusal(finance.billing.keep.mutate())).toMatchObject({ code: 'no_subscription' })
    await setClock('2028-02-29T12:00:00Z')
    await finance.billing.choose.mutate({ plan: 'paid', term: 'year' })
    expect([await plan(), await benEnters()]).toEqual(['paid', true])
    await setClock('2029-02-28T12:05:00Z')
    await bill()
    expect((await days(acme)).map(([day]) => day)).toEqual(['2027-01-31', '2028-02-29', '2029-02-28'])
    await addsUp()
  })
})

describe('overdue', () => {
  it('means nothing unless the price list says so', async () => {
    await as(server, fay).billing.choose.mutate({ plan: 'paid', term: 'year' })
    await setClock('2027-12-01T00:00:00Z')
    expect([await plan(), await benEnters()]).toEqual(['paid', true])
  })

  it('means free from the day that it says, until it is paid; and the months without a plan are not invoiced', async () => {
    const finance = as(strictServer, fay)
    await finance.billing.choose.mutate({ plan: 'paid', term: 'month' })
    // Due after 14 days, and 16 after that.
    await setClock('2027-03-02T08:59:50Z')
    expect(await plan()).toBe('paid')
    await setClock('2027-03-02T09:05:00Z')
    expect([await plan(), await benEnters()]).toEqual(['free', false])
    expect(await refusal(finance.billing.choose.mutate({ plan: 'enterprise', term: 'month' }))).toMatchObject({
      code: 'invoice_overdue',
    })
    await setClock('2027-05-10T12:00:00Z')
    await bill(strict)
    expect(await days(acme)).toHaveLength(1)
    await pay(acme)
    expect([await plan(), await benEnters()]).toEqual(['paid', true])
    await bill(strict)
    expect((await days(acme)).map(([day]) => day)).toEqual(['2027-01-31', '2027-05-10'])
    await addsUp()
  })

  it('cancelled meanwhile, it is over, and paying what is open brings nothing back', async () => {
    const finance = as(strictServer, fay)
    await finance.billing.choose.mutate({ plan: 'paid', term: 'month' })
    await setClock('2027-04-01T00:00:00Z')
    await finance.billing.cancel.mutate()
    await pay(acme)
    await bill(strict)
    expect([await plan(), (await invoicesOf(acme)).length]).toEqual(['free', 1])
    await finance.billing.choose.mutate({ plan: 'paid', term: 'month' })
    expect(await plan()).toBe('paid')
    await addsUp()
  })
})
