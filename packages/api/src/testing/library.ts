// Folders and files of a test's world, planted with their closure, bytes and entry: as the product would have made them.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import type { AccountId, AssetId, BlobId, KeyId, MemberId, UploadId } from '@usher/domain'
import { addFile, addFileRows, type Bytes } from '../access/files.ts'
import { addVersion } from '../access/versions.ts'
import type { Changing } from '../access/ours.ts'
import { addFolder } from '../access/tree.ts'
import { append, type Line } from '../audit/append.ts'
import { operatorAuthor } from '../audit/author.ts'
import { chainOfAccount } from '../audit/chain.ts'
import type { InAccount } from '../context.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock, moment } from '../db/statements.ts'
import { renditionFile, renditionSizes } from '../renditions/looked.ts'
import { told } from '../uploads/put-there.ts'
import { auditKey } from './keys.ts'
import { bytesFolder, parts, storage } from './world.ts'

/** A test writes as a change of content does. */
const writing = (db: Kysely<DB>, accountId: AccountId) =>
  ({ handle: handleOf(db), accountId }) as InAccount & Changing<'content'>

/** Gives the folder's id. */
export async function plantFolder(
  db: Kysely<DB>,
  accountId: AccountId,
  { name, parentId, ownerId }: { name: string; parentId: AssetId | null; ownerId: MemberId | null },
): Promise<AssetId> {
  const id = await addFolder(writing(db, accountId), { parentId, name, ownerId })
  const after = { kind: 'folder', name, parentId, ownerId } as const
  await tell(db, { chain: chainOfAccount(accountId), what: 'folder.created', on: id, before: null, after })
  return id
}

const tell = async (db: Kysely<DB>, line: Line) =>
  append(db, { author: operatorAuthor, at: await clock(db), requestId: null, auditKey }, [line])

/** Puts bytes into storage, as the end of an upload does. */
export async function store(content: string | Buffer, mediaType = 'text/plain'): Promise<Bytes> {
  // A key of its own, as the database would have made it.
  const blobId = randomUUID() as BlobId
  const path = join(bytesFolder, blobId)
  await writeFile(path, content)
  await storage.keep(blobId, path)
  const size = Buffer.byteLength(content)
  return { blobId, size, sha256: createHash('sha256').update(content).digest(), mediaType }
}

/** Gives the file's id. */
export async function plantFile(
  db: Kysely<DB>,
  accountId: AccountId,
  place: { name: string; parentId: AssetId | null; ownerId: MemberId | null },
  content: string | Buffer = place.name,
): Promise<AssetId> {
  const bytes = await store(content)
  // One transaction: a file and its version name each other.
  const id = await db.transaction().execute((trx) => addFile(writing(trx, accountId), place, bytes, place.ownerId))
  const after = { kind: 'file', ...place, ...told(1, bytes) } as const
  await tell(db, { chain: chainOfAccount(accountId), what: 'file.uploaded', on: id, before: null, after })
  return id
}

/** Gives the ids of so many files of one content, "1.txt" and so on, in their order. */
export async function plantFiles(
  db: Kysely<DB>,
  accountId: AccountId,
  { count, parentId, ownerId }: { count: number; parentId: AssetId | null; ownerId: MemberId | null },
): Promise<AssetId[]> {
  const bytes = await store('one content')
  const places = Array.from({ length: count }, (_, n) => ({ name: `${n + 1}.txt`, parentId, ownerId }))
  return db.transaction().execute(async (trx) => {
    const ctx = writing(trx, accountId)
    const [first, ...others] = places
    if (!first) return []
    const id = await addFile(ctx, first, bytes, ownerId)
    const ids = [
      id,
      ...(await addFileRows(
        ctx,
        others.map((place) => ({ place, bytes, madeBy: ownerId })),
      )),
    ]
    const lines = ids.map((on, n) => ({
      chain: chainOfAccount(accountId),
      what: 'file.uploaded' as const,
      on,
      before: null,
      after: { kind: 'file', ...places[n], ...told(1, bytes) },
    }))
    await append(trx, { author: operatorAuthor, at: await clock(trx), requestId: null, auditKey }, lines)
    return ids
  })
}

/** Adds a version; gives its id. */
export async function plantVersion(db: Kysely<DB>, accountId: AccountId, fileId: AssetId, content: string | Buffer) {
  const bytes = await store(content)
  const number = await db.transaction().execute((trx) => addVersion(writing(trx, accountId), fileId, bytes, null))
  const { name, version_id } = await db
    .selectFrom('asset')
    .select(['name', 'version_id'])
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow()
  const after = { name, ...told(number, bytes) }
  await tell(db, { chain: chainOfAccount(accountId), what: 'version.added', on: fileId, before: null, after })
  return version_id
}

/** Gives the file its small pictures, as looking at its current version does. */
export async function plantPicture(db: Kysely<DB>, fileId: AssetId): Promise<void> {
  const { blob_id } = await db
    .selectFrom('version')
    .innerJoin('asset', 'asset.version_id', 'version.id')
    .select('blob_id')
    .where('asset.id', '=', fileId)
    .executeTakeFirstOrThrow()
  for (const size of renditionSizes) {
    const path = join(bytesFolder, `${blob_id}-${size}`)
    await writeFile(path, size)
    await storage.keepRendition(blob_id, renditionFile(size), path)
  }
  await db.updateTable('blob').set({ looked_at: moment(), has_picture: true }).where('id', '=', blob_id).execute()
}

/** An upload whose bytes have all come; gives its id. */
export async function plantUpload(
  db: Kysely<DB>,
  accountId: AccountId,
  {
    memberId,
    keyId = null,
    folderId,
    name,
  }: { memberId: MemberId | null; keyId?: KeyId | null; folderId: AssetId | null; name: string },
  content = 'bytes',
): Promise<UploadId> {
  const { id } = await db
    .insertInto('upload')
    .values({
      account_id: accountId,
      member_id: memberId,
      key_id: keyId,
      folder_id: folderId,
      asset_id: null,
      name,
      size: Buffer.byteLength(content),
      finished_at: null,
      became_asset_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await mkdir(dirname(parts.pathOf(id)), { recursive: true })
  await writeFile(parts.pathOf(id), content)
  return id
}
