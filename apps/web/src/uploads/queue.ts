// The uploads of one account in this tab: above every page, so that they go on while one moves through the app. At most
// three are sent at once; the others wait for their turn, for the connection, or for the person.
import { getQueryKey } from '@trpc/react-query'
import { scopeOf, trpc } from '../trpc.ts'
import { atMostEvery } from './at-most-every.ts'
import { createBatch, type Batch } from './batch.ts'
import { interruptedOf } from './interrupted.ts'
import { endsAlike, isTheSame, isUnder, newUpload } from './new-upload.ts'
import { otherTabs } from './other-tabs.ts'
import type { Picked, PickedFile } from './picked.ts'
import { createMeter, isAway, saidOf, totalsOf, type Totals } from './progress.ts'
import { readRemembered, remember } from './remembered.ts'
import { discard, sendOn } from './send-on.ts'
import { refusedBecause } from './refusals.ts'
import { canCancel, canPause, canRetry, isSettled, isVersion, type Answer, type State, type Upload } from './upload.ts'

/** So many are sent at once. */
const atOnce = 3
/** Where so many questions are open, no further ones are begun: the server keeps a thousand of one person. */
const questionsAtMost = 200

export interface Shown {
  uploads: readonly Upload[]
  totals: Totals
  /** Null: not known. */
  secondsLeft: number | null
  /** What screen readers say now. */
  said: string
}

export interface Queue {
  subscribe: (listener: () => void) => () => void
  shown: () => Shown
  /** Looks for what an earlier page left unfinished; once. */
  lookForInterrupted: () => Promise<void>
  /** `under`: the folder that they are put into; null: the root. Goes on with what was interrupted of them. */
  add: (picked: Picked, under: string | null) => void
  /** A new version of that file. */
  addVersion: (file: File, assetId: string) => void
  /** Goes on with what was interrupted; gives how many of the files were not among it. */
  takeUp: (files: readonly PickedFile[]) => number
  pause: (id: string) => void
  resume: (id: string) => void
  retry: (id: string) => void
  cancel: (id: string) => void
  pauseAll: () => void
  resumeAll: () => void
  retryAll: () => void
  cancelAll: () => void
  /** `forRest`: for all others of the same drop whose names are taken, too. */
  answer: (id: string, answer: Answer, forRest: boolean) => void
  /** Sends them to another folder. Rejects when that is refused. */
  retarget: (ids: readonly string[], folderId: string | null) => Promise<void>
  /** Takes what is done or skipped off the list. */
  clear: () => void
}

const queues = new Map<string, Queue>()
/** `account`: its part of the address. */
export function queueOf(account: string): Queue {
  const queue = queues.get(account) ?? createQueue(account)
  queues.set(account, queue)
  return queue
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault()

function createQueue(account: string): Queue {
  const { client: calls, queries } = scopeOf(account)
  const uploads = new Map<string, Upload>()
  const running = new Map<string, AbortController>()
  const listeners = new Set<() => void>()
  const meter = createMeter()
  let moved = 0
  let shown: Shown = { uploads: [], totals: totalsOf([]), secondsLeft: null, said: '' }
  const remembered = readRemembered(account)
  let looking = false
  let isLooked = false

  // ── what is shown ────────────────────────────────────────────────────────────────────────────────────────────────
  const show = () => {
    const all = [...uploads.values()]
    const totals = totalsOf(all)
    if (isAway(totals) || !totals.underWay) meter.forget()
    const speed = meter.look(performance.now(), moved)
    shown = {
      uploads: all,
      totals,
      secondsLeft: speed && (totals.size - totals.sent) / speed,
      said: saidOf(shown.totals, totals) ?? shown.said,
    }
    // Only while there is something to warn of: a page that listens is not kept for the way back.
    if (totals.underWay) addEventListener('beforeunload', warn)
    else removeEventListener('beforeunload', warn)
    for (const listener of listeners) listener()
  }
  const showSoon = atMostEvery(100, show)
  const rememberSoon = atMostEvery(1000, () => {
    if (isLooked) remember(account, [...uploads.values()].filter(isWorthKeeping))
  })
  const changed = () => {
    showSoon()
    rememberSoon()
  }
  // The list on screen, at most once a second; without breaking off what is being read already, except at the end.
  const lookAnew = atMostEvery(1000, () => {
    const isLast = !running.size
    for (const queryKey of [getQueryKey(trpc.library), getQueryKey(trpc.versions)])
      void queries.invalidateQueries({ queryKey }, { cancelRefetch: isLast })
    if (isLast) void queries.invalidateQueries({ queryKey: getQueryKey(trpc.log) })
  })

  // ── the tabs of this browser ─────────────────────────────────────────────────────────────────────────────────────
  const idsOf = ({ id, uploadId }: Upload) => [id, ...(uploadId ? [uploadId] : [])]
  const inHand = () => [...uploads.values()].filter((u) => !isSettled(u) && u.state.is !== 'interrupted').flatMap(idsOf)
  const tabs = otherTabs(account, inHand, (taken) => {
    for (const u of uploads.values())
      if (u.state.is === 'interrupted' && idsOf(u).some((id) => taken.has(id))) uploads.delete(u.id)
    changed()
  })

  // ── what goes on ─────────────────────────────────────────────────────────────────────────────────────────────────
  const patch = (id: string, changes: Partial<Upload>) => {
    const upload = uploads.get(id)
    if (upload) uploads.set(id, { ...upload, ...changes })
    changed()
  }
  const become = (id: string, state: State) => patch(id, { state })
  const all = (which: (upload: Upload) => boolean) => [...uploads.values()].filter(which)

  const start = (upload: Upload) => {
    const { id } = upload
    const control = new AbortController()
    running.set(id, control)
    const hand = {
      set: (changes: Partial<Upload>) => patch(id, changes),
      isThere: () => uploads.has(id),
      isKnown: (uploadId: string) => all((u) => u.uploadId === uploadId).length > 0,
      takeOver: ({ file, to, assetId }: Upload) => {
        const isLeft = (u: Upload) =>
          file !== null && isTheSame(u, file) && u.to?.id === to?.id && u.assetId === assetId
        const left = all(isLeft)[0]
        if (!left) return null
        tabs.take(idsOf(left))
        uploads.delete(left.id)
        return left
      },
      progress: (sent: number) => {
        moved += Math.max(0, sent - (uploads.get(id)?.sent ?? sent))
        patch(id, { sent })
      },
    }
    void sendOn(calls, account, upload, hand, control.signal).finally(() => {
      running.delete(id)
      if (uploads.get(id)?.state.is === 'done') lookAnew()
      goOn()
    })
  }
  const goOn = () => {
    let questions = all(({ state }) => state.is === 'asking').length
    for (const upload of uploads.values()) {
      if (running.size >= atOnce || questions >= questionsAtMost) break
      if (upload.state.is !== 'waiting' || running.has(upload.id)) continue
      start(upload)
      questions += 1
    }
  }
  const toWaiting = (id: string, changes: Partial<Upload> = {}) => {
    patch(id, { ...changes, state: { is: 'waiting' } })
    goOn()
  }
  const skip = ({ id, uploadId }: Upload) => {
    discard(calls, uploadId)
    patch(id, { state: { is: 'skipped' }, file: null })
  }
  const cancel = (id: string) => {
    const upload = uploads.get(id)
    if (!upload || !canCancel(upload)) return
    uploads.delete(id)
    running.get(id)?.abort()
    discard(calls, upload.uploadId)
    tabs.take(idsOf(upload))
    changed()
  }
  const pause = (id: string) => {
    become(id, { is: 'paused' })
    running.get(id)?.abort()
  }
  const retry = (upload: Upload) => {
    upload.batch.tryAgain()
    toWaiting(upload.id, { ifTaken: null })
  }
  /** What is over is no part of what begins now. */
  const clearWhenOver = () => {
    if (all((u) => !isSettled(u)).length === 0) uploads.clear()
  }
  const begin = () => {
    // Loaded while there is a connection.
    void import('./send-bytes.ts').catch(() => {})
    changed()
    goOn()
  }
  /** What has been chosen again: it goes on from where it was. */
  const takeUp = (left: Upload, file: File, batch: Batch) => {
    tabs.take(idsOf(left))
    patch(left.id, { file, batch, modified: file.lastModified, state: { is: 'waiting' } })
  }

  addEventListener('pagehide', () => rememberSoon.now())

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    shown: () => shown,
    async lookForInterrupted() {
      if (looking) return
      looking = true
      const [others, begun] = await Promise.all([tabs.ask(), calls.uploads.list.query().catch(() => null)])
      const taken = new Set([...others, ...all(() => true).flatMap(idsOf)])
      for (const upload of interruptedOf(calls, { remembered, begun, taken })) uploads.set(upload.id, upload)
      isLooked = true
      changed()
    },
    add(picked, under) {
      clearWhenOver()
      const batch = createBatch(calls, under, [...picked.folders, ...picked.files.map(({ path }) => path)])
      const interrupted = new Set(all((u) => u.state.is === 'interrupted' && !isVersion(u)))
      for (const { file, path } of picked.files) {
        const left = [...interrupted].find(
          (u) => isTheSame(u, file) && (isUnder(u, under, path) || (!path.length && u.to?.id === under)),
        )
        if (left) {
          interrupted.delete(left)
          takeUp(left, file, batch)
        } else {
          const upload = newUpload({ file, path }, batch)
          uploads.set(upload.id, upload)
        }
      }
      // Folders without files are made all the same; why one cannot be, its files say.
      if (picked.folders[0]) void batch.folderOf(picked.folders[0]).then(lookAnew, () => {})
      begin()
    },
    addVersion(file, assetId) {
      clearWhenOver()
      const batch = createBatch(calls, null, [])
      const left = all((u) => isVersion(u) && u.assetId === assetId && isTheSame(u, file))[0]
      if (left) takeUp(left, file, batch)
      else {
        const upload = newUpload({ file, path: [] }, batch, assetId)
        uploads.set(upload.id, upload)
      }
      begin()
    },
    takeUp(files) {
      let strangers = 0
      for (const { file, path } of files) {
        const same = all((u) => isTheSame(u, file))
        const left = same.find((u) => endsAlike(u.path, path)) ?? same[0]
        if (left) takeUp(left, file, left.batch)
        else strangers += 1
      }
      goOn()
      return strangers
    },
    pause,
    resume: (id) => toWaiting(id),
    retry: (id) => all((u) => u.id === id && canRetry(u)).forEach(retry),
    cancel,
    pauseAll: () => all(canPause).forEach(({ id }) => pause(id)),
    resumeAll: () => all(({ state }) => state.is === 'paused').forEach(({ id }) => toWaiting(id)),
    retryAll: () => all(canRetry).forEach(retry),
    cancelAll: () => all(canCancel).forEach(({ id }) => cancel(id)),
    answer(id, answer, forRest) {
      const asked = uploads.get(id)
      if (asked?.state.is !== 'asking') return
      if (forRest) asked.batch.forRest = answer
      for (const u of all((each) => each === asked || (forRest && each.batch === asked.batch))) {
        if (u.state.is !== 'asking' || (answer === 'version' && !u.state.canVersion)) continue
        if (answer === 'skip') skip(u)
        else toWaiting(u.id, { ifTaken: answer })
      }
      goOn()
    },
    async retarget(ids, folderId) {
      const meant = all(({ id }) => ids.includes(id))
      const batch = createBatch(
        calls,
        folderId,
        meant.map(({ path }) => path),
      )
      const refused: unknown[] = []
      for (const { id, uploadId, path } of meant)
        try {
          const to = await batch.folderOf(path)
          if (uploadId) await calls.uploads.retarget.mutate({ uploadId, folderId: to })
          toWaiting(id, { batch, to: { id: to }, assetId: null })
        } catch (error) {
          refused.push(error)
          become(id, { ...refusedBecause(error), way: 'place' })
        }
      if (refused.length) throw refused[0]
    },
    clear() {
      for (const { id } of all(isSettled)) uploads.delete(id)
      changed()
    },
  }
}

const isWorthKeeping = (upload: Upload): boolean =>
  !isSettled(upload) && (upload.state.is !== 'refused' || upload.state.way !== 'none')
