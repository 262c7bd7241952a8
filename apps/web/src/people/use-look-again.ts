// After a change of people: what shows them, or counts them, is read anew.
import { trpc } from '../trpc.ts'

/** Looks anew at everything that a change of people may have changed. */
export function useLookAgain(): () => Promise<void> {
  const utils = trpc.useUtils()
  return async () => {
    await Promise.all([
      utils.members.invalidate(),
      utils.groups.invalidate(),
      utils.mails.invalidate(),
      utils.log.invalidate(),
      utils.requests.invalidate(),
    ])
  }
}
