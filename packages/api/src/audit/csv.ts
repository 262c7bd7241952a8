// Entries as CSV, for spreadsheets: quoted throughout, and nothing in a cell can be taken for a formula.
import { tell } from '@usher/domain'
import type { LogEntry } from './log.ts'

/** A cell; what a spreadsheet would calculate is made text by an apostrophe. */
const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

const columns: Record<string, (e: LogEntry) => unknown> = {
  number: (e) => e.seq,
  time: (e) => e.at,
  what: (e) => e.what,
  sentence: (e) => tell(e),
  by: (e) => e.actor.name ?? e.actor.kind,
  'by address': (e) => e.actor.email,
  about: (e) => e.subject ?? e.on,
  before: (e) => e.before,
  after: (e) => e.after,
  ip: (e) => e.actor.ip,
  device: (e) => e.actor.device,
  request: (e) => e.request,
}

export const writeCsv = (entries: readonly LogEntry[]): string =>
  [Object.keys(columns), ...entries.map((e) => Object.values(columns).map((of) => of(e)))]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('')
