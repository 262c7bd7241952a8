// Rows and bytes held against each other on real files: what is missing, cut or known to nobody is found and named.
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import type { BlobId, UploadId } from '@usher/domain'
import { plantFile, plantUpload } from '../testing/library.ts'
import { account, bytesFolder, freshDatabase, parts, storage } from '../testing/world.ts'
import { reconcile, removeUnknown } from './reconcile.ts'

const { db } = await freshDatabase()
const acme = await account(db)
const place = (name: string) => ({ name, parentId: null, ownerId: null })
const blobOf = async (name: string) => {
  const id = await plantFile(db, acme.id, place(name), 'some bytes')
  const { blob_id } = await db
    .selectFrom('version')
    .select('blob_id')
    .where('asset_id', '=', id)
    .executeTakeFirstOrThrow()
  return blob_id
}
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
  expect(found.unknown.toSorted()).toEqual([unknown, onlyDrawn].toSorted())
  expect(found.strayParts).toEqual([stray])

  await removeUnknown(found, storage, parts)
  const after = await reconcile(db, storage, parts)
  expect([after.unknown, after.strayParts, after.broken.length]).toEqual([[], [], 2])
  expect((await storage.readRendition(drawn, 'small.webp'))?.size).toBe(4)
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
