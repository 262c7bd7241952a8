// A small file in one call: begun, its bytes, and finished. The id is made by whoever sends it, so that the same can be sent again
// when the answer was lost: what was finished stays so. Of what was broken off, the rest is sent in parts (parts route).
import { z } from 'zod'
import { Problem, readAssetName, sentWhole, type UploadId } from '@usher/domain'
import { readBy } from '../fields.ts'
import { on } from '../trpc.ts'
import { begunAs } from './begin-upload.ts'
import { finishFields, finishUpload } from './finish-upload.ts'
import { takeIn } from './take-in.ts'

const tooLarge = `Send what has more than ${sentWhole} bytes in parts.`

export const uploadWhole = on({ folderId: 'folder.uploadInto' })
  .forKeys('files', 'write')
  .input({
    uploadId: z.uuid().transform((id) => id as UploadId), // held against the asker's own below
    name: readBy(readAssetName),
    size: z.int().nonnegative().max(sentWhole, tooLarge),
    ...finishFields,
  })
  .takeWhole(
    '/api/:account/uploads/:uploadId',
    ['file.uploaded', 'version.added'],
    async ({ ctx, input: { uploadId, name, size }, the: { folder }, req }) => {
      const announced = req.headers['content-length']
      if (announced !== undefined && Number(announced) !== size)
        throw new Problem('invalid_input', { fields: [{ field: 'size', says: `The body has ${announced} bytes.` }] })
      const wanted = { folder_id: folder?.id ?? null, asset_id: null, name, size }
      const { upload, isNew } = await begunAs(ctx, uploadId, wanted)
      if (isNew) await ctx.house.parts.receive(req, upload)
      return takeIn(ctx.house, upload)
    },
    async ({ ctx, input, the: { proved }, done }) => done(...(await finishUpload(ctx, input.uploadId, input, proved))),
  )
