// Notices that the database is gone, has it started again where it is ours, and says once that it is gone and once that
// it is back. A single connection that broke while the database goes on answering is no outage, and is not spoken of.
import { setTimeout as sleep } from 'node:timers/promises'
import { errorText } from '../error-code.ts'

export interface Outage {
  /** Something could not reach the database: looks whether it answers, unless that is being looked at already. */
  look(): void
  /** Ends looking, and waits until nothing of it is under way. */
  stop(): Promise<void>
}

export interface OutageOptions {
  /** Throws when the database does not answer. */
  ask(): Promise<void>
  /** Starts the database again, or throws why that is not possible; null: it is not ours, and is waited for. */
  mend: (() => Promise<void>) | null
  say(line: string): void
}

const firstWait = 100 // ms, doubled each time
const longestWait = 5_000 // ms; so late, at most, does a database come back after whoever runs it has mended it

/** Looks after a database that answered once. */
export function watchOutage({ ask, mend, say }: OutageOptions): Outage {
  const stopping = new AbortController()
  let looking: Promise<void> | null = null

  async function untilBack(): Promise<void> {
    let told = ''
    const tell = (line: string): void => {
      if (line !== told) say(line)
      told = line
    }
    for (let wait = firstWait; !stopping.signal.aborted; wait = Math.min(wait * 2, longestWait)) {
      try {
        await ask()
        if (told !== '') say('The database is back.')
        return
      } catch (error) {
        if (told === '')
          tell(
            `The database is gone: ${errorText(error)}. ${mend ? 'Starting it again' : 'Waiting for it'}; until it is back, requests are refused.`,
          )
      }
      if (mend && !stopping.signal.aborted) await mend().catch((error: unknown) => tell(errorText(error)))
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  return {
    look() {
      if (!stopping.signal.aborted)
        looking ??= untilBack().finally(() => {
          looking = null
        })
    },
    async stop() {
      stopping.abort()
      await looking
    },
  }
}
