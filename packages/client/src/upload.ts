// One file into the library: begun, sent in parts over the tus protocol, finished. What is lost on the way is sent again.
import { DetailedError, Upload as Sending } from 'tus-js-client'
import type { Client, Inputs } from './api.ts'
import { mustBeOk, problemOf } from './problem-of.ts'
import { at } from './reach.ts'
import { isLost, pauseBefore, pauseFor } from './retries.ts'

/** At most so much is lost with a connection, in bytes. */
const partSize = 8_000_000
/** Up to so much goes in one part of which nobody has to be asked first how far it came, in bytes. */
const atOnce = 1_000_000

export interface Uploading {
  /** The folder that it goes into; null: the library's root. */
  folderId: string | null
  name: string
  /** In Node, `await fs.openAsBlob(path)` reads a file as it is sent. */
  bytes: Blob | Uint8Array<ArrayBuffer>
  /** Where a file has the name already: refused with `name_taken` (unless something else is said), a new version of it, or another name. */
  ifTaken?: Inputs['uploads']['finish']['ifTaken']
  /** The SHA-256 of all bytes, in hexadecimal: where something else arrives, it is refused with `bytes_differ`. */
  sha256?: string
  /** What was begun before, of the same bytes, with its id as `uploads.list` gives it: it goes on where it was broken off. */
  uploadId?: string
  /** What was sent is kept for a day when the signal or the network ends it, to go on with by `uploadId`; else it is discarded. */
  keepsSent?: boolean
  signal?: AbortSignal
  /** How much was sent, of how much, in bytes. */
  onProgress?: (sent: number, of: number) => void
}

/**
 * Uploads one file and gives its id. Rejects with an error of which `problemOf` gives the refusal, with the signal's reason, or
 * with what the network, or the file that is read, says; nothing is to be seen of the file then.
 */
export async function upload(client: Client, what: Uploading): Promise<{ assetId: string }> {
  const { folderId, name, ifTaken = 'refuse', sha256, keepsSent = false, signal, onProgress } = what
  const bytes = what.bytes instanceof Blob ? what.bytes : new Blob([what.bytes])
  const options = { ...(signal && { signal }) }
  // Both can be asked again: what was begun twice is discarded by itself, and what is finished stays so.
  const uploadId =
    what.uploadId ??
    (await again(() => client.uploads.begin.mutate({ folderId, name, size: bytes.size }, options), signal)).uploadId
  try {
    onProgress?.(0, bytes.size)
    const isSmall = bytes.size <= atOnce && what.uploadId === undefined
    if (bytes.size && !(isSmall && (await sendAtOnce(client, uploadId, bytes, signal))))
      await send(client, uploadId, bytes, what)
    else onProgress?.(bytes.size, bytes.size)
    const finish = { uploadId, ifTaken, ...(sha256 !== undefined && { sha256 }) }
    return await again(() => client.uploads.finish.mutate(finish, options), signal)
  } catch (error) {
    if (!keepsSent || problemOf(error)) await client.uploads.cancel.mutate({ uploadId }).catch(() => {}) // after a day it is discarded anyway
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
      await pauseFor(pauseBefore(attempt), signal)
    }
}

/** Whether all of it has arrived. If not, for whatever reason, `send` asks how far it came and goes on, or is told why not. */
async function sendAtOnce(
  client: Client,
  uploadId: string,
  bytes: Blob,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { url, headers } = at(client, `uploads/${encodeURIComponent(uploadId)}`)
  const part = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
  try {
    const body = await bytes.arrayBuffer()
    const answer = await fetch(url, {
      method: 'PATCH',
      headers: { ...headers, ...part },
      body,
      ...(signal && { signal }),
    })
    await answer.arrayBuffer()
    await pauseFor(secondsToWait(answer.status, answer.headers.get('retry-after')) * 1000, signal)
    return answer.ok
  } catch {
    return false
  }
}

async function send(
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

/** Past the limit of calls the server says in how many seconds it goes on. */
const secondsToWait = (status: number, said: string | null | undefined): number =>
  status === 429 ? Number(said ?? 1) || 1 : 0
/** No answer, one of something between here and Usher, or one that says “not now”. */
const mayBeAgain = (status: number): boolean => status < 400 || status >= 500 || [409, 423, 429].includes(status)

/** A refused HEAD has no words: asked with GET, the same address says why. */
async function whyOf(error: unknown, url: string, headers: Record<string, string>): Promise<unknown> {
  const isAnswered = error instanceof DetailedError && error.originalResponse !== null
  if (!isAnswered) return error
  await mustBeOk(await fetch(url, { headers }))
  return error
}
