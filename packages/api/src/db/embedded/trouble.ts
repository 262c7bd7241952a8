// Says why the embedded PostgreSQL is not there, in its own last words, and what to do about it.
// Whoever reads this has just typed `start` and may never have seen PostgreSQL.
import { errorCode, errorText } from '../../error-code.ts'

/** The embedded database cannot be used; the message says why and what to do. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError'
}

export const useYourOwn = 'or set DATABASE_URL to a PostgreSQL 18 of your own'

const advice: [sign: RegExp, whatToDo: string][] = [
  [/ENOSPC|No space left on device|disk is full/i, 'The disk is full: make room and start again'],
  [/EROFS|Read-only file system/i, 'The disk is read-only: give another DATA_DIR'],
  [/EDQUOT|quota exceeded/i, "This user's disk quota is used up: make room or give another DATA_DIR"],
  [
    /EPERM|EACCES|Permission denied|Operation not permitted|readonly database|unable to open database file/i,
    'Start as the user whom these files belong to, give another DATA_DIR',
  ],
  [/disk I\/O error|locking protocol/i, 'This disk may have no locks between processes: give another DATA_DIR'],
  [/ENOTEMPTY|EEXIST/, 'The folder holds something that is not a whole database: move it away, give another DATA_DIR'],
  [
    /could not look up effective user ID/,
    'PostgreSQL needs a user that has a name: add this one to /etc/passwd, start as another',
  ],
  [/ENOTDIR/, 'DATA_DIR must be a folder, and this is a file: give another one'],
  [
    /incompatible with server|initialized by PostgreSQL version/i,
    'These files were written by another version of PostgreSQL: start with the version of the product that made them',
  ],
  [
    /pre-existing shared memory block/i,
    'Processes of a PostgreSQL that died still use these files: end them and start again',
  ],
  [
    /could not (?:bind|create any TCP)/i,
    'No port of 127.0.0.1 could be opened: look for a firewall or a sandbox that forbids it',
  ],
  [
    /Cannot allocate memory|could not (?:map anonymous|create) shared memory|out of memory/i,
    'There is not enough memory: make some free and start again',
  ],
  [
    /could not (?:locate|find) a valid checkpoint|invalid .*checkpoint|PANIC/i,
    'The files seem damaged: bring them back from a backup',
  ],
]

/**
 * An error from what failed, what PostgreSQL (or the system) said, and where.
 * `words` may be long or empty: quoted are 15 lines at most, from the first that complains.
 */
export function trouble(whatFailed: string, words: string, where: string, cause?: unknown): EmbeddedError {
  const lines = words.split('\n').filter((line) => line.trim() !== '')
  const complaint = lines.findIndex((line) => /\b(?:FATAL|PANIC|error):/i.test(line))
  const quoted = lines
    .slice(Math.max(0, complaint))
    .slice(-15)
    .map((line) => `\n  ${line.trim()}`)
  const whatToDo = advice.find(([sign]) => sign.test(words))?.[1] ?? 'Look at the lines above'
  const message = `${whatFailed} (${where}).${quoted.join('')}\n${whatToDo}, ${useYourOwn}.`
  return new EmbeddedError(message, cause === undefined ? {} : { cause })
}

/** Turns an error of the system (a full disk, a folder of somebody else) into one that says what to do. */
export function asTrouble(error: unknown, where: string): unknown {
  if (error instanceof EmbeddedError || errorCode(error) === null) return error
  return trouble('The embedded PostgreSQL cannot use its folder', errorText(error), where, error)
}
