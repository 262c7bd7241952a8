// One upload from wherever it is to its end: its folder, its beginning, its bytes, and the file that it becomes. Comes back
// when it is done, refused or has a question, each of which its state then says, or when it is told to stop.
import type { Client } from '@usher/client'
import { LostConnection, throughOutages } from './outages.ts'
import { codeOf, refusedBecause, UnreadableFile } from './refusals.ts'
import type { Upload } from './upload.ts'

export type Calls = Pick<Client, 'uploads'>

/** What it may do to the queue that it is in. */
export interface Hand {
  set: (patch: Partial<Upload>) => void
  /** Has nobody cancelled it? */
  isThere: () => boolean
  /** Is an upload, by the API's id, in the queue already? */
  isKnown: (uploadId: string) => boolean
  /** What was interrupted of the same file on the way to the same folder: from now on it is this one. */
  takeOver: (upload: Upload) => Upload | null
  progress: (sent: number) => void
}

const urlOf = (account: string, uploadId: string) =>
  `/api/${encodeURIComponent(account)}/uploads/${encodeURIComponent(uploadId)}`

/** Discards what was sent of it; whatever goes wrong, the server does so after a day. */
export const discard = (calls: Calls, uploadId: string | null): void => {
  if (uploadId) void calls.uploads.cancel.mutate({ uploadId }).catch(() => {})
}

export async function sendOn(
  calls: Calls,
  account: string,
  upload: Upload,
  hand: Hand,
  signal: AbortSignal,
): Promise<void> {
  let now = upload
  const set = (patch: Partial<Upload>) => {
    now = { ...now, ...patch }
    // What the person said meanwhile stands; what has happened is kept all the same.
    const { state: _, ...rest } = patch
    hand.set(signal.aborted ? rest : patch)
  }
  const is = (state: 'sending' | 'finishing' | 'offline' | 'skipped') => set({ state: { is: state } })
  const through = <T>(act: (attempt: AbortSignal) => Promise<T>, progress?: () => number) =>
    throughOutages(act, { signal, onOutage: () => is('offline'), ...(progress && { progress }) })
  /** Does it go on with its name taken? */
  const goesOn = (canVersion: boolean): boolean => {
    const { forRest } = now.batch
    if (forRest === null || (forRest === 'version' && !canVersion)) set({ state: { is: 'asking', canVersion } })
    else if (forRest === 'skip') {
      discard(calls, now.uploadId)
      set({ state: { is: 'skipped' }, file: null })
    } else {
      set({ ifTaken: forRest })
      return true
    }
    return false
  }

  const findFolder = async () => {
    try {
      set({ to: { id: await through(() => now.batch.folderOf(now.path)) } })
      return true
    } catch (error) {
      if (signal.aborted) throw error
      const words = `The folder “${now.path.join('/')}” cannot be made: this name is not available there.`
      set({ state: codeOf(error) === 'name_taken' ? { is: 'refused', words, way: 'place' } : refusedBecause(error) })
      return false
    }
  }
  const begin = async () => {
    const left = hand.takeOver(now)
    if (left?.uploadId) {
      set({ uploadId: left.uploadId, sent: left.sent })
      return true
    }
    const { name, size, to, assetId } = now
    let asked = 0
    const { uploadId, existing } = await through(async () => {
      is('sending')
      asked += 1
      // After a broken connection nobody knows whether it was begun.
      const before = asked > 1 ? await begunBefore(calls, now, hand) : undefined
      if (before) return { uploadId: before, existing: null }
      return assetId
        ? { ...(await calls.uploads.beginVersion.mutate({ assetId, size })), existing: null }
        : calls.uploads.begin.mutate({ folderId: to?.id ?? null, name, size })
    })
    set({ uploadId })
    if (!hand.isThere()) discard(calls, uploadId)
    signal.throwIfAborted()
    return !existing || now.ifTaken !== null || goesOn(existing.kind === 'file')
  }
  const send = async (file: File, uploadId: string) => {
    const { sendBytes } = await through(() =>
      import('./send-bytes.ts').catch(() => {
        throw new LostConnection()
      }),
    )
    const onProgress = (sent: number) => {
      now = { ...now, sent }
      hand.progress(sent)
    }
    await through(
      (attempt) => {
        is('sending')
        return sendBytes(file, urlOf(account, uploadId), { signal: attempt, onProgress })
      },
      () => now.sent,
    )
    set({ sent: now.size })
  }
  const finish = async (uploadId: string): Promise<boolean> => {
    try {
      const { assetId } = await through(() => {
        is('finishing')
        return calls.uploads.finish.mutate({ uploadId, ifTaken: now.ifTaken ?? 'refuse' })
      })
      set({ state: { is: 'done' }, file: null, assetId })
      return true
    } catch (error) {
      if (signal.aborted || codeOf(error) !== 'name_taken' || now.ifTaken === 'rename') throw error
      return goesOn(now.ifTaken === null) ? finish(uploadId) : false
    }
  }

  try {
    if (!now.to && !now.assetId && !(await findFolder())) return
    if (!now.uploadId && !(await begin())) return
    const { uploadId, file } = now
    if (!uploadId) return
    if (now.sent < now.size && !file) return set({ state: { is: 'interrupted' } })
    // What went out may have been refused on arrival: sending asks first how much has come, and sends what is missing.
    if (file && now.size > 0) await send(file, uploadId)
    await finish(uploadId)
  } catch (error) {
    if (signal.aborted) return
    const code = codeOf(error)
    if (error instanceof UnreadableFile) {
      // What it is now may be something else than what was sent of it.
      discard(calls, now.uploadId)
      set({ state: { is: 'interrupted' }, file: null, uploadId: null, sent: 0, modified: null })
    } else if (code === 'not_found' && now.uploadId) {
      const words = 'What was sent of it is not kept any more. Try again: it begins anew.'
      set({ state: { is: 'refused', words, way: 'retry' }, uploadId: null, sent: 0 })
    } else if (code === 'upload_incomplete') set({ state: refusedBecause(error), sent: 0 })
    else set({ state: refusedBecause(error) })
  }
}

/** Of what the server has begun and nobody here knows of: the one that this is. */
async function begunBefore(calls: Calls, { name, size, to, assetId }: Upload, hand: Hand): Promise<string | undefined> {
  const begun = await calls.uploads.list.query()
  return begun.find(
    (u) =>
      u.sent === 0 &&
      u.size === size &&
      (assetId ? u.assetId === assetId : u.name === name.normalize('NFC') && u.folderId === (to?.id ?? null)) &&
      !hand.isKnown(u.id),
  )?.id
}
