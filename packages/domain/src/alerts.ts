// Alerts (rules §1, billing): whoever pays is told when use, or what it costs, comes to a figure that they chose.
import { kind } from './audit-kind.ts'
import { bytesInWords, gigabyte } from './files.ts'
import type { Words } from './log-words.ts'
import { moneyInWords } from './money.ts'
import type { DayRange } from './usage.ts'

interface WatchedRow {
  title: string
  unit: 'bytes' | 'count' | 'cents'
  of: 'now' | 'month'
  /** Before the figure, in a sentence. */
  says: string
}
/** What can be watched. Figures and thresholds are whole numbers: bytes, counts, cents. */
export const watched = {
  storage: { title: 'Storage', unit: 'bytes', of: 'now', says: 'what is stored reaches' },
  sentBytes: { title: 'Bandwidth out', unit: 'bytes', of: 'month', says: 'what is sent in a month reaches' },
  downloads: { title: 'Downloads', unit: 'count', of: 'month', says: 'downloads in a month reach' },
  uploads: { title: 'Uploads', unit: 'count', of: 'month', says: 'uploads in a month reach' },
  keyCalls: { title: 'API calls', unit: 'count', of: 'month', says: 'API calls in a month reach' },
  spend: { title: 'Spend', unit: 'cents', of: 'month', says: 'what is invoiced in a month reaches' },
} as const satisfies Record<string, WatchedRow>
export type Watched = keyof typeof watched
export const watchedNames = Object.keys(watched) as Watched[]

/** So many alerts has an account at most. */
export const alertsAtMost = 20
/** The largest threshold, in what people write: gigabytes, times, or the currency. */
export const thresholdAtMost = 1_000_000
/** What one of what people write comes to. */
export const inOne: Record<Watched, number> = {
  storage: gigabyte,
  sentBytes: gigabyte,
  downloads: 1,
  uploads: 1,
  keyCalls: 1,
  spend: 100,
}

/** The days of this month until today: what "this month" counts. */
export const monthUntil = (today: string): DayRange => ({ from: `${today.slice(0, 8)}01`, to: today })

/** "12 GB", "1,000", "€49.00" */
export const watchedInWords = (what: Watched, figure: number, currency: string | null, locale?: string): string => {
  const { unit } = watched[what]
  if (unit === 'bytes') return bytesInWords(figure)
  if (unit === 'cents' && currency) return moneyInWords(figure, currency, locale)
  return new Intl.NumberFormat(locale).format(figure)
}
/** "downloads in a month reach 1,000", "what is stored reaches 5 GB" */
export const alertInWords = ({ what, threshold, currency }: AlertShape, locale?: string): string =>
  `${watched[what].says} ${watchedInWords(what, threshold, currency, locale)}`

/** An alert as the log knows it. */
export interface AlertShape {
  what: Watched
  threshold: number
  /** Of what is invoiced. */
  currency: string | null
}
const row = { on: 'alert', scope: 'account', changes: 'content' } as const
export const alertKinds = {
  'alert.created': kind<AlertShape>()(row),
  'alert.changed': kind<AlertShape>()(row),
  'alert.deleted': kind<AlertShape>()(row),
}

const when = (shape: Partial<AlertShape>): string => {
  const { what, threshold, currency = null } = shape
  return what && threshold !== undefined ? alertInWords({ what, threshold, currency }, 'en') : 'something is reached'
}
export const alertSentences: { [K in keyof typeof alertKinds]: Words<K> } = {
  'alert.created': { title: 'Alert created', says: ({ who, is }) => `${who} set an alert for when ${when(is)}` },
  'alert.changed': {
    title: 'Alert changed',
    says: ({ who, was, is }) => `${who} changed an alert: it is for when ${when(is)}, and was for when ${when(was)}`,
  },
  'alert.deleted': { title: 'Alert deleted', says: ({ who, was }) => `${who} deleted the alert for when ${when(was)}` },
}
