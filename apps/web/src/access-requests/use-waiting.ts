// How many requests for access wait for the reader, and on what: every page counts them, beside its navigation.
import { useMemo } from 'react'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'

const lookedForEvery = 60_000 // ms
const nothing: ReadonlySet<string> = new Set()
/** How many wait, and the things that they are about; nothing for those who cannot share. */
export function useWaiting(): { count: number; things: ReadonlySet<string> } {
  const { yes } = useMay('library.share')
  const { data } = trpc.accessRequests.waiting.useQuery(undefined, { enabled: yes, refetchInterval: lookedForEvery })
  const things = useMemo(() => (data ? new Set<string>(data.thingIds) : nothing), [data])
  return { count: data?.count ?? 0, things }
}
