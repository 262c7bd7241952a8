// Locks between processes that end with their holder, even by kill -9: the system takes them back, so none is ever stale.
// Node has no flock; these are SQLite's locks on an empty file (node:sqlite is part of Node), the same on Linux and macOS.
import { closeSync, fchownSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRoot } from '../../data-dir.ts'
import { errorCode, errorText } from '../../error-code.ts'
import { EmbeddedError, trouble, useYourOwn } from './trouble.ts'

/** A place among those who use something. It lasts until `leave` or the end of the process. */
export interface Share {
  /** Gives the place up; true when nobody else uses it. A second call answers false. */
  leave(): boolean
}

const SQLITE_BUSY = 5

// Nothing is ever written, so no journal file either: a full disk can be locked too.
const noJournal = 'PRAGMA journal_mode = MEMORY'

// A lock goes when its handle is collected as garbage, so handles are kept here.
const held = new Set<DatabaseSync>()

/** Runs `work` while no other process or call holds `file`; `waiting` is called once when that takes over a second. */
export async function whileLocked<T>(file: string, work: () => Promise<T>, waiting?: () => void): Promise<T> {
  const handle = open(file)
  const patienceEnds = Date.now() + 1_000
  let told = false
  try {
    while (!obtains(handle, noJournal, 'BEGIN EXCLUSIVE')) {
      if (!told && Date.now() > patienceEnds) {
        told = true
        waiting?.()
      }
      await sleep(25)
    }
    return await work()
  } finally {
    release(handle)
  }
}

/** Joins those who use `file`; any number can. Call it, and `leave`, inside `whileLocked` of another file. */
export function joinUsers(file: string): Share {
  const handle = open(file)
  if (!obtains(handle, noJournal, 'BEGIN', 'SELECT count(*) FROM sqlite_master')) {
    release(handle)
    throw new EmbeddedError(`${file} is locked by another program; end it, ${useYourOwn}.`)
  }
  return {
    leave() {
      if (!held.has(handle)) return false
      handle.exec('ROLLBACK')
      const last = obtains(handle, 'BEGIN EXCLUSIVE')
      release(handle)
      return last
    },
  }
}

function open(file: string): DatabaseSync {
  create(file)
  try {
    const handle = new DatabaseSync(file, { timeout: 0 })
    held.add(handle)
    return handle
  } catch (error) {
    throw cannotLock(file, error)
  }
}

// Only a file that is not there yet is opened here: closing a second handle of a locked file would end its locks.
function create(file: string): void {
  let handle: number
  try {
    handle = openSync(file, 'wx', 0o600)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    throw error
  }
  try {
    const { uid, gid } = statSync(dirname(file))
    if (isRoot()) fchownSync(handle, uid, gid) // root looked in once; the folder's owner must still be able to
  } finally {
    closeSync(handle)
  }
}

function obtains(handle: DatabaseSync, ...statements: string[]): boolean {
  try {
    for (const statement of statements) handle.exec(statement)
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false
    throw cannotLock(handle.location() ?? 'the lock file', error)
  }
}

function release(handle: DatabaseSync): void {
  held.delete(handle)
  handle.close()
}

const cannotLock = (file: string, error: unknown): EmbeddedError =>
  trouble('The data folder cannot be locked', errorText(error), file, error)
