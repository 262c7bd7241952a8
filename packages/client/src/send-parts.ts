// A large file in parts, over the tus protocol; what is lost on the way is sent again.
import { DetailedError, Upload as Sending } from 'tus-js-client'
import type { Client } from './api.ts'
import { mustBeOk } from './problem-of.ts'
import { at } from './reach.ts'
import { pauseBefore, pauseFor } from './retries.ts'
import { secondsToWait, tries } from './again.ts'
import type { Uploading } from './upload.ts'

/** At most so much is lost with a connection, in bytes. */
const partSize = 8_000_000

/** Goes on where the server says that it is. Rejects with why it was refused, with the signal's reason, or with what the network or the file says. */
export async function sendParts(
  client: Client,
  uploadId: string,
  bytes: Blob,
  { signal, onProgress }: Pick<Uploading, 'signal' | 'onProgress'>,
): Promise<void> {
  const { url, headers } = at(client, `uploads/${encodeURIComponent(uploadId)}`)
  const parts = partsOf(bytes)
  let stop = () => {}
  try {
    await new Promise<void>((resolve, reject) => {
      const sending = new Sending(bytes, {
        uploadUrl: url,
        headers,
        chunkSize: partSize,
        retryDelays: Array.from({ length: tries }, (_, n) => pauseBefore(n + 1)),
        storeFingerprintForResuming: false,
        fileReader: { openFile: async () => parts },
        onAfterResponse: (_, answer) =>
          pauseFor(secondsToWait(answer.getStatus(), answer.getHeader('retry-after')) * 1000, signal),
        onShouldRetry: (error) => !parts.unreadable && mayBeAgain(error.originalResponse?.getStatus() ?? 0),
        onProgress: (sent, of) => onProgress?.(sent, of),
        onSuccess: () => resolve(),
        onError: (error) => {
          if (parts.unreadable) reject(parts.unreadable)
          else void whyOf(error, url, headers).then(reject, reject)
        },
      })
      stop = () => {
        void sending.abort()
        reject(signal?.reason)
      }
      if (signal?.aborted) return stop()
      signal?.addEventListener('abort', stop)
      sending.start()
    })
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

/** As tus reads them: a part at a time is in memory, and says how long it is. `unreadable`: why the file could not be read on. */
function partsOf(bytes: Blob) {
  const parts = {
    size: bytes.size,
    unreadable: null as Error | null,
    async slice(from: number, to: number) {
      const read = await bytes
        .slice(from, to)
        .arrayBuffer()
        .catch((error: unknown) => {
          parts.unreadable = error instanceof Error ? error : new Error(String(error))
          throw error
        })
      const part = new Uint8Array(read)
      return { value: Object.assign(part, { size: part.length }), done: to >= bytes.size }
    },
    close() {},
  }
  return parts
}

/** No answer, one of something between here and Usher, or one that says “not now”. */
const mayBeAgain = (status: number): boolean => status < 400 || status >= 500 || [409, 423, 429].includes(status)

/** A refused HEAD has no words: asked with GET, the same address says why. */
async function whyOf(error: unknown, url: string, headers: Record<string, string>): Promise<unknown> {
  const isAnswered = error instanceof DetailedError && error.originalResponse !== null
  if (!isAnswered) return error
  await mustBeOk(await fetch(url, { headers }))
  return error
}
