// What breaks off with the connection is tried again by itself: at once when the browser says that it is back, otherwise
// after longer and longer pauses.
import { TRPCClientError } from '@trpc/client'
import { problemOf } from '@usher/client'

/** No answer came. */
export class LostConnection extends Error {}

const pauses = [1, 2, 4, 8, 15, 30] as const // seconds

export function isOutage(error: unknown): boolean {
  if (error instanceof LostConnection) return true
  const code = problemOf(error)?.code
  if (code) return ['busy', 'database_away', 'storage_away', 'outcome_unknown'].includes(code)
  // Without data it is no answer of Usher's.
  return error instanceof TRPCClientError && error.data === undefined
}

/** Until the browser is online, and then for so long; less where it comes online meanwhile. */
function untilBack(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = navigator.onLine ? setTimeout(() => end(resolve), seconds * 1000) : undefined
    const isBack = () => end(resolve)
    const isOver = () => end(() => reject(signal.reason))
    function end(act: () => void) {
      clearTimeout(timer)
      removeEventListener('online', isBack)
      signal.removeEventListener('abort', isOver)
      act()
    }
    addEventListener('online', isBack)
    signal.addEventListener('abort', isOver)
  })
}

interface Course {
  signal: AbortSignal
  /** Tells that it waits for the connection. */
  onOutage: () => void
  /** Grows as long as things go well: then the pauses begin anew. */
  progress?: () => number
}

/** Rejects as soon as the browser says that it is offline: requests that are under way would wait for minutes. */
async function whileOnline<T>(act: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  const attempt = new AbortController()
  const isAway = () => attempt.abort(new LostConnection())
  addEventListener('offline', isAway)
  try {
    if (!navigator.onLine) throw new LostConnection()
    const away = new Promise<never>((_, reject) => {
      attempt.signal.addEventListener('abort', () => reject(attempt.signal.reason))
    })
    return await Promise.race([act(AbortSignal.any([signal, attempt.signal])), away])
  } finally {
    removeEventListener('offline', isAway)
  }
}

/**
 * Does it until it is done or refused; rejects with the signal's reason as soon as that is aborted. What it does is told to
 * stop where the connection is lost meanwhile.
 */
export async function throughOutages<T>(
  act: (signal: AbortSignal) => Promise<T>,
  { signal, onOutage, progress }: Course,
): Promise<T> {
  let reached = progress?.()
  for (let n = 0; ; n += 1) {
    try {
      signal.throwIfAborted()
      return await whileOnline(act, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!isOutage(error)) throw error
      if (progress && progress() !== reached) {
        reached = progress()
        n = 0
      }
      onOutage()
      await untilBack(pauses[Math.min(n, pauses.length - 1)] ?? 30, signal)
    }
  }
}
