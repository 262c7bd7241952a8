// The act of a dialog: busy while it runs, and why it was refused, until it is tried again.
import { useState } from 'react'

export interface Act {
  error: unknown
  busy: boolean
  /** Gives whether it succeeded. */
  run: () => Promise<boolean>
}

export function useAct(act: () => Promise<unknown>): Act {
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    setError(null)
    try {
      await act()
      return true
    } catch (refused) {
      setError(refused)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { error, busy, run }
}
