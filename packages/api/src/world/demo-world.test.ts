// Rules of the demo: a sign-in for each role, the same at each start, and another in each installation.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { defaultPrices } from '../billing/price-list.ts'
import { connect } from '../db/connect.ts'
import { auditKey } from '../testing/keys.ts'
import { post } from '../testing/program.ts'
import { as, freshDatabase, refusal, startServer, storage } from '../testing/world.ts'
import { demoSignIns, loadDemo } from './demo-world.ts'

const { db, url } = await freshDatabase()
const folder = mkdtempSync(join(tmpdir(), 'usher-demo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const signIns = async (dataDir: string) =>
  (await demoSignIns(db, dataDir)).flatMap((line) => {
    const [email, password] = line.trim().split(/ {2,}/)
    return email?.includes('@') && password ? [{ email, password }] : []
  })

it(
  'everybody who is printed can sign in, and a second start prints the same and adds nothing',
  { timeout: 120_000 },
  async () => {
    await loadDemo({ db, auditKey, storage, prices: defaultPrices }, folder)
    const printed = await signIns(folder)
    expect(printed).toHaveLength(6)
    const someone = as(await startServer(url), null)
    for (const each of printed) expect(await refusal(someone.session.signIn.mutate(each))).toBeNull()
    await loadDemo({ db, auditKey, storage, prices: defaultPrices }, folder)
    expect(await signIns(folder)).toEqual(printed)
    expect(await db.selectFrom('account').select('slug').execute()).toEqual([{ slug: 'halden-outdoor' }])
  },
)

it('the demo pays for its plan: every invoice but the last is paid', async () => {
  const invoices = await db.selectFrom('invoice').select(['number', 'paid_at', 'total']).orderBy('number').execute()
  expect(invoices.map((i) => [i.number, i.paid_at !== null, i.total])).toEqual([
    [1, true, 19_900],
    [2, true, 19_900],
    [3, false, 19_900],
  ])
})

it('the restricted person of the demo finds what was shared with them, some of it through a group', async () => {
  const server = await startServer(url)
  const elena = (await signIns(folder)).find((each) => each.email.startsWith('elena@'))
  const { cookies } = await post(server, 'session.signIn', elena ?? {})
  const elenas = as(server, { session: String(cookies['session']), account: 'halden-outdoor' })
  expect((await elenas.library.shared.query({})).assets.map((thing) => [thing.name, thing.level])).toEqual([
    ['Autumn 2026', 'contribute'],
    ['Backpacks', 'view'],
    ['June', 'manage'],
    ['Logos', 'contribute'],
    ['Photography brief.pdf', 'view'],
  ])
})

it(
  'two demos that are started at the same moment on one data folder load one example',
  { timeout: 120_000 },
  async () => {
    const shared = await freshDatabase()
    const other = connect(shared.url, 2)
    afterAll(() => other.db.destroy())
    await Promise.all(
      [shared.db, other.db].map((each) =>
        loadDemo({ db: each, auditKey, storage, prices: defaultPrices }, join(folder, 'shared')),
      ),
    )
    expect(await shared.db.selectFrom('account').select('slug').execute()).toEqual([{ slug: 'halden-outdoor' }])
  },
)

it('the passwords are made of a secret that only the owner of the folder can read', () => {
  expect(statSync(join(folder, 'demo-secret')).mode & 0o777).toBe(0o600)
})

it('a password that is no longer the demo’s is not printed', async () => {
  const other = join(folder, 'another-installation')
  expect((await signIns(other)).map((s) => s.password)).toEqual(Array.from({ length: 6 }, () => '(changed since)'))
})
