// Use is counted as it happens: in memory, and written for all accounts at once every few seconds. Counting is no change,
// and no request waits for it. A clean stop loses nothing; a process that is killed loses what it counted since it last wrote.
import type { AccountId, AssetId, CountedUse, KeyId, MemberId } from '@usher/domain'
import type { Kysely } from 'kysely'
import { addUses, type Uses } from '../access/usage.ts'
import type { House } from '../context.ts'
import { isAway } from '../db/away.ts'
import type { DB } from '../db/schema.ts'

/** How long counts are kept before they are written, in milliseconds: what `kill -9` loses at most. */
export const usageFlush = 5000

export interface Use {
  accountId: AccountId
  what: CountedUse
  /** By whom; neither of them where somebody looks as somebody else. */
  memberId?: MemberId | null
  keyId?: KeyId | null
  /** Of an upload or a download. */
  assetId?: AssetId
  bytes?: number
  /** Once, unless it is the rest of what was counted before: then 0. */
  n?: 0 | 1
}

/** No two moments within one of these are on different days, wherever one is: every zone is so many quarters of an hour off. */
const quarter = 900_000 // ms

export interface CountingUsage {
  counts: House['counts']
  /** Writes what is counted still, and stops. */
  stop(): Promise<void>
}

export function countUsage(db: Kysely<DB>, say: (line: string) => void): CountingUsage {
  let counted = new Map<string, Uses>()
  function add(uses: Uses): void {
    const { accountId, what, memberId, keyId, assetId, at } = uses
    const key = `${what} ${accountId} ${memberId} ${keyId} ${assetId} ${at}`
    const before = counted.get(key)
    if (!before) return void counted.set(key, uses)
    before.n += uses.n
    before.bytes += uses.bytes
  }

  async function flush(): Promise<void> {
    if (!counted.size) return
    const batch = [...counted.values()]
    counted = new Map()
    try {
      await addUses(db, batch)
    } catch (error) {
      // Counted on, and written with what comes next.
      for (const uses of batch) add(uses)
      if (!isAway(error)) say(`Could not write how much was used: ${String(error)}`)
    }
  }
  // One at a time, so that what could not be written is back before it is written again.
  let writing = Promise.resolve()
  const inTurn = () => (writing = writing.then(flush))
  const timer = setInterval(() => void inTurn(), usageFlush)
  timer.unref()
  return {
    counts(moment, { accountId, what, memberId = null, keyId = null, assetId = null, n = 1, bytes = 0 }) {
      const at = Math.floor(moment.getTime() / quarter) * quarter
      add({ accountId, what, memberId, keyId, assetId, at, n, bytes })
    },
    async stop() {
      clearInterval(timer)
      await inTurn()
    },
  }
}
