// What can be asked again without harm is, when its answer was lost.
import { isLost, pauseBefore, pauseFor } from './retries.ts'

export const tries = 5

export async function again<T>(act: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await act()
    } catch (error) {
      if (attempt === tries || !isLost(error) || signal?.aborted) throw error
      await pauseFor(pauseBefore(attempt), signal)
    }
}

/** Past the limit of calls the server says in how many seconds it goes on. */
export const secondsToWait = (status: number, said: string | null | undefined): number =>
  status === 429 ? Number(said ?? 1) || 1 : 0
