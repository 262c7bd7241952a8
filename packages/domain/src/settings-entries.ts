// What the log tells of an account's settings and of its export: the kinds of entries, and their sentences.
import { kind } from './audit-kind.ts'
import { counted, named, type Words } from './log-words.ts'
import type { ExportFile, Picker } from './settings.ts'

const rights = { on: 'account', scope: 'account', changes: 'rights' } as const
export const settingsKinds = {
  'account.renamed': kind<{ name: string }>()(rights),
  'account.time_zone_changed': kind<{ timeZone: string }>()(rights),
  /** By the SHA-256 of the picture; null: none. */
  'account.logo_changed': kind<{ logo: string | null }>()(rights),
  'account.picker_changed': kind<{ picker: Picker }>()(rights),
  /** After how many days a share ends unless something else is said; null: it has no end. */
  'account.share_end_changed': kind<{ shareDays: number | null }>()(rights),
  /** Asked for by an administrator, who can fetch it for ten minutes. */
  'account.exported': kind<{ file: ExportFile }>()({ on: 'account', scope: 'account', changes: 'content' }),
}

const fileWords: Record<ExportFile, string> = {
  people: 'the people as CSV',
  groups: 'the groups as CSV',
  grants: 'the grants as CSV',
  collections: 'the collections as CSV',
  world: 'the account as a world file',
}

export const settingsSentences: { [K in keyof typeof settingsKinds]: Words<K> } = {
  'account.renamed': {
    title: 'Account renamed',
    says: ({ who, was, is }) =>
      `${who} renamed the account${was.name ? ` ${named(was.name)}` : ''} to ${named(is.name)}`,
  },
  'account.time_zone_changed': {
    title: 'Time zone set',
    says: ({ who, was, is }) =>
      `${who} set the time zone to ${is.timeZone ?? 'another one'}${was.timeZone ? ` (was ${was.timeZone})` : ''}`,
  },
  'account.logo_changed': {
    title: 'Logo changed',
    says: ({ who, was, is }) =>
      `${who} ${is.logo ? (was.logo ? 'changed the logo' : 'set a logo') : 'removed the logo'} of the account`,
  },
  'account.picker_changed': {
    title: 'People picker set',
    says: ({ who, is }) =>
      is.picker === 'own_groups'
        ? `${who} let restricted members share with their own groups and the people in them alone`
        : `${who} let restricted members share with every restricted member and group`,
  },
  'account.share_end_changed': {
    title: 'Default end of shares set',
    says: ({ who, is }) =>
      is.shareDays
        ? `${who} let shares end after ${counted(is.shareDays, 'day')} by default`
        : `${who} let shares have no end by default`,
  },
  'account.exported': {
    title: 'Exported',
    says: ({ who, is }) => `${who} exported ${is.file ? fileWords[is.file] : 'something'}`,
  },
}
