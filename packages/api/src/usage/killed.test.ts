// The product's process while it counts: stopped, it loses nothing; killed, nothing but what it counted in the last seconds.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '../db/connect.ts'
import { startEmbedded, type Embedded } from '../db/embedded/start-embedded.ts'
import { freePort, startProduct, type Product } from '../testing/product.ts'
import { post } from '../testing/program.ts'
import { as } from '../testing/world.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'usher-usage-'))
// As root, PostgreSQL runs as somebody else, who has to get in.
chmodSync(dataDir, 0o755)
let port = 0
let product: Product
let embedded: Embedded
let ada: { session: string; account: string }

beforeAll(async () => {
  port = await freePort()
  product = await startProduct(dataDir, port)
  embedded = await startEmbedded({ dataDir })
  const made = await post(product.url, 'setUp.finish', {
    token: product.setUpToken,
    name: 'Ada',
    email: 'ada@example.org',
    password: 'a long enough password for all',
    account: 'Acme',
  })
  ada = { session: String(made.cookies['session']), account: String(made.data['account']) }
}, 120_000)
afterAll(async () => {
  await product.end('SIGTERM')
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

/** Calls that were counted, as the database has them. */
async function counted(): Promise<number> {
  const { db } = connect(await embedded.startAgain(), 1)
  try {
    const rows = await db.selectFrom('usage').select('n').where('what', '=', 'call').execute()
    return rows.reduce((sum, { n }) => sum + n, 0)
  } finally {
    await db.destroy()
  }
}
async function call(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await as(product.url, ada).library.list.query({ folderId: null })
}

it('a clean stop loses nothing', { timeout: 60_000 }, async () => {
  const before = await counted()
  await call(50)
  await product.end('SIGTERM')
  expect(await counted()).toBe(before + 50)
  product = await startProduct(dataDir, port)
})

it('what was written before a kill is there, and nothing is there twice', { timeout: 60_000 }, async () => {
  const before = await counted()
  await call(50)
  while ((await counted()) < before + 50) await sleep(200)
  await call(20)
  await product.end('SIGKILL')
  const found = await counted()
  expect(found).toBeGreaterThanOrEqual(before + 50)
  expect(found).toBeLessThanOrEqual(before + 70)
  product = await startProduct(dataDir, port)
})
