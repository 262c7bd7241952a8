// Folders one within the other, as deep as they go: made, copied, moved, searched, zipped and deleted there, in moments; and
// one deeper, which is refused as a whole.
import { beforeAll, expect, it, vi } from 'vitest'
import { deepest, type AssetId } from '@usher/domain'
import { plantFile } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
vi.setConfig({ testTimeout: 120_000 })
const acme = await account(db, 'Acme')
const ada = await acme.member('Ada', 'account_admin')
const rita = await acme.member('Rita', 'library_restricted')
const adas = as(server, ada)
const tooDeep = { code: 'too_deep', data: { limit: deepest } }
/** As many names as one call of createFolders takes in one path. */
const atOnce = 50

/** So many folders one within the other, below this one; gives their ids, from the top. */
async function chain(height: number, folderId: AssetId | null, name: string): Promise<AssetId[]> {
  const ids: AssetId[] = []
  while (ids.length < height) {
    const names = Array.from({ length: Math.min(atOnce, height - ids.length) }, () => name)
    const paths = names.map((_, n) => names.slice(0, n + 1))
    const made = await adas.library.createFolders.mutate({ folderId: ids.at(-1) ?? folderId, paths })
    ids.push(...made.ids)
  }
  return ids
}
/** A statement ends after 15 seconds: until then, so that a busy machine does not fail it. */
const inMoments = async <T>(work: Promise<T>): Promise<T> => {
  const began = performance.now()
  const result = await work
  expect(performance.now() - began).toBeLessThan(15_000)
  return result
}
const lastOf = (ids: readonly AssetId[]): AssetId => ids.at(-1) ?? ids[0] ?? ('' as AssetId) // they are never empty
let whole: AssetId[] = []
let beach: AssetId
const folders = async () =>
  (
    await db
      .selectFrom('asset')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('account_id', '=', acme.id)
      .executeTakeFirstOrThrow()
  ).n

beforeAll(async () => {
  whole = await chain(deepest, null, 'in')
  beach = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: lastOf(whole), ownerId: ada.memberId })
}, 300_000)

it(`goes ${deepest} deep, and not one deeper; of a path that would, nothing is made`, async () => {
  expect(whole).toHaveLength(deepest)
  const before = await folders()
  expect(await refusal(adas.library.createFolder.mutate({ folderId: lastOf(whole), name: 'x' }))).toEqual(tooDeep)
  const paths = [['a'], ['b', 'c']]
  const folderId = whole.at(-2) ?? null
  expect(await refusal(inMoments(adas.library.createFolders.mutate({ folderId, paths })))).toEqual(tooDeep)
  expect(await folders()).toBe(before)
})

it('at the very end there is a path to all of it, a search that finds it, a zip of it, and who sees it by reach', async () => {
  const { path } = await inMoments(adas.library.list.query({ folderId: lastOf(whole) }))
  expect(path).toHaveLength(deepest)
  const found = await inMoments(adas.search.assets.query({ folderId: null, name: 'beach' }))
  expect(found.assets.map((a) => a.id)).toEqual([beach])
  await db
    .updateTable('asset')
    .set({ owner_id: rita.memberId })
    .where('id', '=', whole[0] ?? null)
    .execute()
  const [seen] = await inMoments(as(server, rita).library.see.query({ assetIds: [beach] }))
  expect([seen?.level, seen?.path.length]).toEqual(['manage', deepest])
  await db
    .updateTable('asset')
    .set({ owner_id: ada.memberId })
    .where('id', '=', whole[0] ?? null)
    .execute()
  const near = whole.at(-100) ?? beach
  const zip = await inMoments(adas.zips.prepare.mutate({ assetIds: [near] }))
  expect(zip.things).toBe(101)
  const sent = await fetch(`${server}/api/${acme.slug}/zips/${zip.id}`, {
    headers: { cookie: `usher_session=${ada.session}` },
  })
  const bytes = Buffer.from(await sent.arrayBuffer())
  expect(sent.status).toBe(200)
  expect(bytes.includes(`${'in/'.repeat(100)}beach.jpg`)).toBe(true)
})

it('a tree is copied to where its end is the deepest, and not one further down; then nothing is copied', async () => {
  const tree = await chain(10, null, 'tree')
  const before = await folders()
  const copyTo = (destinationId: AssetId | undefined) =>
    inMoments(adas.library.copy.mutate({ assetIds: [String(tree[0])], destinationId: destinationId ?? null }))
  expect(await refusal(copyTo(whole[deepest - 10]))).toEqual(tooDeep)
  expect(await folders()).toBe(before)
  expect(await copyTo(whole[deepest - 11])).toEqual({ copied: 10 })
})

it('a tree is moved there likewise, as large as it is', async () => {
  const height = 100
  const part = await chain(height, null, 'part')
  const moveTo = (destinationId: AssetId | undefined) =>
    inMoments(adas.library.move.mutate({ assetIds: [String(part[0])], destinationId: destinationId ?? null }))
  expect(await refusal(moveTo(whole[deepest - height]))).toEqual(tooDeep)
  expect((await adas.library.list.query({ folderId: lastOf(part) })).path).toHaveLength(height)
  await moveTo(whole[deepest - height - 1])
  expect((await adas.library.list.query({ folderId: lastOf(part) })).path).toHaveLength(deepest)
  // A file needs no room below it.
  await inMoments(adas.library.move.mutate({ assetIds: [beach], destinationId: lastOf(part) }))
  expect((await adas.library.see.query({ assetIds: [beach] }))[0]?.path).toHaveLength(deepest)
})

it('all of it goes into the trash, comes back, and goes for good', async () => {
  const assetIds = [String(whole[0])]
  await inMoments(adas.library.delete.mutate({ assetIds }))
  await inMoments(adas.library.restore.mutate({ trashedId: String(whole[0]), destinationId: null }))
  expect((await adas.library.list.query({ folderId: lastOf(whole) })).path).toHaveLength(deepest)
  await inMoments(adas.library.delete.mutate({ assetIds }))
  await inMoments(adas.library.purge.mutate({ trashedIds: assetIds }))
  const { tables, entries } = await toldTwice(db, acme.id)
  expect(tables).toEqual(entries)
})
