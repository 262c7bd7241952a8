// The six roles of rules §1: their names and what they are for, in one sentence each.
// What a role may do stands in permissions.ts; nobody else compares roles.

export const roles = [
  'account_admin',
  'developer',
  'library_full',
  'library_view',
  'library_restricted',
  'finance',
] as const
export type Role = (typeof roles)[number]

export interface RoleWords {
  title: string
  /** One sentence under the title, in the picker and on the home page. */
  explains: string
}

export const roleWords: Record<Role, RoleWords> = {
  account_admin: {
    title: 'Account administrator',
    explains: 'Manages everything: people, billing, settings and the whole library.',
  },
  developer: {
    title: 'Developer',
    explains: 'Manages the whole library, API keys and settings; neither people nor billing.',
  },
  library_full: {
    title: 'Media library full access',
    explains: 'Uploads, edits, moves, deletes and shares everything in the library, and nothing outside it.',
  },
  library_view: {
    title: 'Media library view-only access',
    explains: 'Sees, searches and downloads everything in the library, and never changes it.',
  },
  library_restricted: {
    title: 'Media library restricted access',
    explains: 'Sees only what is shared with them or is their own, at the level it was shared.',
  },
  finance: {
    title: 'Finance',
    explains: 'Sees analytics totals and manages billing; has no access to the library.',
  },
}
