// The three levels on a file or folder (rules §3): how they are ordered, what people read, and what a role has everywhere.
import { roles, type Role } from './roles.ts'

/** From the lowest to the highest: each allows what those before it do. */
export const levels = ['view', 'contribute', 'manage'] as const
export type Level = (typeof levels)[number]

/** Levels are verbs; the sentence says what this one adds. */
export const levelWords: Record<Level, { title: string; explains: string }> = {
  view: { title: 'Can view', explains: 'Sees, searches and downloads.' },
  contribute: { title: 'Can contribute', explains: 'Also uploads, creates folders, copies and tags.' },
  manage: { title: 'Can manage', explains: 'Also renames, moves, deletes and shares.' },
}

/** Is this level at least that one? No level at all is below each. */
export const isAtLeast = (level: Level | null, wanted: Level): boolean =>
  level !== null && levels.indexOf(level) >= levels.indexOf(wanted)

/** The highest of these levels; null where there is none. */
export const highest = (given: readonly Level[]): Level | null => levels.findLast((l) => given.includes(l)) ?? null

/**
 * What a role has on the whole library, whatever was shared: a level everywhere, none at all, or `by_reach`: what
 * reaches the member by rules §4.
 */
export const standingLevels: Record<Role, Level | 'none' | 'by_reach'> = {
  account_admin: 'manage',
  developer: 'manage',
  library_full: 'manage',
  library_view: 'view',
  library_restricted: 'by_reach',
  finance: 'none',
}

/** Does this role see nothing but what reaches the member (rules §4)? Only to such members, and groups, something is given. */
export const seesByReach = (role: Role): boolean => standingLevels[role] === 'by_reach'
export const rolesByReach: readonly Role[] = roles.filter(seesByReach)
