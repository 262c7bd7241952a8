// Two servers of the product on one database: with one place for their bytes they are one product, with two the second
// does not start and says what it has to be given.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { testKey } from '../testing/keys.ts'
import { freePort, startProduct, type Product } from '../testing/product.ts'
import { startS3 } from '../testing/s3.ts'
import { freshDatabase } from '../testing/world.ts'
import { shareBytes } from './same-place.ts'

const { url, pool } = await freshDatabase()
const s3 = await startS3()
const [here, elsewhere] = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'usher-place-'))) as [string, string]
afterAll(() => [here, elsewhere].forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const running: Product[] = []
const start = async (dataDir: string, more: Record<string, string> = {}) => {
  const given = { DATABASE_URL: url, SECRET_KEY: testKey, ...more }
  running.push(await startProduct(dataDir, await freePort(), given))
}
afterEach(async () => {
  for (const product of running.splice(0)) await product.end('SIGTERM')
})

it('a second server starts with the same folder, and with no other', { timeout: 120_000 }, async () => {
  await start(here)
  await start(here)
  await expect(start(elsewhere)).rejects.toThrow('another server on this database keeps its bytes elsewhere')
  await expect(start(here, { STORAGE_URL: s3.url('media'), ...s3.keys })).rejects.toThrow('share STORAGE_URL too')
})

it(
  'after all have ended, it may be another; a bucket that cannot be reached is said at the start',
  { timeout: 120_000 },
  async () => {
    await start(elsewhere, { STORAGE_URL: s3.url('media'), ...s3.keys })
    s3.line.cut()
    await expect(start(elsewhere, { STORAGE_URL: s3.url('media'), ...s3.keys })).rejects.toThrow(
      /STORAGE_URL \(s3:\/\/acme-media\/media\/ at http:.*cannot be reached; does it run there/,
    )
    await s3.line.heal()
  },
)

it('of two that start at once with two places, never both go on', async () => {
  const places = [
    { dataDir: here, storage: null },
    { dataDir: elsewhere, storage: null },
  ]
  const started = await Promise.allSettled(places.map((place) => shareBytes(pool, place)))
  const went = started.filter((one) => one.status === 'fulfilled')
  expect(went.length).toBeLessThan(2)
  for (const { value } of went) await value.end()
  await (await shareBytes(pool, places[0] ?? { dataDir: here, storage: null })).end()
})
