// The versions of a file: the only place that writes them, with merge.ts, once the file is there. One of them is current,
// and what the file shows of it, its size, type and date, is set in one place.
import { sql, type Kysely } from 'kysely'
import { Problem, versionsAtMost, type AssetId, type BlobId, type MemberId, type VersionId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { planKept, whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { addBlobs, type Bytes } from './files.ts'
import type { Changing } from './ours.ts'
import type { VisibleAsset } from './reach.ts'

type Content = InAccount & Changing

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
    .select(['v.id', 'b.sha256', 'b.looked_at as lookedAt', 'b.has_picture as hasPicture', 'b.width', 'b.height'])
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
