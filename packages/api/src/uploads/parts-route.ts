// The bytes of an upload over plain HTTP, as the tus protocol has them: HEAD asks how far it came, PATCH sends on. Each
// looks first whether the place that it goes to is still there for whoever sends.
import type { Response } from 'express'
import { can } from '../trpc.ts'
import { destinationOf } from './destination.ts'
import { isTakenIn, sentOf } from './sent.ts'

const path = '/api/:account/uploads/:uploadId'
const mine = can('library.change', { uploadId: 'upload' }).forKeys('files', 'write')

function came(res: Response, status: 200 | 204, size: number, sent: number): void {
  res
    .status(status)
    .set({ 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(sent), 'Upload-Length': String(size) })
    .end()
}
/** All of it has come, and was taken over: there is nothing more to send. */
const complete = (res: Response, status: 200 | 204, size: number) => came(res, status, size, size)

export const uploadState = mine.route(path, async ({ ctx, the: { upload }, req, res }) => {
  if (!upload.finished_at) await destinationOf(ctx, upload)
  if (req.method !== 'HEAD')
    res.json({ size: upload.size, sent: await sentOf(ctx.house, upload), isFinished: upload.finished_at !== null })
  else if (await isTakenIn(ctx.house, upload)) complete(res, 200, upload.size)
  // Asked properly, what is still being sent is broken off, so that how far it came is true: for who goes on sending alone.
  else if (ctx.asking.viewing !== null) came(res, 200, upload.size, await sentOf(ctx.house, upload))
  else await ctx.house.parts.serve(req, res, upload)
})

export const uploadPart = mine.receive(path, async ({ ctx, the: { upload }, req, res }) => {
  if (!upload.finished_at) await destinationOf(ctx, upload)
  if (await isTakenIn(ctx.house, upload)) complete(res, 204, upload.size)
  else await ctx.house.parts.serve(req, res, upload)
})
