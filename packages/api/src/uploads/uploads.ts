// Uploads: begun with a name and a size, sent in parts (parts route), and finished into a file or a version. Nothing of
// one is to be seen before its end, and its right is looked at when it begins, at each part and when it ends.
import { z } from 'zod'
import { nothing, Problem, readAssetName, type UploadId } from '@usher/domain'
import { isAskedBy } from '../access/asked-by.ts'
import { namedIn } from '../access/files.ts'
import { changeOurs, ours, removeOurs } from '../access/ours.ts'
import type { Found } from '../access/things.ts'
import { readBy } from '../fields.ts'
import { can, on, router } from '../trpc.ts'
import { beginUpload } from './begin-upload.ts'
import { finishFields, finishUpload } from './finish-upload.ts'
import { sentOf } from './sent.ts'
import { takeIn } from './take-in.ts'

const nameField = readBy(readAssetName)
const sizeField = z.int().nonnegative()
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
      const folderId = folder?.id ?? null
      const uploadId = await beginUpload(ctx, { folder_id: folderId, asset_id: null, name, size })
      const existing = await namedIn(ctx, folderId, name)
      return done(
        { uploadId, existing: existing ? { id: existing.id, kind: existing.kind, name: existing.name } : null },
        nothingThere,
      )
    }),

  /** Begins a new version of a file. */
  beginVersion: on({ assetId: 'file.addVersion' })
    .forKeys('files', 'write')
    .input({ size: sizeField })
    .change([], async ({ ctx, input: { size }, the: { asset }, done }) => {
      const uploadId = await beginUpload(ctx, { folder_id: null, asset_id: asset.id, name: asset.name, size })
      return done({ uploadId }, nothingThere)
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
    .input(finishFields)
    .prove(({ ctx, the }) => takeIn(ctx.house, the.upload))
    .change(['file.uploaded', 'version.added'], async ({ ctx, input, the: { upload, proved }, done }) =>
      done(...(await finishUpload(ctx, upload.id, input, proved))),
    ),
})
