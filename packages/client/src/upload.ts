// One file into the library: a small one whole, in one call; a large one begun, sent in parts, and finished.
import { problems, sentWhole } from '@usher/domain'
import { again } from './again.ts'
import type { Client, Inputs } from './api.ts'
import { problemOf } from './problem-of.ts'
import { sendParts } from './send-parts.ts'
import { sendWhole } from './send-whole.ts'

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
export type Finishing = Inputs['uploads']['finish']

/**
 * Uploads one file and gives its id. Rejects with an error of which `problemOf` gives the refusal, with the signal's reason, or
 * with what the network, or the file that is read, says; nothing is to be seen of the file then.
 */
export async function upload(client: Client, what: Uploading): Promise<{ assetId: string }> {
  const { folderId, name, ifTaken = 'refuse', sha256, keepsSent = false, signal, onProgress } = what
  const bytes = what.bytes instanceof Blob ? what.bytes : new Blob([what.bytes])
  const options = { ...(signal && { signal }) }
  const whole = bytes.size <= sentWhole && what.uploadId === undefined ? await bytes.arrayBuffer() : null
  // All of it can be asked again: what was begun twice is discarded by itself, and what is finished stays so.
  const uploadId =
    what.uploadId ??
    (whole
      ? crypto.randomUUID()
      : (await again(() => client.uploads.begin.mutate({ folderId, name, size: bytes.size }, options), signal))
          .uploadId)
  const finish = { uploadId, ifTaken, ...(sha256 !== undefined && { sha256 }) }
  try {
    onProgress?.(0, bytes.size)
    const done = whole && (await sendWhole(client, finish, what, whole))
    if (bytes.size && !done) await sendParts(client, uploadId, bytes, what)
    else onProgress?.(bytes.size, bytes.size)
    return done ?? (await again(() => client.uploads.finish.mutate(finish, options), signal))
  } catch (error) {
    // After a day it is discarded anyway.
    if (mayBeThere(error, keepsSent)) await client.uploads.cancel.mutate({ uploadId }).catch(() => {})
    throw error
  }
}

/** Is there something to be discarded? Whom the door did not let in has begun nothing, or gets at nothing any more. */
function mayBeThere(error: unknown, keepsSent: boolean): boolean {
  const problem = problemOf(error)
  if (!problem) return !keepsSent
  const { kind } = problems[problem.code]
  return problem.code === 'upload_stranded' || (kind !== 'signed_out' && kind !== 'forbidden' && kind !== 'not_found')
}
