// Grants: a level given to a member or a group on a file or folder, perhaps with an end. Rules §4 ("Dates") and §8 ("Ends").
import type { Path } from './reach.ts'

/** A note that goes along with a share has at most so many characters. */
export const noteCharacters = 500

/** Asking for access takes at most so many characters of reason, and declining as many of answer. */
export const reasonCharacters = 500
/** What ends within so many days is “ending soon”, and can be asked for anew (docs/decisions.md). */
export const endingSoonDays = 14
/** So many days before its end, whoever something was given to is told. */
export const toldOfEndDays = 3

/** Does what has this end still hold? At the very moment of its end it is over; null never ends. */
export const holdsAt = (ends: Date | null, now: Date): boolean => ends === null || ends > now

/** The earlier of two ends; null is none. */
export const earlierOf = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b))

/** How long somebody may give what they have on a thing to others: `until` null is without an end. */
export type Sharing = { may: true; until: Date | null } | { may: false }
/** The latest end among the paths that give them *manage*; ownership and a role have none (rules §8, "Ends"). */
export function sharingBy(paths: readonly Path[]): Sharing {
  const ends = paths.filter((p) => p.level === 'manage').map((p) => ('ends' in p ? p.ends : null))
  if (!ends.length) return { may: false }
  return { may: true, until: ends.reduce((latest, end) => (latest && end ? (latest > end ? latest : end) : null)) }
}

/** The end of what is given: no end asked for is the giver's own; `outlasts`: a later one than that was asked for. */
export const endOfGiven = (
  asked: Date | null,
  until: Date | null,
): { outlasts: false; ends: Date | null } | { outlasts: true; latest: Date } =>
  until && asked && asked > until ? { outlasts: true, latest: until } : { outlasts: false, ends: asked ?? until }
