// Entering an account (rules §6): what its policy asks of a sign-in before any of its doors opens.
// Computed on every request from what the session has proven, so that a stricter policy takes effect at once.
import type { AccountId } from './ids.ts'

/** `address`: open a link that was mailed to you. `password`: give it again, your presence here was ended. */
export type Ask = 'address' | 'password'

export interface Entering {
  accountId: AccountId
  /** Is the address of this sign-in proven by an opened mail? */
  addressProven: boolean
  /** The account that an unproven sign-in lives in alone. */
  homeAccountId: AccountId | null
  /** When this session last proved the password. */
  passwordAt: Date
  /** When an administrator ended this member's presence in the account, if ever. */
  presenceEndedAt: Date | null
}

/** What is still to be proven; empty: come in. */
export const asksOf = (e: Entering): Ask[] => [
  ...(e.addressProven || e.homeAccountId === e.accountId ? [] : (['address'] as const)),
  ...(e.presenceEndedAt && e.passwordAt <= e.presenceEndedAt ? (['password'] as const) : []),
]

/** Sensitive steps ask for the password again; that lasts ten minutes (rules §6). In milliseconds. */
export const provenLately = 10 * 60 * 1000
