// Billing as finance and administrators meet it: what they see, what they are told beforehand, what they may not, and the paper.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeEach, describe, expect, it } from 'vitest'
import { setPlan } from '../accounts/operate-account.ts'
import { auditKey } from '../testing/keys.ts'
import { moveClock, stayingSignedIn } from '../testing/clock.ts'
import { plantSubscription } from '../testing/billing.ts'
import { give, plantCollection, plantGroup } from '../testing/grants.ts'
import { plantFolder } from '../testing/library.ts'
import {
  account,
  as,
  freshDatabase,
  refusal,
  startServer,
  type TestAccount,
  type TestMember,
} from '../testing/world.ts'
import { billAll } from './bill-all.ts'
import { defaultPrices, type PriceList } from './price-list.ts'
import { tellOfInvoices } from './tell-of-invoices.ts'

const { db, url } = await freshDatabase()
const prices: PriceList = {
  ...defaultPrices,
  taxRate: 1900,
  seller: {
    ...defaultPrices.seller,
    name: 'Halden Media',
    address: '1 Quay\nOslo',
    payment: 'IBAN NO93 8601 1117 947',
  },
}
const server = await startServer(url, { house: { prices } })
let serial = 0
let acme: TestAccount
let ada: TestMember
let fay: TestMember
beforeEach(async () => {
  await moveClock(db, '0')
  acme = await account(db, `Bill ${(serial += 1)}`, 'free')
  ada = await acme.member('Ada', 'account_admin')
  fay = await acme.member('Fay', 'finance')
})
const finance = () => as(server, fay)
const pdfOf = (id: string, who = fay) =>
  fetch(`${server}/api/${who.account}/invoices/${id}`, {
    headers: { cookie: `usher_session=${who.session}`, 'usher-account': who.account },
  })
async function textOf(response: Response): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(await response.arrayBuffer()) }).promise
  const page = await document.getPage(1)
  const { items } = await page.getTextContent()
  return items.map((item) => ('str' in item ? item.str : '')).join('|')
}

describe('what a change does', () => {
  it('is told beforehand: figures for finance, names for whoever sees the people', async () => {
    await setPlan({ db, auditKey, publicUrl: '' }, acme.id, 'enterprise')
    await plantSubscription(db, acme.id, { cancelled: false })
    await acme.member('Ben', 'library_view')
    const rex = await acme.member('Rex', 'library_restricted')
    const folder = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
    const group = await plantGroup(db, acme.id, 'Agency', [rex])
    await give(db, acme.id, { on: folder, to: group, level: 'view' })
    await plantCollection(db, acme.id, { name: 'Picks', ownerId: null }, [])
    const toPaid = await finance().billing.whatChanges.query({ plan: 'paid', term: 'month' })
    expect(toPaid).toMatchObject({
      before: { members: 0, groups: 0, grants: 0, collections: 0 },
      after: { members: 1, groups: 1, grants: 1, collections: 1 },
      seats: { used: 4, cap: 50 },
      invoice: null,
      names: null,
    })
    expect(toPaid.from).not.toBeNull()
    expect((await as(server, ada).billing.whatChanges.query({ plan: 'paid', term: 'month' })).names).toEqual(['Rex'])
    // Fay herself: for billing alone she still gets in.
    expect(await as(server, ada).billing.whatChanges.query({ plan: 'free' })).toMatchObject({
      after: { members: 2 },
      names: ['Ben', 'Rex'],
    })
  })

  it('tells the invoice to the cent, and the act issues just that', async () => {
    await finance().billing.choose.mutate({ plan: 'paid', term: 'month' })
    const { invoice } = await finance().billing.whatChanges.query({ plan: 'enterprise', term: 'month' })
    // In the moment in which it began: the whole difference.
    expect(invoice).toMatchObject({ net: 15_000, tax: 2850, total: 17_850 })
    await finance().billing.choose.mutate({ plan: 'enterprise', term: 'month' })
    const { invoices } = await finance().billing.invoices.query({})
    expect(invoices.map((i) => [i.total, i.state])).toEqual([
      [17_850, 'open'],
      [5831, 'open'],
    ])
  })
})

describe('who may what', () => {
  it('finance of a dormant account gets to billing, brings the plan back, and sees nothing else', async () => {
    expect(await refusal(finance().library.list.query({ folderId: null }))).toMatchObject({ code: 'not_allowed' })
    expect(await refusal(finance().members.list.query({}))).toMatchObject({ code: 'not_allowed' })
    expect((await finance().billing.see.query()).plan).toBe('free')
    await finance().billing.choose.mutate({ plan: 'paid', term: 'year' })
    expect(await finance().billing.see.query()).toMatchObject({
      plan: 'paid',
      subscription: { plan: 'paid', term: 'year', price: 49_000, next: null },
    })
  })

  it('cancelling asks for the password again after ten minutes; taking it back does not', async () => {
    await finance().billing.choose.mutate({ plan: 'paid', term: 'month' })
    await moveClock(db, '11 minutes')
    expect(await refusal(finance().billing.cancel.mutate())).toMatchObject({ code: 'password_again' })
    await moveClock(db, '0')
    await finance().billing.cancel.mutate()
    expect((await finance().billing.see.query()).subscription?.next).toMatchObject({ plan: 'free' })
    await moveClock(db, '11 minutes')
    await finance().billing.keep.mutate()
    expect((await finance().billing.see.query()).subscription?.next).toBeNull()
  })

  it('a plan that was set by hand is neither cancelled nor made smaller here, but can be subscribed to', async () => {
    await setPlan({ db, auditKey, publicUrl: '' }, acme.id, 'enterprise')
    expect(await refusal(finance().billing.cancel.mutate())).toMatchObject({ code: 'no_subscription' })
    expect(await refusal(finance().billing.choose.mutate({ plan: 'paid', term: 'month' }))).toMatchObject({
      code: 'plan_by_hand',
    })
    await finance().billing.choose.mutate({ plan: 'enterprise', term: 'month' })
    expect((await finance().billing.see.query()).subscription?.plan).toBe('enterprise')
  })

  it('the operator sets the plan whatever was agreed: nobody pays for it from then on', async () => {
    await finance().billing.choose.mutate({ plan: 'enterprise', term: 'month' })
    await finance().billing.cancel.mutate()
    await setPlan({ db, auditKey, publicUrl: '' }, acme.id, 'paid')
    expect(await finance().billing.see.query()).toMatchObject({ plan: 'paid', subscription: null })
    await moveClock(db, '90 days')
    await billAll({ db, auditKey, prices })
    expect(await db.selectFrom('invoice').select('id').where('account_id', '=', acme.id).execute()).toHaveLength(1)
  })
})

describe('an invoice on paper', () => {
  it('says who, what, when and how much, as text, with the details of when it was issued', async () => {
    const details = { name: 'Grüße & Łódź Ωmega', address: '1 Mill Lane\nLeeds', taxId: 'GB 123', email: '' }
    await finance().billing.setBilledTo.mutate(details)
    await finance().billing.choose.mutate({ plan: 'paid', term: 'month' })
    await finance().billing.setBilledTo.mutate({ ...details, name: 'Somebody Else' })
    const [invoice] = (await finance().billing.invoices.query({})).invoices
    const answer = await pdfOf(invoice?.id ?? '')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Invoice U-\d{5}\.pdf"$/)
    const text = (await textOf(answer)).replaceAll('|', '')
    for (const part of [
      'Grüße & Łódź Ωmega',
      'Leeds',
      'GB 123',
      'Halden Media',
      '€49.00',
      '€9.31',
      '€58.31',
      'IBAN NO93',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('Somebody Else')
    expect(text).not.toContain('?')
  })

  it('is not there for another account, nor for a role without billing', async () => {
    await finance().billing.choose.mutate({ plan: 'paid', term: 'month' })
    const [invoice] = (await finance().billing.invoices.query({})).invoices
    const elsewhere = await (await account(db, 'Elsewhere', 'paid')).member('Eve', 'finance')
    expect((await pdfOf(invoice?.id ?? '', elsewhere)).status).toBe(404)
    expect((await pdfOf(invoice?.id ?? '', await acme.member('Dev', 'developer'))).status).toBe(403)
  })
})

describe('mails', () => {
  it('tell of an invoice at once, three days before it is due, and a week after, each once; not once it is paid', async () => {
    await finance().billing.setBilledTo.mutate({
      name: 'Acme',
      address: '',
      taxId: '',
      email: `books@${acme.slug}.test`,
    })
    await finance().billing.choose.mutate({ plan: 'paid', term: 'month' })
    const told = async () =>
      (
        await db
          .selectFrom('mail')
          .select(['template', 'about', 'email'])
          .where('account_id', '=', acme.id)
          .where('email', '=', `books@${acme.slug}.test`)
          .orderBy('created_at')
          .execute()
      ).map((m) => `${m.template} ${(m.about as { when?: string }).when ?? ''}`.trim())
    expect(await told()).toEqual(['invoice_issued'])
    for (const [after, count] of [
      ['10 days', 1],
      ['11 days 1 minute', 2],
      ['15 days', 2],
      ['21 days 1 minute', 3],
      ['40 days', 3],
    ] as const) {
      await moveClock(db, after)
      await Promise.all([tellOfInvoices(db), tellOfInvoices(db)])
      expect({ after, told: (await told()).length }).toEqual({ after, told: count })
    }
    expect(await told()).toEqual(['invoice_issued', 'invoice_due before', 'invoice_due after'])
  })
})

it('what collects money is asked for what is open, and what it says is paid is paid, once', async () => {
  await finance().billing.choose.mutate({ plan: 'paid', term: 'month' })
  const asked: number[] = []
  const card = {
    collect: async ({ number }: { number: number }) => {
      asked.push(number)
      return true
    },
  }
  await Promise.all([billAll({ db, auditKey, prices }, card), billAll({ db, auditKey, prices }, card)])
  const [invoice] = (await finance().billing.invoices.query({})).invoices
  expect(invoice?.state).toBe('paid')
  const before = asked.length
  await billAll({ db, auditKey, prices }, card)
  expect(asked).toHaveLength(before)
})

it('an account that cannot be billed at this moment keeps nobody else’s from being so', async () => {
  await finance().billing.choose.mutate({ plan: 'paid', term: 'month' })
  const gus = await (await account(db, `Bill ${(serial += 1)}`, 'free')).member('Gus', 'finance')
  await as(server, gus).billing.choose.mutate({ plan: 'paid', term: 'month' })
  const asked: number[] = []
  const away = {
    collect: async ({ number }: { number: number }): Promise<boolean> => {
      asked.push(number)
      throw new Error('the provider is away')
    },
  }
  await expect(billAll({ db, auditKey, prices }, away)).rejects.toThrow('the provider is away')
  for (const who of [fay, gus]) {
    const [invoice] = (await as(server, who).billing.invoices.query({})).invoices
    expect(asked).toContain(invoice?.number)
  }
})

describe('another currency in the price list', () => {
  it('invoices go on in that of the subscription, and a change is refused until it is over', async () => {
    await finance().billing.choose.mutate({ plan: 'paid', term: 'month' })
    const inDollars = { ...prices, currency: 'USD' }
    const later = as(await startServer(url, { house: { prices: inDollars } }), fay)
    await moveClock(db, '32 days')
    await stayingSignedIn(db)
    await billAll({ db, auditKey, prices: inDollars })
    const { invoices } = await later.billing.invoices.query({})
    expect(invoices.map((i) => i.currency)).toEqual(['EUR', 'EUR'])
    const wanted = { plan: 'enterprise', term: 'month' } as const
    const refused = { code: 'other_currency', data: { has: 'EUR', now: 'USD' } }
    expect(await refusal(later.billing.choose.mutate(wanted))).toMatchObject(refused)
    expect(await refusal(later.billing.whatChanges.query(wanted))).toMatchObject(refused)
    await moveClock(db, '0')
  })
})

it('an address has room on the invoice, and nothing in it that is not to be seen', async () => {
  const set = (address: string) =>
    refusal(finance().billing.setBilledTo.mutate({ name: 'Acme', address, taxId: '', email: '' }))
  expect(await set('1\n2\n3\n4\n5\n6')).toBeNull()
  expect(JSON.stringify(await set('1\n2\n3\n4\n5\n6\n7'))).toContain('at most 6 lines')
  expect(JSON.stringify(await set('Quay\u0000 1'))).toContain('invisible characters')
})
