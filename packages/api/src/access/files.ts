// Files and their bytes: the only place that makes them. A file is there with its first version, in one step; bytes are in
// storage before a row tells of them, and leave it after the last row is gone.
import { sql, type RawBuilder } from 'kysely'
import {
  gigabyte,
  limitsOf,
  nameBeside,
  Problem,
  readAssetName,
  type AssetId,
  type BlobId,
  type MemberId,
  type VersionId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { addJobs } from '../jobs/add-job.ts'
import type { Changing } from './ours.ts'
import { orTaken } from './tree.ts'
import { visibleIn, type InLibrary, type VisibleAsset } from './reach.ts'

type Content = InAccount & Changing

/** Bytes that are in storage already. */
export interface Bytes {
  blobId: BlobId
  size: number
  sha256: Buffer
  mediaType: string
}
/** By what names are told apart: without regard to case and to how they are encoded. */
export const nameKeyOf = (name: string | RawBuilder<unknown>) =>
  sql<string>`normalize(casefold(normalize(${name}, nfc) collate pg_unicode_fast), nfc) collate "C"`

/** What has this name in a folder (null: the root), as far as the actor sees it. */
export const namedIn = (ctx: InLibrary, folderId: AssetId | null, name: string): Promise<VisibleAsset | undefined> =>
  visibleIn(ctx, folderId).selectAll('asset').where('asset.name_key', '=', nameKeyOf(name)).executeTakeFirst()

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

export async function addBlobs(ctx: Content, bytes: readonly Bytes[]): Promise<void> {
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
