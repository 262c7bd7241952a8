// Uploads: begun with a name and a size, sent in parts (parts route), and finished into a file or a version. Nothing of
// one is to be seen before its end, and its right is looked at when it begins, at each part and when it ends.
import { z } from 'zod'
import { largestFile, nothing, Problem, readAssetName, uploadsAtOnce, type AssetId, type UploadId } from '@usher/domain'
import { askedBy, isAskedBy, type WhoAsks } from '../access/asked-by.ts'
import { namedIn, roomIn } from '../access/files.ts'
import { addOurs, changeOurs, ours, removeOurs, type ContentWriting } from '../access/ours.ts'
import type { InLibrary } from '../access/reach.ts'
import type { Found } from '../access/things.ts'
import { readBy } from '../fields.ts'
import { can, on, router } from '../trpc.ts'
import { usedBy } from '../usage/used-by.ts'
import { destinationOf } from './destination.ts'
import { holdUpload } from './hold-upload.ts'
import { ifTaken, putThere } from './put-there.ts'
import { sentOf } from './sent.ts'
import { takeIn } from './take-in.ts'

const nameField = readBy(readAssetName)
const sizeField = z.int().nonnegative()
const sha256Field = z.string().regex(/^[0-9a-f]{64}$/, 'Give 64 digits, 0 to 9 and a to f.')

/** Is there room for one more of that size, with all that is under way? Exact only at the end, under the lock of the sum. */
async function roomFor(ctx: InLibrary & { actor: WhoAsks }, size: number): Promise<void> {
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

const begin = (
  ctx: InLibrary & ContentWriting & { actor: WhoAsks },
  to: { folder_id: AssetId | null; asset_id: AssetId | null; name: string },
  size: number,
) =>
  addOurs(ctx, 'upload', {
    ...to,
    size,
    ...askedBy(ctx.actor),
    finished_at: null,
    became_asset_id: null,
  })
const nothingThere = nothing('nothing is to be seen of it before it is finished')

const shown = (upload: Found<'upload'>, sent: number) => ({
  id: upload.id,
  name: upload.name,
  size: upload.size,
  sent,
  folderId: upload.folder_id,
  assetId: upload.asset_id,
  begunAt: upload.begun_at,
})

export const uploads = router({
  /** Begins a file in a folder (null: the root); `existing`: what has the name there already, as far as one sees it. */
  begin: on({ folderId: 'folder.uploadInto' })
    .forKeys('files', 'write')
    .input({ name: nameField, size: sizeField })
    .change([], async ({ ctx, input: { name, size }, the: { folder }, done }) => {
      await roomFor(ctx, size)
      const { id } = await begin(ctx, { folder_id: folder?.id ?? null, asset_id: null, name }, size)
      const existing = await namedIn(ctx, folder?.id ?? null, name)
      return done(
        { uploadId: id, existing: existing ? { id: existing.id, kind: existing.kind, name: existing.name } : null },
        nothingThere,
      )
    }),

  /** Begins a new version of a file. */
  beginVersion: on({ assetId: 'file.addVersion' })
    .forKeys('files', 'write')
    .input({ size: sizeField })
    .change([], async ({ ctx, input: { size }, the: { asset }, done }) => {
      await roomFor(ctx, size)
      const { id } = await begin(ctx, { folder_id: null, asset_id: asset.id, name: asset.name }, size)
      return done({ uploadId: id }, nothingThere)
    }),

  /** One's own that are not finished: what a reload goes on with. */
  list: can('library.change')
    .forKeys('files', 'write')
    .read(async ({ ctx }) => {
      const open = await ours(ctx, 'upload')
        .selectAll('upload')
        .where(isAskedBy('upload', ctx.actor))
        .where('upload.finished_at', 'is', null)
        .orderBy('upload.begun_at')
        .execute()
      return Promise.all(open.map(async (u) => shown(u, await sentOf(ctx.house, u))))
    }),

  /** Sends it to another folder: the one it was meant for is gone, or out of reach. */
  retarget: on({ folderId: 'folder.uploadInto' })
    .forKeys('files', 'write')
    .input({ uploadId: z.uuid().transform((id) => id as UploadId) }) // held against the asker's own below
    .change([], async ({ ctx, input: { uploadId }, the: { folder }, done }) => {
      const upload = await ours(ctx, 'upload')
        .select('upload.id')
        .where('upload.id', '=', uploadId)
        .where(isAskedBy('upload', ctx.actor))
        .where('upload.finished_at', 'is', null)
        .executeTakeFirst()
      if (!upload) throw new Problem('not_found')
      await changeOurs(ctx, 'upload', [upload.id], { folder_id: folder?.id ?? null, asset_id: null })
      return done(null, nothingThere)
    }),

  cancel: can('library.change', { uploadId: 'upload' })
    .forKeys('files', 'write')
    .change([], async ({ ctx, the: { upload }, done }) => {
      await removeOurs(ctx, 'upload', [upload.id])
      return done(
        null,
        nothing('nothing was to be seen of it'),
        ...(upload.finished_at
          ? []
          : [{ job: 'remove_bytes' as const, payload: { blobId: upload.blob_id, uploadId: upload.id } }]),
      )
    }),

  /**
   * Makes the file, or the version, of what has been sent. Can be asked again when the answer was lost. `ifTaken`: what
   * becomes of it where a file has the name already. `sha256`, in hexadecimal: refused where what has arrived is something else.
   */
  finish: can('library.change', { uploadId: 'upload' })
    .forKeys('files', 'write')
    .input({ ifTaken: z.enum(ifTaken).default('refuse'), sha256: sha256Field.optional() })
    .prove(({ ctx, the }) => takeIn(ctx.house, the.upload))
    .change(['file.uploaded', 'version.added'], async ({ ctx, input, the, done }) => {
      const upload = await holdUpload(ctx, the.upload.id)
      if (upload.became_asset_id) return done({ assetId: upload.became_asset_id }, nothing('it was finished before'))
      if (!the.proved) throw new Problem('not_found')
      if (input.sha256 && input.sha256 !== the.proved.sha256.toString('hex')) throw new Problem('bytes_differ')
      const entry = await putThere(ctx, await destinationOf(ctx, upload), upload.name, input.ifTaken, the.proved)
      await changeOurs(ctx, 'upload', [upload.id], { finished_at: ctx.now, became_asset_id: entry.on })
      const { size: bytes } = the.proved
      return done({ assetId: entry.on }, [entry], { use: { ...usedBy(ctx), what: 'upload', assetId: entry.on, bytes } })
    }),
})
