// Counts, names and moments in words, as the reader's language writes them.
const listed = new Intl.ListFormat(undefined, { type: 'conjunction' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })

/** "1 folder", "3 folders" */
export const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** "Ada Ohm, Ben Kay and 3 more"; at most `most` names. */
export function namesOf(names: readonly string[], most = 5): string {
  const rest = names.length - most
  return listed.format(rest > 1 ? [...names.slice(0, most), `${rest} more`] : names)
}

/** "3 May 2027" */
export const dayInWords = (iso: string): string => day.format(new Date(iso))
/** "3 May 2027, 18:00" */
export const momentInWords = (iso: string): string => exact.format(new Date(iso))
/** "18:00" */
export const timeInWords = (iso: string): string => time.format(new Date(iso))
