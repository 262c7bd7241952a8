// Figures and days as the reader's language writes them. Days are those of the account: no zone moves them.
import { bytesInWords, measures, type Measure } from '@usher/domain'

const count = new Intl.NumberFormat()
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const long = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const percent = new Intl.NumberFormat(undefined, {
  style: 'percent',
  signDisplay: 'exceptZero',
  maximumFractionDigits: 0,
})

/** "1,234", "2.4 MB" */
export const inFigures = (measure: Measure, value: number): string =>
  measures[measure].unit === 'bytes' ? bytesInWords(value) : count.format(value)
export const countInFigures = (n: number): string => count.format(n)
/** "3 May" */
export const shortDay = (day: string): string => short.format(new Date(day))
/** "3 May 2027" */
export const longDay = (day: string): string => long.format(new Date(day))
/** "+12%" */
export const inPercent = (change: number): string => percent.format(change / 100)
