// Files, their versions and their bytes: the only place that writes them, with merge.ts. A file is there with its first
// version, in one step; bytes are in storage before a row tells of them, and leave it after the last row is gone.
import { sql, type Kysely, type RawBuilder } from 'kysely'
import {
  gigabyte,
  limitsOf,
  nameBeside,
  Problem,
  readAssetName,
  versionsAtMost,
  type AssetId,
  type BlobId,
  type MemberId,
  type VersionId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { planKept, whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { addJobs } from '../jobs/add-job.ts'
import type { Changing } from './ours.ts'
import { orTaken } from './tree.ts'
import { visible, type InLibrary, type VisibleAsset } from './reach.ts'

type Content = InAccount & Changing

/** Bytes that are in storage already. */
export interface Bytes {
  blobId: BlobId
  size: number
  sha256: Buffer
  mediaType: string
}
/** A version as whoever sees the file may know it. */
export interface FileVersion {
  id: VersionId
  number: number
  blobId: BlobId
  size: number
  sha256: Buffer
  mediaType: string
  madeBy: MemberId | null
  madeAt: Date
  lookedAt: Date | null
  hasPicture: boolean
  width: number | null
  height: number | null
  pages: number | null
  camera: string | null
  takenAt: string | null
}

/** By what names are told apart: without regard to case and to how they are encoded. */
export const nameKeyOf = (name: string | RawBuilder<unknown>) =>
  sql<string>`normalize(casefold(normalize(${name}, nfc) collate pg_unicode_fast), nfc) collate "C"`

/** What has this name in a folder (null: the root), as far as the actor sees it. */
export const namedIn = (ctx: InLibrary, folderId: AssetId | null, name: string): Promise<VisibleAsset | undefined> =>
  visible(ctx)
    .selectAll('asset')
    .where('asset.parent_id', folderId === null ? 'is' : '=', folderId)
    .where('asset.name_key', '=', nameKeyOf(name))
    .executeTakeFirst()

/** A name beside the taken one: "beach (2).jpg". Throws `name_taken` where that would be too long. */
export async function freeNameIn(ctx: InAccount, folderId: AssetId | null, name: string): Promise<string> {
  const rows = await whole(ctx.handle)
    .selectFrom('asset')
    .select('name')
    .where('account_id', '=', ctx.accountId)
    .where('parent_id', folderId === null ? 'is' : '=', folderId)
    .where('trashed_at', 'is', null)
    .where(sql<boolean>`starts_with(name_key, ${nameKeyOf(name.replace(/\.[^.]*$/, ''))})`)
    .execute()
  const taken = new Set(rows.map((r) => r.name.toLowerCase()))
  const free = readAssetName(nameBeside(name, (next) => taken.has(next.toLowerCase())))
  if (!free.ok) throw new Problem('name_taken')
  return free.value
}

/** Bytes that an account may still store; what it has of the limit is not told, as some of it is hidden from some. */
export async function roomIn({ handle, accountId }: InAccount): Promise<number> {
  const { plan, limits, bytes } = await whole(handle)
    .selectFrom('account')
    .leftJoin('stored', 'stored.account_id', 'account.id')
    .select(['account.plan', 'account.limits', 'stored.bytes'])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow()
  return limitsOf(plan, limits).gigabytes * gigabyte - (bytes ?? 0)
}

async function addBlobs(ctx: Content, bytes: readonly Bytes[]): Promise<void> {
  await whole(ctx.handle)
    .insertInto('blob')
    .values(
      bytes.map(({ blobId, size, sha256, mediaType }) => ({
        id: blobId,
        account_id: ctx.accountId,
        size,
        sha256,
        media_type: mediaType,
      })),
    )
    .execute()
  await addJobs(
    whole(ctx.handle),
    'look_at',
    bytes.map(({ blobId }) => ({ blobId })),
  )
  // By now the account's sum is locked by these very rows (0003-files): nobody else adds to it until this is committed.
  if ((await roomIn(ctx)) < 0) throw new Problem('storage_full')
}

export interface NewFile {
  place: { parentId: AssetId | null; name: string; ownerId: MemberId | null }
  bytes: Bytes
  madeBy: MemberId | null
}
/** As many as one statement takes. */
export const filesAtOnce = 1000

/** Makes files, each with its first version; at most `filesAtOnce`. Throws `name_taken` and `storage_full`. */
export async function addFiles(ctx: Content, files: readonly NewFile[]): Promise<AssetId[]> {
  if (!files.length) return []
  await addBlobs(
    ctx,
    files.map((f) => f.bytes),
  )
  return addFileRows(ctx, files)
}

/** The same, of bytes that storage has for another version already: they are shared. Throws `name_taken`. */
export async function addFileRows(ctx: Content, files: readonly NewFile[]): Promise<AssetId[]> {
  const db = whole(ctx.handle)
  const { rows } = await sql<{ id: AssetId; versionId: VersionId; at: Date }>`
    select uuidv7() as id, uuidv7() as "versionId", moment() as at from generate_series(1, ${files.length})`.execute(db)
  const made = files.flatMap((file, n) => (rows[n] ? [{ ...file, ...rows[n] }] : []))
  // Each file and its version name each other: that they do is looked at when this is committed.
  await db
    .insertInto('asset')
    .values(
      made.map(({ id, versionId, at, place, bytes }) => ({
        id,
        account_id: ctx.accountId,
        parent_id: place.parentId,
        kind: 'file' as const,
        name: place.name,
        owner_id: place.ownerId,
        trash_id: null,
        trashed_at: null,
        version_id: versionId,
        size: bytes.size,
        media_type: bytes.mediaType,
        changed_at: at,
      })),
    )
    .execute()
    .catch(orTaken)
  await db
    .insertInto('version')
    .values(
      made.map(({ id, versionId, at, bytes, madeBy }) => ({
        id: versionId,
        account_id: ctx.accountId,
        asset_id: id,
        number: 1,
        blob_id: bytes.blobId,
        made_by: madeBy,
        made_at: at,
      })),
    )
    .execute()
  return made.map(({ id }) => id)
}

/** Makes a file with its first version. Throws `name_taken` and `storage_full`. */
export async function addFile(
  ctx: Content,
  place: NewFile['place'],
  bytes: Bytes,
  madeBy: MemberId | null,
): Promise<AssetId> {
  const [id] = await addFiles(ctx, [{ place, bytes, madeBy }])
  if (!id) throw new Error('a file that was added has an id')
  return id
}

/** Waits for whoever changes the versions of this file. */
const lockFile = (db: Kysely<DB>, id: AssetId) =>
  db.selectFrom('asset').select('id').where('id', '=', id).forUpdate().execute()

/** The file as its current version is: in the one place that copies what belongs to it. */
async function setCurrent(ctx: Content, fileId: AssetId, versionId: VersionId): Promise<void> {
  await sql`
    update asset set version_id = v.id, size = b.size, media_type = b.media_type, changed_at = v.made_at
      from version v join blob b on b.id = v.blob_id
     where asset.account_id = ${ctx.accountId} and asset.id = ${fileId} and v.asset_id = asset.id and v.id = ${versionId}`.execute(
    whole(ctx.handle),
  )
}

/** Locks the file; gives the number of its next version. Throws `too_many_versions` where so many more do not fit. */
async function roomForVersions(ctx: Content, { id, name }: Versioned, more: number): Promise<number> {
  const db = whole(ctx.handle)
  await lockFile(db, id)
  const { n, last } = await db
    .selectFrom('version')
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.max('number').as('last')])
    .where('asset_id', '=', id)
    .executeTakeFirstOrThrow()
  if (n + more > versionsAtMost)
    throw new Problem('too_many_versions', { limit: versionsAtMost, ...(name && { name }) })
  return last + 1
}
/** A file; with its name, where a refusal has to say which of many it is. */
interface Versioned {
  id: AssetId
  name?: string
}
type Stored = Pick<Bytes, 'blobId'>

async function insertVersions(
  ctx: Content,
  fileId: AssetId,
  first: number,
  bytes: readonly Stored[],
  current: number,
  madeBy: MemberId | null,
) {
  const rows = await whole(ctx.handle)
    .insertInto('version')
    .values(
      bytes.map(({ blobId }, n) => ({
        account_id: ctx.accountId,
        asset_id: fileId,
        number: first + n,
        blob_id: blobId,
        made_by: madeBy,
      })),
    )
    .returning(['id', 'number'])
    .execute()
  const made = rows.find(({ number }) => number === first + current)
  if (made) await setCurrent(ctx, fileId, made.id)
}

/** Adds a version, which becomes the current one; gives its number. Throws `too_many_versions` and `storage_full`. */
export async function addVersion(
  ctx: Content,
  fileId: AssetId,
  bytes: Bytes,
  madeBy: MemberId | null,
): Promise<number> {
  const number = await roomForVersions(ctx, { id: fileId }, 1)
  await addBlobs(ctx, [bytes])
  await insertVersions(ctx, fileId, number, [bytes], 0, madeBy)
  return number
}

/**
 * Adds versions, in their order, of bytes that storage has for others already. The one at the place `current` becomes the
 * current one; at -1, none does. Gives the number of the first. Throws `too_many_versions`, with the name.
 */
export async function addSharedVersions(
  ctx: Content,
  file: Required<Versioned>,
  bytes: readonly Stored[],
  current: number,
  madeBy: MemberId | null,
): Promise<number> {
  const first = await roomForVersions(ctx, file, bytes.length)
  if (bytes.length) await insertVersions(ctx, file.id, first, bytes, current, madeBy)
  return first
}

/** All versions of a file, oldest first; none of them is deleted until this is committed. */
export async function versionsHeld(ctx: Content, file: Pick<VisibleAsset, 'id'>): Promise<FileVersion[]> {
  await lockFile(whole(ctx.handle), file.id)
  return (await versionsOf(ctx, file)).toReversed()
}

/** The versions of a file that a door has found. */
const versionsFound = ({ handle, accountId }: InAccount, file: Pick<VisibleAsset, 'id'>) =>
  whole(handle)
    .selectFrom('version as v')
    .innerJoin('blob as b', 'b.id', 'v.blob_id')
    .select(['v.id', 'v.number', 'v.blob_id as blobId', 'b.size', 'b.sha256', 'b.media_type as mediaType'])
    .select(['v.made_by as madeBy', 'v.made_at as madeAt', 'b.looked_at as lookedAt', 'b.has_picture as hasPicture'])
    .select(['b.width', 'b.height', 'b.pages', 'b.camera', 'b.taken_at as takenAt'])
    .where('v.account_id', '=', accountId)
    .where('v.asset_id', '=', file.id)
/** All of them, newest first. */
export const versionsOf = (ctx: InAccount, file: Pick<VisibleAsset, 'id'>): Promise<FileVersion[]> =>
  versionsFound(ctx, file).orderBy('v.number', 'desc').execute()
/** The current versions of these files, by file; a folder has none. */
export async function currentOf({ handle, accountId }: InAccount, ids: readonly AssetId[]) {
  if (!ids.length) return new Map<AssetId, never>()
  const rows = await whole(handle)
    .selectFrom('asset')
    .innerJoin('version as v', 'v.id', 'asset.version_id')
    .innerJoin('blob as b', 'b.id', 'v.blob_id')
    .select(['asset.id', 'v.number', 'v.blob_id as blobId', 'b.size', 'b.sha256', 'b.media_type as mediaType'])
    .where('asset.account_id', '=', accountId)
    .where('asset.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
/** What was found in the bytes of these files' current versions, by file; the files were found by `visible`. */
export async function lookedOf({ handle, accountId }: InAccount, versionIds: readonly VersionId[]) {
  if (!versionIds.length) return new Map<VersionId, never>()
  const rows = await whole(handle)
    .selectFrom('version as v')
    .innerJoin('blob as b', 'b.id', 'v.blob_id')
    .select(['v.id', 'b.looked_at as lookedAt', 'b.has_picture as hasPicture', 'b.width', 'b.height'])
    .where('v.account_id', '=', accountId)
    .where('v.id', 'in', versionIds)
    .execute()
  return new Map(rows.map((r) => [r.id, r]))
}
/** Is there a picture of it to be shown: not yet looked at, made, or none to be made? */
export const previewOf = (looked: Pick<FileVersion, 'lookedAt' | 'hasPicture'> | undefined) =>
  !looked ? 'none' : looked.lookedAt === null ? 'waiting' : looked.hasPicture ? 'picture' : 'none'

/** One version of a file that a door has found: the current one where none is named. Throws `not_found`. */
export async function versionOf(
  ctx: InAccount,
  file: Pick<VisibleAsset, 'id' | 'version_id'>,
  versionId: VersionId | null,
): Promise<FileVersion> {
  const found = await versionsFound(ctx, file)
    .modifyFront(planKept)
    .where('v.id', '=', versionId ?? file.version_id)
    .executeTakeFirst()
  if (!found) throw new Problem('not_found')
  return found
}

/** Makes an earlier version the current one again. */
export async function restoreVersion(ctx: Content, fileId: AssetId, versionId: VersionId): Promise<void> {
  await lockFile(whole(ctx.handle), fileId)
  await setCurrent(ctx, fileId, versionId)
}

/** Deletes a version for good; its bytes too where nothing else has them. Throws `version_is_current`. */
export async function deleteVersion(ctx: Content, fileId: AssetId, versionId: VersionId): Promise<void> {
  const db = whole(ctx.handle)
  await lockFile(db, fileId)
  const current = await db.selectFrom('asset').select('version_id').where('id', '=', fileId).executeTakeFirstOrThrow()
  if (current.version_id === versionId) throw new Problem('version_is_current')
  await db
    .deleteFrom('version')
    .where('account_id', '=', ctx.accountId)
    .where('asset_id', '=', fileId)
    .where('id', '=', versionId)
    .execute()
}
