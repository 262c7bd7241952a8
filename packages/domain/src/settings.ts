// What an account is set to: the time zone that its mails tell times in, its logo, and how sharing goes in it.
import type { Read } from './addresses.ts'

/** Whom a restricted member finds when they share: every restricted member and group, or those of their own groups. */
export const pickers = ['everyone', 'own_groups'] as const
export type Picker = (typeof pickers)[number]
export const pickerWords: Record<Picker, { title: string; explains: string }> = {
  everyone: {
    title: 'Everybody',
    explains: 'Whoever can share something finds every restricted member and every group.',
  },
  own_groups: {
    title: 'Their own groups',
    explains:
      'A restricted member who can share something finds the groups that they are in, and the people in these. Other roles find everybody.',
  },
}

/** A logo fits into a square of so many pixels; as it is kept, it has at most so many bytes. */
export const logoEdge = 128
export const logoBytesAtMost = 32_768

/** A share ends by default after at most so many days. */
export const shareDaysAtMost = 3650

/** A zone by its name in the IANA database, in any case; given back as the platform spells it. Offsets are none. */
export const readTimeZone = (typed: string): Read<string> => {
  const name = typed.trim()
  try {
    if (/^\p{L}/u.test(name))
      return { ok: true, value: new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone }
  } catch {
    // No zone has this name.
  }
  return { ok: false, wrong: 'There is no such time zone. Choose one such as Europe/Berlin.' }
}

/** Every zone that the platform lists, by name; UTC first. */
export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((z) => z !== 'UTC')]

/** What an account can be exported as: lists for spreadsheets, and a world that the operator can load. */
export const exportFiles = ['people', 'groups', 'grants', 'collections', 'world'] as const
export type ExportFile = (typeof exportFiles)[number]
/** How long what was asked for can be fetched, in milliseconds. */
export const exportOpen = 600_000
