// Ten thousand requests to two servers at once, and what was counted of them after a clean stop: the same, to the last one.
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { plantKey } from '../testing/api-keys.ts'
import { plantFile, plantPicture } from '../testing/library.ts'
import { headersOf } from '../testing/send.ts'
import { account, as, freshDatabase, startServer } from '../testing/world.ts'
import { countUsage } from './count-usage.ts'

const { url, db } = await freshDatabase()
const counting = [countUsage(db, () => {}), countUsage(db, () => {})]
const servers = await Promise.all(counting.map(({ counts }) => startServer(url, { house: { counts } })))

it('ten thousand requests are ten thousand, to the last one, once both servers were stopped', async ({ task }) => {
  const acme = await account(db, 'Acme')
  await db
    .updateTable('account')
    .set({ limits: JSON.stringify({ calls: 1_000_000 }) })
    .execute()
  const [ada, ben] = [await acme.member('Ada', 'account_admin'), await acme.member('Ben', 'library_view')]
  const content = 'sixteen bytes ok'
  const assetId = await plantFile(db, acme.id, { name: 'a.txt', parentId: null, ownerId: null }, content)
  await plantPicture(db, assetId)
  const { secret } = await plantKey(db, acme.id)

  const list = `trpc/library.list?input=${encodeURIComponent(JSON.stringify({ folderId: null }))}`
  const keyed = { authorization: `Bearer ${secret}` }
  const kinds = {
    thumbnails: { path: `api/${acme.slug}/files/${assetId}/thumbnail`, headers: headersOf(ben) },
    downloads: { path: `api/${acme.slug}/files/${assetId}/original`, headers: headersOf(ada) },
    keyCalls: { path: list, headers: keyed },
    keyDownloads: { path: `api/-/files/${assetId}/original`, headers: keyed },
    calls: { path: list, headers: { ...headersOf(ada), 'usher-account': acme.slug } },
  }
  const names = Object.keys(kinds) as (keyof typeof kinds)[]
  const made = { thumbnails: 0, downloads: 0, keyCalls: 0, keyDownloads: 0, calls: 0 }
  let left = 10_000
  const asking = async () => {
    while (left > 0) {
      left -= 1
      const name = names[randomInt(names.length)] ?? 'calls'
      made[name] += 1
      const { path, headers } = kinds[name]
      const answer = await fetch(`${servers[left % 2]}/${path}`, { headers })
      expect(answer.status).toBe(200)
      await answer.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: 16 }, asking))
  // A clean stop waits for the connections: who fetches has the last byte before the server has counted it.
  await sleep(100)
  await Promise.all(counting.map((c) => c.stop()))

  expect(Object.values(made).reduce((sum, n) => sum + n, 0)).toBe(10_000)
  const { n } = await db
    .selectFrom('usage')
    .select((eb) => eb.fn.sum<string>('n').as('n'))
    .where('what', '=', 'call')
    .executeTakeFirstOrThrow()
  expect(Number(n)).toBe(10_000)
  const downloads = made.downloads + made.keyDownloads
  const client = as(String(servers[0]), ada)
  expect((await client.usage.days.query({ days: 2 })).total).toMatchObject({
    thumbnails: made.thumbnails,
    downloads,
    keyCalls: made.keyCalls + made.keyDownloads,
    activePeople: 2,
    sentBytes: downloads * content.length + made.thumbnails * 'small'.length,
    uploads: 0,
  })
  const { rows } = await client.usage.by.query({ by: 'people', sort: 'downloads' })
  expect(rows.map(({ name, downloads: d, thumbnails: t }) => [name, d, t])).toEqual([
    ['Ada', made.downloads, 0],
    ['Ben', 0, made.thumbnails],
  ])
  task.meta.figure = `10,000 requests to two servers, 10,000 counted`
}, 240_000)
