// A small file whole, in one call. The same is sent again when its answer was lost: by its id the server knows what it has.
import type { AnyProblem, Client } from './api.ts'
import { secondsToWait, tries } from './again.ts'
import { mustBeOk, problemOf } from './problem-of.ts'
import { at } from './reach.ts'
import { pauseBefore, pauseFor } from './retries.ts'
import type { Finishing, Uploading } from './upload.ts'

/** Refused before anything was kept, or not known whether it was: to be asked again. */
const notNow: ReadonlySet<AnyProblem['code']> = new Set(['busy', 'database_away', 'outcome_unknown'])

/** Null: a part of it has arrived, to be gone on with. Rejects with why it was refused, the signal's reason, or what the network says. */
export async function sendWhole(
  client: Client,
  { uploadId, ...finish }: Finishing,
  { folderId, name, signal }: Uploading,
  bytes: ArrayBuffer,
): Promise<{ assetId: string } | null> {
  const input = encodeURIComponent(JSON.stringify({ folderId, name, size: bytes.byteLength, ...finish }))
  const { url, headers } = at(client, `uploads/${uploadId}?input=${input}`)
  for (let attempt = 1; ;)
    try {
      const answer = await fetch(url, {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'application/offset+octet-stream' },
        body: bytes,
        ...(signal && { signal }),
      })
      const wait = secondsToWait(answer.status, answer.headers.get('retry-after'))
      if (!wait) return (await (await mustBeOk(answer)).json()) as { assetId: string }
      await answer.arrayBuffer()
      await pauseFor(wait * 1000, signal)
    } catch (error) {
      const problem = problemOf(error)
      if (problem?.code === 'upload_incomplete') return null
      if (attempt === tries || signal?.aborted || (problem && !notNow.has(problem.code))) throw error
      await pauseFor(pauseBefore(attempt), signal)
      attempt += 1
    }
}
