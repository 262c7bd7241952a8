// An upload begins: is there room for it, and its row, before any of its bytes.
import { largestFile, Problem, uploadsAtOnce, type AssetId, type UploadId } from '@usher/domain'
import { askedBy, isAskedBy, type WhoAsks } from '../access/asked-by.ts'
import { roomIn } from '../access/files.ts'
import { addOurs, ours, type ContentWriting } from '../access/ours.ts'
import type { InLibrary } from '../access/reach.ts'
import type { Found } from '../access/things.ts'
import { whole } from '../db/connect.ts'

type Asks = InLibrary & { actor: WhoAsks }
export interface Wanted {
  folder_id: AssetId | null
  asset_id: AssetId | null
  name: string
  size: number
}

/** Throws `file_too_large`, `too_many_uploads`, `storage_full`. */
export async function beginUpload(ctx: Asks & ContentWriting, wanted: Wanted): Promise<UploadId> {
  await roomFor(ctx, wanted.size)
  return (await addOurs(ctx, 'upload', rowOf(ctx, wanted))).id
}

/**
 * The one of this id: begun before, or now. It is begun outside of a change, as its bytes are taken before the locks: nothing is
 * to be seen of it. Throws `not_found` where it is somebody else's, and as above.
 */
export async function begunAs(
  ctx: Asks,
  id: UploadId,
  wanted: Wanted,
): Promise<{ upload: Found<'upload'>; isNew: boolean }> {
  const own = () =>
    ours(ctx, 'upload')
      .selectAll('upload')
      .where('upload.id', '=', id)
      .where(isAskedBy('upload', ctx.actor))
      .executeTakeFirst()
  const before = await own()
  if (before) return { upload: before, isNew: false }
  await roomFor(ctx, wanted.size)
  const added = await whole(ctx.handle)
    .insertInto('upload')
    .values({ ...rowOf(ctx, wanted), id, account_id: ctx.accountId })
    .onConflict((on) => on.column('id').doNothing())
    .returningAll()
    .executeTakeFirst()
  const upload = added ?? (await own())
  if (!upload) throw new Problem('not_found')
  return { upload, isNew: added !== undefined }
}

const rowOf = ({ actor }: Asks, wanted: Wanted) => ({
  ...wanted,
  ...askedBy(actor),
  finished_at: null,
  became_asset_id: null,
})

/** Is there room for one more of that size, with all that is under way? Exact only at the end, under the lock of the sum. */
async function roomFor(ctx: Asks, size: number): Promise<void> {
  if (size > largestFile) throw new Problem('file_too_large', { limit: largestFile })
  const underWay = await ours(ctx, 'upload')
    .select(['upload.size', isAskedBy('upload', ctx.actor).as('isMine')])
    .where('upload.finished_at', 'is', null)
    .execute()
  if (underWay.filter((u) => u.isMine).length >= uploadsAtOnce)
    throw new Problem('too_many_uploads', { limit: uploadsAtOnce })
  const coming = underWay.reduce((sum, u) => sum + u.size, size)
  if ((await roomIn(ctx)) < coming) throw new Problem('storage_full')
}
