// Bytes of a file as an HTTP answer: in whole or the range asked for, checked anew each time (`no-cache` with an ETag), and
// as something hostile: its type is what was found in it, it runs nothing, and is saved unless it is a picture or a film.
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { FileVersion } from '../access/versions.ts'
import type { Storage } from '../storage/bytes.ts'
import { errorCode } from '../error-code.ts'

/** What a browser may show by itself: it decodes them, and nothing in them runs. */
const harmless = /^(image\/(jpeg|png|webp|gif|avif)|video\/[\w.+-]+|audio\/[\w.+-]+)$/
export const isShown = (mediaType: string): boolean => harmless.test(mediaType)

/** For bytes of people: no page of ours, nothing runs, nobody keeps them without asking again. */
export function asHostile(res: Response, etag: string): void {
  res.set({
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-cache',
    'cross-origin-resource-policy': 'same-origin',
    etag: `"${etag}"`,
  })
}

/**
 * The bytes as the rest of the answer, so many as its length says; none of them where they were asked about only (HEAD). Gives
 * how many were sent: about as many, where the receiver went away.
 */
export async function pour(req: Request, res: Response, bytes: Readable | null): Promise<number> {
  const length = Number(res.get('content-length') ?? 0)
  if (!bytes || req.method === 'HEAD') {
    bytes?.destroy()
    res.end()
    return 0
  }
  const { socket } = req
  const before = socket.bytesWritten
  try {
    await pipeline(bytes, res)
    return length
  } catch (error) {
    // The sender went away, or the receiver did: nothing is left to be said.
    if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    return Math.min(length, socket.bytesWritten - before)
  }
}

/** What was sent of a file: from which byte on, and how many; null where that was nothing of it. Throws `bytes_missing`. */
export async function sendBytes(
  { req, res, storage }: { req: Request; res: Response; storage: Storage },
  { blobId, size, sha256, mediaType }: Pick<FileVersion, 'blobId' | 'size' | 'sha256' | 'mediaType'>,
  name: string,
  how: 'save' | 'show',
): Promise<{ first: number; bytes: number } | null> {
  const etag = sha256.toString('hex')
  const shown = how === 'show' && isShown(mediaType)
  // What was asked for only if it is unchanged is sent whole when it is not.
  const ifRange = req.get('if-range')
  const ranges = size > 0 && (!ifRange || ifRange === `"${etag}"`) ? req.range(size, { combine: true }) : undefined
  if (ranges === -1) {
    res.status(416).set('content-range', `bytes */${size}`).end()
    return null
  }
  const asked = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined
  const range = asked && { first: asked.start, last: asked.end }
  asHostile(res, etag)
  if (!range && req.get('if-none-match')?.includes(etag)) {
    res.status(304).end()
    return null
  }
  const bytes = size === 0 ? null : await storage.read(blobId, range)
  res.set({ 'accept-ranges': 'bytes', 'content-length': String(range ? range.last - range.first + 1 : size) })
  if (shown) res.set('content-disposition', 'inline')
  else res.attachment(name)
  res.set('content-type', mediaType)
  if (range) res.status(206).set('content-range', `bytes ${range.first}-${range.last}/${size}`)
  const sent = await pour(req, res, bytes)
  return req.method === 'HEAD' ? null : { first: range?.first ?? 0, bytes: sent }
}
