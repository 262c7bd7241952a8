// What is counted of an account's use (rules §1, analytics): day by day, as days are where the account is.
import { mediaFamilyNames, type MediaFamily } from './media-types.ts'

/** What happens in an account and is counted, each time by one. */
export const usesCounted = ['call', 'upload', 'download', 'thumbnail', 'sign_in'] as const
export type CountedUse = (typeof usesCounted)[number]

/** What can be read of it: counts, or bytes. */
export const measures = {
  uploads: { title: 'Uploads', unit: 'count', explains: 'Files and versions that were uploaded.' },
  uploadedBytes: { title: 'Uploaded', unit: 'bytes', explains: 'Bytes of what was uploaded.' },
  downloads: {
    title: 'Downloads',
    unit: 'count',
    explains: 'Files that were fetched as they were uploaded, those in zips included.',
  },
  sentBytes: { title: 'Bandwidth out', unit: 'bytes', explains: 'Bytes of files and thumbnails that were sent.' },
  thumbnails: { title: 'Thumbnails', unit: 'count', explains: 'Small pictures of files that were asked for.' },
  keyCalls: { title: 'API calls', unit: 'count', explains: 'Calls with an API key that were let in.' },
  activePeople: { title: 'Active people', unit: 'count', explains: 'People who did something in the account.' },
  signIns: { title: 'Sign-ins', unit: 'count', explains: 'Sessions that entered the account for the first time.' },
} as const satisfies Record<string, { title: string; unit: 'count' | 'bytes'; explains: string }>
export type Measure = keyof typeof measures
export const measureNames = Object.keys(measures) as Measure[]
export type Figures = Record<Measure, number>
export const noUse = Object.fromEntries(measureNames.map((m) => [m, 0])) as Figures

/** What use is told apart by, for those who see details; and what is told of each. */
export const usageBy = {
  files: { title: 'Files', measures: ['downloads', 'sentBytes', 'uploads', 'uploadedBytes'] },
  folders: { title: 'Folders', measures: ['downloads', 'sentBytes', 'uploads', 'uploadedBytes'] },
  people: {
    title: 'People',
    measures: ['downloads', 'sentBytes', 'uploads', 'uploadedBytes', 'thumbnails', 'signIns'],
  },
  keys: { title: 'API keys', measures: ['keyCalls', 'downloads', 'sentBytes', 'uploads', 'uploadedBytes'] },
} as const satisfies Record<string, { title: string; measures: readonly Measure[] }>
export type UsageBy = keyof typeof usageBy
export const usageByNames = Object.keys(usageBy) as UsageBy[]

/** What storage is told apart by: of what a folder has, there is nothing. */
export const storedFamilies = mediaFamilyNames.filter((f): f is StoredFamily => f !== 'folder')
export type StoredFamily = Exclude<MediaFamily, 'folder'>

/** The longest range, in days. */
export const rangeAtMost = 366
/** How long use is kept, in days: so that the longest range can be compared with the one before. */
export const usageKept = 2 * rangeAtMost + 31

/** Days as `2026-02-28`, both of them included. */
export interface DayRange {
  from: string
  to: string
}
const dayLength = 86_400_000 // ms
const atMidnight = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** The day that it is there at that moment; of a zone by its IANA name. */
export const dayIn = (timeZone: string, at: Date): string =>
  // This locale writes days as ISO does.
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** So many days later; earlier, where it is less than nothing. */
export const dayAfter = (day: string, days: number): string =>
  new Date(atMidnight(day) + days * dayLength).toISOString().slice(0, 10)

/** How many days a range has. */
export const daysIn = ({ from, to }: DayRange): number =>
  Math.round((atMidnight(to) - atMidnight(from)) / dayLength) + 1

/** So many days, of which this one is the last. */
export const rangeUntil = (to: string, days: number): DayRange => ({ from: dayAfter(to, 1 - days), to })

/** As many days, right before. */
export const rangeBefore = (range: DayRange): DayRange => rangeUntil(dayAfter(range.from, -1), daysIn(range))

/** Each day of a range. */
export const daysOf = (range: DayRange): string[] =>
  Array.from({ length: daysIn(range) }, (_, i) => dayAfter(range.from, i))

/** By how much it is more than before, or less, in percent; null where there was nothing before. */
export const changeInPercent = (now: number, before: number): number | null =>
  before === 0 ? null : Math.round(((now - before) / before) * 100)
