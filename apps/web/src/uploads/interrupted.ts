// What an earlier page left unfinished: as this tab remembers it and as the server has it, without what other tabs have in
// hand. The files have to be chosen again.
import type { Client, Outputs } from '@usher/client'
import { createBatch, type Batch } from './batch.ts'
import type { Remembered } from './remembered.ts'
import type { Upload } from './upload.ts'

interface Known {
  remembered: readonly Remembered[]
  /** Null where the server did not answer: then what is remembered is all that is known. */
  begun: Outputs['uploads']['list'] | null
  /** The ids of what has been taken in hand already, by whatever tab. */
  taken: ReadonlySet<string>
}

/** Was it begun for this one, whose page went before the answer came? */
function isThatOf(
  { name, size, assetId, to, under, path }: Remembered,
  begun: Outputs['uploads']['list'][number],
): boolean {
  const folderId = to ? to.id : path.length ? undefined : under
  return begun.name === name && begun.size === size && begun.assetId === assetId && begun.folderId === folderId
}

export function interruptedOf(calls: Pick<Client, 'library'>, { remembered, begun, taken }: Known): Upload[] {
  const batches = new Map<string | null, Batch>()
  const batchUnder = (under: string | null) => {
    const paths = remembered.flatMap((left) => (left.under === under && !left.to ? [left.path] : []))
    const batch = batches.get(under) ?? createBatch(calls, under, paths)
    batches.set(under, batch)
    return batch
  }
  const rest = { file: null, ifTaken: null, state: { is: 'interrupted' } } as const
  const open = new Map(begun?.map((upload) => [String(upload.id), upload]))
  const all: Upload[] = []
  for (const { under, ...left } of remembered) {
    const there =
      left.uploadId === null
        ? [...open.values()].find((begun) => isThatOf({ under, ...left }, begun))
        : open.get(left.uploadId)
    const isOver = begun !== null && left.uploadId !== null && !there
    const uploadId = left.uploadId ?? there?.id ?? null
    if (there) open.delete(there.id)
    if (isOver || taken.has(left.id) || (uploadId !== null && taken.has(uploadId))) continue
    all.push({ ...left, ...rest, uploadId, batch: batchUnder(under), sent: there?.sent ?? left.sent })
  }
  for (const { id, name, size, sent, folderId, assetId } of open.values()) {
    if (taken.has(id)) continue
    const place = { batch: batchUnder(folderId), path: [], to: assetId ? null : { id: folderId }, assetId }
    all.push({ id, name, size, sent, modified: null, ...place, uploadId: id, ...rest })
  }
  return all
}
