// PostgreSQL's own log of a cluster: one file, the last one kept beside it, and the lines since a moment for error messages.
// It tells of starts, stops and crashes; errors of single statements, with people's data in them, are the application's log.
import { closeSync, constants, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { handOver, type Place } from './place.ts'

const turnsOverAt = 5 * 1024 * 1024 // bytes
const quotedAtMost = 16 * 1024 // bytes

/** A log that is open for a server to write to. */
export interface ClusterLog {
  file: string
  /** To be given to the server as its output. */
  handle: number
  /** What was written since it was opened (the last 16 kB of it). */
  words(): string
  close(): void
}

/** The log file of a cluster. */
export const logFile = (place: Place): string => join(place.folder, 'postgresql.log')

/** Opens the log of a cluster for writing at its end. Throws the system's error. */
export function openLog(place: Place): ClusterLog {
  const file = logFile(place)
  if (existsSync(file) && statSync(file).size > turnsOverAt) renameSync(file, `${file}.old`)
  const fresh = !existsSync(file)
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW } = constants
  const handle = openSync(file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
  if (fresh) handOver(file, place.runAs)
  const beginning = fstatSync(handle).size
  return {
    file,
    handle,
    words() {
      const end = fstatSync(handle).size
      const from = Math.max(beginning, end - quotedAtMost)
      const text = Buffer.alloc(end - from)
      return text.toString('utf8', 0, readSync(handle, text, 0, text.length, from))
    },
    close: () => closeSync(handle),
  }
}
