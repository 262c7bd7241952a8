// A secret that is made once and kept in a file that only its owner can read (0600).
// Two processes that start at once end up with the same one, and a crash leaves either no file or a whole one.
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { errorCode } from './error-code.ts'

/**
 * Reads the secret in `file`, or makes one there: 32 random bytes as 43 characters that are safe in a URL.
 * The folder must exist. Throws the system's error when the file can be neither read nor made.
 */
export function keptSecret(file: string): string {
  return read(file) ?? make(file)
}

/** Makes a name in a folder outlive a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

function make(file: string): string {
  const secret = randomBytes(32).toString('base64url')
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, secret + '\n', { mode: 0o600, flag: 'wx', flush: true })
    linkSync(draft, file) // fails when the name is taken, where a rename would overwrite the other one's secret
    syncFolder(dirname(file))
    return secret
  } catch (error) {
    const others = errorCode(error) === 'EEXIST' ? read(file) : null
    if (others === null) throw error
    return others
  } finally {
    rmSync(draft, { force: true })
  }
}
