// Which failed calls are made again: what was refused before anything was done, and reads whose answer was lost. A change whose
// answer was lost may have come about, so that it is for the caller to look.
import { retryLink, TRPCClientError, type TRPCLink } from '@trpc/client'
import type { AppRouter } from '@usher/api'
import { problemOf } from './problem-of.ts'

/** In milliseconds: the first pause, doubled at each try, and at most so much. */
const pause = { first: 200, longest: 10_000 }
export const pauseBefore = (attempt: number): number => Math.min(pause.longest, pause.first * 2 ** (attempt - 1))
/** Waits so many milliseconds, or until the signal ends it. */
export const pauseFor = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (ms <= 0 || signal?.aborted) return resolve()
    const over = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    signal?.addEventListener('abort', over)
  })

/** The network, or something between here and Usher: no answer of Usher's own. */
export const isLost = (error: unknown): boolean =>
  error instanceof TRPCClientError && !error.data && !isAborted(error) && problemOf(error) === null
const isAborted = (error: TRPCClientError<AppRouter>): boolean => error.cause?.name === 'AbortError'

/** Milliseconds until a call that failed so may be made again; null: not by itself. */
export function waitAfter(error: unknown, isRead: boolean, attempt: number): number | null {
  const problem = problemOf(error)
  if (problem?.code === 'too_many_calls') return problem.data.seconds * 1000
  if (problem?.code === 'busy') return pauseBefore(attempt)
  return isRead && (isLost(error) || problem?.code === 'database_away') ? pauseBefore(attempt) : null
}

/** A link that makes calls again, `most` times each. */
export function retries(most: number): TRPCLink<AppRouter> {
  let wait = 0
  return retryLink<AppRouter>({
    retry({ op, error, attempts }) {
      const found = attempts > most || op.signal?.aborted ? null : waitAfter(error, op.type === 'query', attempts)
      wait = found ?? 0
      return found !== null
    },
    // Asked right after `retry`, in the same step.
    retryDelayMs: () => wait,
  })
}
