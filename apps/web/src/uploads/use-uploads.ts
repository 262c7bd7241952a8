// The uploads of the account that one is in.
import { useSyncExternalStore } from 'react'
import { useMe } from '../may.ts'
import { queueOf, type Queue, type Shown } from './queue.ts'

export const useQueue = (): Queue => queueOf(useMe().here.slug)
export const useShownOf = (queue: Queue): Shown => useSyncExternalStore(queue.subscribe, queue.shown)
