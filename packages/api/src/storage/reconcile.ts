// Holds the rows against what is in storage: bytes that are missing or have another length, bytes that nobody knows, parts
// without an upload. What no row tells of can be removed, a day later; what a row tells of is never touched.
import type { Kysely } from 'kysely'
import type { BlobId, UploadId } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import type { Parts } from './parts.ts'
import type { Storage } from './bytes.ts'

export interface Reconciled {
  /** Blobs that rows tell of, and their bytes. */
  blobs: number
  bytes: number
  /** A row without its bytes, or with others: a file that cannot be read. */
  broken: { blobId: BlobId; says: string }[]
  /** What is in storage and no row tells of, and when the last of it came. */
  unknown: { blobId: BlobId; at: Date }[]
  strayParts: UploadId[]
}

const atOnce = 1000

/** Several servers may go on working meanwhile: what comes and goes while it looks is no fault. */
export async function reconcile(db: Kysely<DB>, storage: Storage, parts: Parts): Promise<Reconciled> {
  // Parts and bytes are listed before the rows are read: a row comes before its bytes and goes before them.
  const lying = await parts.list()
  const found = new Map<BlobId, { size: number | null; at: Date }>()
  for await (const { blobId, size, at } of storage.list()) {
    const other = found.get(blobId)
    found.set(blobId, { size: size ?? other?.size ?? null, at: other && other.at > at ? other.at : at })
  }
  const result: Reconciled = { blobs: 0, bytes: 0, broken: [], unknown: [], strayParts: [] }
  // What was sent in whole lies in storage already. Read before the blobs: what is finished meanwhile is then known twice,
  // where the other way round it would be known to neither.
  const uploads = await db.selectFrom('upload').select(['id', 'blob_id', 'finished_at']).execute()
  const known = new Set<BlobId>(uploads.flatMap((u) => (u.finished_at ? [] : [u.blob_id])))
  for (let after: BlobId | null = null; ;) {
    const rows: { id: BlobId; size: number }[] = await db
      .selectFrom('blob')
      .select(['id', 'size'])
      .$if(after !== null, (q) => q.where('id', '>', after))
      .orderBy('id')
      .limit(atOnce)
      .execute()
    for (const { id, size } of rows) {
      known.add(id)
      result.blobs += 1
      result.bytes += size
      const has = found.get(id)?.size
      if (has === size) continue
      // It may have come since the list was made, or gone with its row.
      if (has === undefined && (await storage.has(id))) continue
      if (!(await isStill(db, id))) continue
      result.broken.push({
        blobId: id,
        says:
          has === undefined || has === null
            ? `its ${size} bytes are missing`
            : `has ${has} bytes in storage, not ${size}`,
      })
    }
    after = rows.at(-1)?.id ?? null
    if (rows.length < atOnce) break
  }
  const open = new Set(uploads.filter((u) => !u.finished_at).map((u) => u.id))
  for (const [blobId, { at }] of found) if (!known.has(blobId)) result.unknown.push({ blobId, at })
  result.strayParts = lying.filter((id) => !open.has(id))
  return result
}

const isStill = async (db: Kysely<DB>, id: BlobId) =>
  (await db.selectFrom('blob').select('id').where('id', '=', id).execute()).length > 0

const dayOld = 24 * 3_600_000 // ms

/** A world that is being loaded puts its bytes there before any row tells of them: what came today is left alone. */
export const isOld = ({ at }: { at: Date }, now: Date): boolean => now.getTime() - at.getTime() > dayOld

/** Removes what no row tells of and has lain there for a day. Parts go at once: a row tells of them before they come. */
export async function removeUnknown(
  { unknown, strayParts }: Pick<Reconciled, 'unknown' | 'strayParts'>,
  { storage, parts, now }: { storage: Storage; parts: Parts; now: Date },
): Promise<void> {
  for (const one of unknown) if (isOld(one, now)) await storage.remove(one.blobId)
  for (const id of strayParts) await parts.remove(id)
}
