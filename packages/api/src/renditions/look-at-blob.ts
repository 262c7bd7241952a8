// The job that looks at the bytes of a file once, whatever they are: what was found stands in the row of the blob, the
// renditions lie in storage beside the bytes. Until then the row says that it was not looked at yet.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { BlobId } from '@usher/domain'
import { daysAgo, moment } from '../db/statements.ts'
import type { DB } from '../db/schema.ts'
import { addJob } from '../jobs/add-job.ts'
import type { Storage } from '../storage/bytes.ts'
import { formatOf } from './formats.ts'
import { nothingSeen, renditionFile, renditionSizes } from './looked.ts'
import type { Looker } from './looker.ts'

interface Tools {
  db: Kysely<DB>
  storage: Storage
  looker: Looker
  /** Renditions are written below it before storage takes them over; on the same disk as storage. */
  folder: string
}

/** Throws `bytes_missing`, `cannot_store`, and what keeps the looker from looking: then it is to be tried again. */
export async function lookAtBlob({ db, storage, looker, folder }: Tools, blobId: BlobId): Promise<void> {
  const blob = await db
    .selectFrom('blob')
    .select(['media_type as mediaType', 'looked_at'])
    .where('id', '=', blobId)
    .executeTakeFirst()
  if (!blob || blob.looked_at) return
  const { mediaType } = blob
  // Named by the blob: what a server that was killed left there is written over by whoever tries again.
  const into = join(folder, blobId)
  await mkdir(into, { recursive: true, mode: 0o700 })
  try {
    const isOpened = formatOf(mediaType) !== null
    const looked = isOpened
      ? await storage.withFile(blobId, (path) => looker.look({ path, mediaType, into }))
      : nothingSeen
    const hasPicture = renditionSizes.every((size) => looked.renditions.includes(size))
    if (hasPicture)
      for (const size of renditionSizes)
        await storage.keepRendition(blobId, renditionFile(size), join(into, renditionFile(size)))
    const { width, height, pages, camera, takenAt } = looked
    const { numUpdatedRows } = await db
      .updateTable('blob')
      .set({ looked_at: moment(), has_picture: hasPicture, width, height, pages, camera, taken_at: takenAt })
      .where('id', '=', blobId)
      .executeTakeFirst()
    // Deleted meanwhile: its bytes may have been removed before the renditions came.
    if (numUpdatedRows === 0n) await storage.remove(blobId)
  } finally {
    await rm(into, { recursive: true, force: true })
  }
}

const atOnce = 1000

/** Has those looked at again whose job failed for good, which is the fault of a server or a disk, never of a file. */
export async function lookAtForgotten(db: Kysely<DB>): Promise<void> {
  const forgotten = await db
    .selectFrom('blob')
    .select('id')
    .where('looked_at', 'is', null)
    .where('created_at', '<', daysAgo(1))
    .limit(atOnce)
    .execute()
  for (const { id } of forgotten) await addJob(db, 'look_at', { blobId: id })
}
