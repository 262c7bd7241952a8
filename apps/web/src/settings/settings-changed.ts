// After a setting has changed: what shows it looks again, the account's frame and the share dialog included.
import { trpc } from '../trpc.ts'

export function useSettingsChanged(): () => Promise<unknown> {
  const utils = trpc.useUtils()
  return () =>
    Promise.all([
      utils.settings.invalidate(),
      utils.session.me.invalidate(),
      utils.grants.suggest.invalidate(),
      utils.log.invalidate(),
    ])
}
