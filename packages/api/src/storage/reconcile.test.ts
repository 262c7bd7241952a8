// Rows and bytes held against each other on real files: what is missing, cut or known to nobody is found and named.
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AssetId, BlobId, UploadId } from '@usher/domain'
import { plantFile, plantUpload, store } from '../testing/library.ts'
import { send } from '../testing/send.ts'
import { account, as, bytesFolder, freshDatabase, parts, startServer, storage } from '../testing/world.ts'
import type { Storage } from './bytes.ts'
import { reconcile, removeUnknown } from './reconcile.ts'

const { db, url } = await freshDatabase()
const acme = await account(db)
const place = (name: string) => ({ name, parentId: null, ownerId: null })
const blobIdOf = async (id: AssetId) => {
  const { blob_id } = await db
    .selectFrom('version')
    .select('blob_id')
    .where('asset_id', '=', id)
    .executeTakeFirstOrThrow()
  return blob_id
}
const blobOf = async (name: string) => blobIdOf(await plantFile(db, acme.id, place(name), 'some bytes'))
const hour = 3_600_000 // ms
const tomorrow = () => new Date(Date.now() + 24 * hour + 1)
const pathOf = (id: BlobId) => storage.withFile(id, async (path) => path)

it('what is as it must be is whole: files, an upload under way, one that waits for another place', async () => {
  await blobOf('whole.txt')
  const ada = await acme.member('Ada', 'account_admin')
  await plantUpload(db, acme.id, { memberId: ada.memberId, folderId: null, name: 'under way' })
  const waiting = await plantUpload(db, acme.id, { memberId: ada.memberId, folderId: null, name: 'waiting' })
  const { blob_id } = await db
    .selectFrom('upload')
    .select('blob_id')
    .where('id', '=', waiting)
    .executeTakeFirstOrThrow()
  await storage.keep(blob_id, parts.pathOf(waiting))
  expect(await reconcile(db, storage, parts)).toEqual({ blobs: 1, bytes: 10, broken: [], unknown: [], strayParts: [] })
})

it('missing, cut and unknown bytes, unknown renditions and stray parts are named; what no row tells of is removed on demand', async () => {
  const [lost, cut, drawn] = [await blobOf('lost.txt'), await blobOf('cut.txt'), await blobOf('drawn.txt')]
  await rm(await pathOf(lost))
  await truncate(await pathOf(cut), 3)
  const drawing = join(bytesFolder, 'drawing')
  await writeFile(drawing, 'webp')
  await storage.keepRendition(drawn, 'small.webp', drawing)

  const [unknown, onlyDrawn] = [crypto.randomUUID() as BlobId, crypto.randomUUID() as BlobId]
  for (const name of [unknown, `${onlyDrawn}.small.webp`]) {
    const path = join(bytesFolder, 'files', name.slice(0, 2), name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, 'who knows')
  }
  const stray = crypto.randomUUID() as UploadId
  await writeFile(parts.pathOf(stray), 'half')

  const found = await reconcile(db, storage, parts)
  expect(found.broken.toSorted((a, b) => a.says.localeCompare(b.says))).toEqual([
    { blobId: cut, says: 'has 3 bytes in storage, not 10' },
    { blobId: lost, says: 'its 10 bytes are missing' },
  ])
  expect(found.unknown.map((one) => one.blobId).toSorted()).toEqual([unknown, onlyDrawn].toSorted())
  expect(found.strayParts).toEqual([stray])

  await removeUnknown(found, { storage, parts, now: tomorrow() })
  const after = await reconcile(db, storage, parts)
  expect([after.unknown, after.strayParts, after.broken.length]).toEqual([[], [], 2])
  const rendition = await storage.readRendition(drawn, 'small.webp')
  rendition?.bytes.destroy()
  expect(rendition?.size).toBe(4)
})

it('what came within the last day is left alone: a world that is being loaded has no rows yet', async () => {
  const { blobId } = await store('of a world')
  const found = await reconcile(db, storage, parts)
  expect(found.unknown.map((one) => one.blobId)).toEqual([blobId])
  await removeUnknown(found, { storage, parts, now: new Date(Date.now() + 23 * hour) })
  expect(await storage.has(blobId)).toBe(true)
  await removeUnknown(found, { storage, parts, now: tomorrow() })
  expect(await storage.has(blobId)).toBe(false)
})

describe('while it looks, others go on', () => {
  const nothingYet = async () => {}
  /** The storage, where things happen before it is listed and after. */
  const listed = (before: () => Promise<unknown>, after: () => Promise<unknown>): Storage => ({
    ...storage,
    async *list() {
      await before()
      yield* storage.list()
      await after()
    },
  })
  it('a file that comes while the bytes are listed is known: rows are read later', async () => {
    const coming = listed(() => blobOf('coming.txt'), nothingYet)
    expect((await reconcile(db, coming, parts)).unknown).toEqual([])
  })
  it('an upload that is finished between two reads of rows is known twice, and never to neither', async () => {
    const ada = await acme.member('Ada Once More', 'account_admin')
    const server = await startServer(url)
    const { uploadId } = await as(server, ada).uploads.begin.mutate({ folderId: null, name: 'then.txt', size: 5 })
    await send(server, ada, uploadId, Buffer.from('bytes'))
    const { blob_id } = await db
      .selectFrom('upload')
      .select('blob_id')
      .where('id', '=', uploadId)
      .executeTakeFirstOrThrow()
    await storage.keep(blob_id, parts.pathOf(uploadId))
    let finished: Promise<unknown> | undefined
    const afterTheFirstRead = db.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        await (finished ??= as(server, ada).uploads.finish.mutate({ uploadId }))
        return result
      },
    })
    expect((await reconcile(afterTheFirstRead, storage, parts)).unknown).toEqual([])
    expect(finished).toBeDefined()
  })
  it('a file that comes then is not missed, and one that goes then is not broken', async () => {
    const before = await reconcile(db, storage, parts)
    const goes = await plantFile(db, acme.id, place('goes.txt'))
    const at = await pathOf(await blobIdOf(goes))
    const happens = async () => {
      await blobOf('comes.txt')
      await db.deleteFrom('asset').where('id', '=', goes).execute()
      await rm(at)
    }
    const { broken, unknown } = await reconcile(db, listed(nothingYet, happens), parts)
    expect(broken).toEqual(before.broken)
    // Its row has gone, and it was listed; the bytes go with a job, and are not there to be removed.
    expect(unknown.map((one) => one.blobId)).toHaveLength(1)
  })
})

it('goes on over more rows than it reads at once', async () => {
  const elsewhere = await account(db, 'Elsewhere')
  await db
    .insertInto('blob')
    .values(
      Array.from({ length: 1200 }, () => ({
        id: crypto.randomUUID() as BlobId,
        account_id: elsewhere.id,
        size: 1,
        sha256: Buffer.alloc(32),
        media_type: 'text/plain',
      })),
    )
    .execute()
  const { broken } = await reconcile(db, storage, parts)
  expect(broken.filter((b) => b.says === 'its 1 bytes are missing')).toHaveLength(1200)
})
