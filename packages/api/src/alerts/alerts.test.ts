// Alerts: set by those who pay, told once a month to whoever is told of invoices, and never while the plan does not carry them.
import { beforeEach, expect, it } from 'vitest'
import { alertsAtMost, dayIn } from '@usher/domain'
import { setPlan } from '../accounts/operate-account.ts'
import { addUses } from '../access/usage.ts'
import { moveClock } from '../testing/clock.ts'
import { auditKey } from '../testing/keys.ts'
import { plantInvoice } from '../testing/billing.ts'
import { plantFile } from '../testing/library.ts'
import {
  account,
  as,
  freshDatabase,
  refusal,
  startServer,
  type TestAccount,
  type TestMember,
} from '../testing/world.ts'
import { tellOfAlerts } from './tell-of-alerts.ts'

const { db, url } = await freshDatabase()
const server = await startServer(url)
let serial = 0
let acme: TestAccount
let ada: TestMember
let fay: TestMember
beforeEach(async () => {
  await moveClock(db, '0')
  acme = await account(db, `Alerts ${(serial += 1)}`)
  ada = await acme.member('Ada', 'account_admin')
  fay = await acme.member('Fay', 'finance')
})
const finance = () => as(server, fay)
const downloaded = (n: number, at = Date.now()) =>
  addUses(db, [
    {
      accountId: acme.id,
      what: 'download',
      memberId: null,
      keyId: null,
      assetId: null,
      at,
      n,
      bytes: n * 1_000_000_000,
    },
  ])
const told = async () =>
  await db
    .selectFrom('mail')
    .select(['email', 'about'])
    .where('account_id', '=', acme.id)
    .where('template', '=', 'alert')
    .orderBy('id')
    .execute()

it('says how far what is watched has come, in the unit that was chosen', async () => {
  await finance().alerts.create.mutate({ what: 'sentBytes', wanted: 100 })
  await finance().alerts.create.mutate({ what: 'downloads', wanted: 5 })
  await finance().alerts.create.mutate({ what: 'storage', wanted: 1 })
  await finance().alerts.create.mutate({ what: 'spend', wanted: 50 })
  await downloaded(7)
  await plantFile(db, acme.id, { name: 'a.txt', parentId: null, ownerId: null }, 'twelve bytes')
  await plantInvoice(db, acme.id) // €49.00 and 19 % of tax
  const { alerts, currency, month } = await as(server, ada).alerts.list.query()
  expect(alerts.map(({ what, figure, threshold, isReached }) => [what, figure, threshold, isReached])).toEqual([
    ['storage', 12, 1_000_000_000, false],
    ['sentBytes', 7_000_000_000, 100_000_000_000, false],
    ['downloads', 7, 5, true],
    ['spend', 5831, 5000, true],
  ])
  expect(currency).toBe('EUR')
  expect(month).toBe(`${dayIn('UTC', new Date()).slice(0, 7)}-01`)
})

it('tells administrators and finance once in a month, by two processes at once as well, and again in the next', async () => {
  await finance().alerts.create.mutate({ what: 'downloads', wanted: 5 })
  await downloaded(4)
  await tellOfAlerts(db)
  expect(await told()).toEqual([])
  await downloaded(1)
  await Promise.all([tellOfAlerts(db), tellOfAlerts(db)])
  await tellOfAlerts(db)
  expect((await told()).map((m) => m.email).toSorted()).toEqual([ada.email, fay.email].toSorted())
  expect((await told())[0]?.about).toMatchObject({ figure: '5' })
  await moveClock(db, '32 days')
  await tellOfAlerts(db)
  expect(await told()).toHaveLength(2)
  await downloaded(9, Date.now() + 32 * 86_400_000)
  await tellOfAlerts(db)
  expect(await told()).toHaveLength(4)
})

it('one that is changed is another: it is told of at its new figure', async () => {
  const { id } = await finance().alerts.create.mutate({ what: 'downloads', wanted: 5 })
  await downloaded(8)
  await tellOfAlerts(db)
  await finance().alerts.change.mutate({ alertId: id, what: 'downloads', wanted: 8 })
  await tellOfAlerts(db)
  expect((await told()).map((m) => m.about['figure'])).toEqual(['8', '8', '8', '8'])
  await finance().alerts.delete.mutate({ alertId: id })
  expect((await finance().alerts.list.query()).alerts).toEqual([])
})

it('sleeps while the plan does not carry it, and is there again with it', async () => {
  await finance().alerts.create.mutate({ what: 'downloads', wanted: 5 })
  await downloaded(8)
  const house = { db, auditKey, publicUrl: '' }
  await setPlan(house, acme.id, 'free')
  await tellOfAlerts(db)
  expect(await told()).toEqual([])
  expect(await refusal(finance().alerts.list.query())).toMatchObject({ code: 'not_allowed', data: { because: 'plan' } })
  await setPlan(house, acme.id, 'paid')
  await tellOfAlerts(db)
  expect(await told()).toHaveLength(2)
})

it('the same again is not another one, and there are so many at most', async () => {
  const create = (wanted: number) => finance().alerts.create.mutate({ what: 'downloads', wanted })
  const first = await create(1)
  expect(await create(1)).toEqual(first)
  for (let n = 2; n <= alertsAtMost; n += 1) await create(n)
  expect(await refusal(create(100))).toMatchObject({ code: 'alerts_full', data: { limit: alertsAtMost } })
  expect((await finance().alerts.list.query()).alerts).toHaveLength(alertsAtMost)
})

it('so many at most, and the same once, also where two make them at once', async () => {
  const create = (wanted: number) => finance().alerts.create.mutate({ what: 'downloads', wanted })
  for (let n = 1; n < alertsAtMost; n += 1) await create(n)
  const answers = await Promise.all([101, 102, 103].map((n) => refusal(create(n))))
  expect(answers.map((a) => a?.code ?? 'ok').toSorted()).toEqual(['alerts_full', 'alerts_full', 'ok'])
  const [first] = (await finance().alerts.list.query()).alerts
  await finance().alerts.delete.mutate({ alertId: String(first?.id) })
  const [one, two] = await Promise.all([create(7000), create(7000)])
  expect(one).toEqual(two)
  expect((await finance().alerts.list.query()).alerts).toHaveLength(alertsAtMost)
})

it('what is no figure is refused with what to give', async () => {
  const wrong = async (wanted: number) =>
    JSON.stringify(await refusal(finance().alerts.create.mutate({ what: 'downloads', wanted })))
  expect(await wrong(0)).toContain('Give 1 or more.')
  expect(await wrong(1.5)).toContain('Give a whole number.')
  expect(await wrong(1_000_001)).toContain('Give 1,000,000 or less.')
})

it('developers and people of the library have none', async () => {
  const dev = await acme.member('Dev', 'developer')
  expect(await refusal(as(server, dev).alerts.list.query())).toMatchObject({ code: 'not_allowed' })
})
