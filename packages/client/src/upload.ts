// One file into the library: begun, sent in parts over the tus protocol, finished. What is lost on the way is sent again.
import { DetailedError, Upload as Sending } from 'tus-js-client'
import type { Client, Inputs } from './index.ts'
import { mustBeOk } from './problem-of.ts'
import { at } from './reach.ts'
import { isLost, pauseBefore } from './retries.ts'

/** At most so much is lost with a connection, in bytes. */
const partSize = 8_000_000

export interface Uploading {
  /** The folder that it goes into; null: the library's root. */
  folderId: string | null
  name: string
  /** In Node, `await fs.openAsBlob(path)` reads a file as it is sent. */
  bytes: Blob | Uint8Array<ArrayBuffer>
  /** Where a file has the name already: refused with `name_taken` (unless something else is said), a new version of it, or another name. */
  ifTaken?: Inputs['uploads']['finish']['ifTaken']
  signal?: AbortSignal
  /** How much was sent, of how much, in bytes. */
  onProgress?: (sent: number, of: number) => void
}

/**
 * Uploads one file and gives its id. Rejects with an error of which `problemOf` gives the refusal, with the signal's reason, or
 * with what the network says when it stays away; nothing is to be seen of the file then.
 */
export async function upload(client: Client, what: Uploading): Promise<{ assetId: string }> {
  const { folderId, name, ifTaken = 'refuse', signal, onProgress } = what
  const bytes = what.bytes instanceof Blob ? what.bytes : new Blob([what.bytes])
  const options = { ...(signal && { signal }) }
  // Both can be asked again: what was begun twice is discarded by itself, and what is finished stays so.
  const { uploadId } = await again(
    () => client.uploads.begin.mutate({ folderId, name, size: bytes.size }, options),
    signal,
  )
  try {
    onProgress?.(0, bytes.size)
    if (bytes.size) await send(client, uploadId, bytes, what)
    return await again(() => client.uploads.finish.mutate({ uploadId, ifTaken }, options), signal)
  } catch (error) {
    await client.uploads.cancel.mutate({ uploadId }).catch(() => {}) // after a day it is discarded anyway
    throw error
  }
}

const tries = 5
async function again<T>(act: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await act()
    } catch (error) {
      if (attempt === tries || !isLost(error) || signal?.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseBefore(attempt)))
    }
}

function send(
  client: Client,
  uploadId: string,
  bytes: Blob,
  { signal, onProgress }: Pick<Uploading, 'signal' | 'onProgress'>,
): Promise<void> {
  const { url, headers } = at(client, `uploads/${encodeURIComponent(uploadId)}`)
  return new Promise((resolve, reject) => {
    const sending = new Sending(bytes, {
      uploadUrl: url,
      headers,
      chunkSize: partSize,
      retryDelays: Array.from({ length: tries }, (_, n) => pauseBefore(n + 1)),
      storeFingerprintForResuming: false,
      fileReader: { openFile: async () => partsOf(bytes) },
      onProgress: (sent, of) => onProgress?.(sent, of),
      onSuccess: () => resolve(),
      onError: (error) => void whyOf(error, url, headers).then(reject, reject),
    })
    const stop = () => {
      void sending.abort()
      reject(signal?.reason)
    }
    if (signal?.aborted) return stop()
    signal?.addEventListener('abort', stop, { once: true })
    sending.start()
  })
}
/** As tus reads them: a part at a time is in memory, and says how long it is. */
const partsOf = (bytes: Blob) => ({
  size: bytes.size,
  async slice(from: number, to: number) {
    const part = new Uint8Array(await bytes.slice(from, to).arrayBuffer())
    return { value: Object.assign(part, { size: part.length }), done: to >= bytes.size }
  },
  close() {},
})

/** A refused HEAD has no words: asked with GET, the same address says why. */
async function whyOf(error: unknown, url: string, headers: Record<string, string>): Promise<unknown> {
  const isAnswered = error instanceof DetailedError && error.originalResponse !== null
  if (!isAnswered) return error
  await mustBeOk(await fetch(url, { headers }))
  return error
}
