// Which dialog of the people page is open, and whom it is about.
import { createContext, use } from 'react'
import type { Person } from './person.ts'

export type OpenDialog =
  | { kind: 'add' }
  | { kind: 'askForMore' }
  | { kind: 'edit' | 'copyLink' | 'editGroups'; person: Person }
  | { kind: 'changeRole' | 'remove' | 'setEnd' | 'suspend' | 'endSessions' | 'revoke'; people: readonly Person[] }

export const OpenDialogContext = createContext<((dialog: OpenDialog) => void) | null>(null)

export function useOpenDialog(): (dialog: OpenDialog) => void {
  const open = use(OpenDialogContext)
  if (!open) throw new Error('useOpenDialog() outside the people page')
  return open
}
