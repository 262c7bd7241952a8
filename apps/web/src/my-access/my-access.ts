// What was given to the person who looks, as the API tells it, and everything that giving up changes.
import type { Outputs } from '@usher/client'
import { useLookAgain as useLookAtLibraryAgain } from '../library/library-acts.ts'
import { trpc } from '../trpc.ts'

type Read = Outputs['myAccess']['list']
export type MyGrant = Read['grants'][number]
export type MyGroup = Read['groups'][number]
export type MyThing = Outputs['myAccess']['owned']['assets'][number]
export type MyCollection = Read['collections'][number]
export type Going = Outputs['myAccess']['withoutGrant']

/** What can be given up. */
export type Given =
  | { kind: 'grant'; grant: MyGrant }
  | { kind: 'group'; group: MyGroup }
  | { kind: 'owned'; asset: MyThing }
  | { kind: 'owned collection'; collection: MyCollection }

/** A collection of theirs, as far as their role lets them see it. */
export const named = ({ id, name }: MyCollection) => (name === null ? null : { id, name })
/** A thing that the reader's role does not let them see has no name for them. */
export const nameOf = ({ asset, collection }: MyGrant): string =>
  (asset ?? collection)?.name ?? 'something in the library'

export function useLookAgain(): () => Promise<void> {
  const utils = trpc.useUtils()
  const atLibrary = useLookAtLibraryAgain()
  return async () => {
    await Promise.all([utils.myAccess.invalidate(), utils.groups.invalidate(), utils.search.invalidate(), atLibrary()])
  }
}
