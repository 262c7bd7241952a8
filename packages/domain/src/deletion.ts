// Deleting an account (rules §1 and §6): from that moment on nobody enters it, for thirty days an administrator can undo that,
// then it is erased for good. All of it by dates, as the end of a member is.
import { daysAfter } from './invoices.ts'

/** For so many days a deletion can be undone. */
export const undoDays = 30
/** So many days before its account is erased, its administrators are told once more. */
export const toldOfErasingDays = 3
/** A world file that was asked for so long ago still counts as taken out, in milliseconds. */
export const exportCounts = 24 * 3_600_000

/** From that very moment on the deletion cannot be undone any more. */
export const erasedAt = (deletedAt: Date): Date => daysAfter(deletedAt, undoDays)

/** What is in an account. */
export interface AccountCounts {
  members: number
  /** Those that can be accepted still. */
  invitations: number
  groups: number
  keys: number
  collections: number
  folders: number
  files: number
  /** Of all versions together. */
  bytes: number
}
