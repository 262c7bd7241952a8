// Entries of the log as CSV.
import { tell } from '@usher/domain'
import { csvOf } from '../csv.ts'
import type { LogEntry } from './log.ts'

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

export const writeCsv = (entries: readonly LogEntry[]): string => csvOf(columns, entries)
