// Where a data folder's PostgreSQL lives and as whom it runs: beside the other data, or, when root's closed folders are
// in the way of the unprivileged user that PostgreSQL needs, in /var/lib/usher with a pointer that finds it again.
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isRoot, makeDataDir } from '../../data-dir.ts'
import { errorCode, errorText } from '../../error-code.ts'
import { syncFolder } from '../../kept-secret.ts'
import { EmbeddedError, useYourOwn } from './trouble.ts'

/** The user and group that a process runs as. */
export interface Identity {
  uid: number
  gid: number
}

/** Where a cluster is: `folder` holds its password and log, `data` is PostgreSQL's own folder in it. */
export interface Place {
  folder: string
  data: string
  /** Null: as whoever we are. */
  runAs: Identity | null
}

/** PostgreSQL refuses to run as root; this user (`nobody` on every system) owns nothing. */
export const unprivileged: Identity = { uid: 65534, gid: 65534 }

/** Where root keeps what an unprivileged user must reach: not a temporary folder, which is cleaned by age. */
export const shelf = '/var/lib/usher'

/**
 * The place of the cluster of a data folder; the same answer each time. Makes the folders that are missing.
 * Call it while the data folder is locked. Throws EmbeddedError, or the system's error, when there is no such place.
 */
export function placeOf(dataDir: string, say: (line: string) => void): Place {
  makeDataDir(dataDir)
  const pointer = join(dataDir, 'postgresql.location')
  const beside = join(dataDir, 'postgresql')
  if (existsSync(pointer)) {
    const place = occupy(follow(pointer))
    say(`PostgreSQL keeps its files in ${place.folder}`)
    return place
  }
  if (!isRoot() || canEnter(dataDir, unprivileged)) return occupy(beside)
  if (existsSync(beside)) return whereItIs(occupy(beside))
  const folder = join(makeShelf(dataDir), randomBytes(6).toString('hex'))
  const place = occupy(folder)
  // The folder comes first: a pointer whose folder is missing means that somebody lost data.
  const draft = `${pointer}.new`
  writeFileSync(draft, folder + '\n', { flush: true })
  renameSync(draft, pointer)
  syncFolder(dataDir)
  say(`PostgreSQL does not run as root, and other users cannot look into ${dataDir}: it keeps its files in ${folder}`)
  return place
}

/** Whether a user can pass through every folder down to this one (by the mode bits). */
export function canEnter(folder: string, who: Identity): boolean {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === who.uid ? 0o100 : gid === who.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** Makes the shelf, open to all for looking and to root for writing. `forWhat` is the closed folder that asks for it. */
export function makeShelf(forWhat: string, folder: string = shelf): string {
  try {
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true })
      chmodSync(folder, 0o755)
    }
    accessSync(folder, constants.W_OK)
    if (canEnter(folder, unprivileged)) return folder
  } catch (error) {
    throw noShelf(forWhat, folder, errorText(error))
  }
  throw noShelf(forWhat, folder, 'other users cannot look into it')
}

function follow(pointer: string): string {
  const folder = resolve(readFileSync(pointer, 'utf8').trim())
  if (existsSync(folder)) return folder
  throw new EmbeddedError(
    `${pointer} says that the database of this data folder is in ${folder}, and there is nothing. ` +
      `Bring that folder back (in a container, it needs a volume just as DATA_DIR does), ` +
      `or remove ${pointer} to begin with an empty database.`,
  )
}

// Files that were made when the way to them was open, or by an ordinary user: they stay, or the data would seem lost.
function whereItIs(place: Place): Place {
  if (place.runAs === null || canEnter(place.folder, place.runAs)) return place
  throw new EmbeddedError(
    `PostgreSQL does not run as root, and user ${place.runAs.uid}, as whom it runs, cannot look into ${place.folder}. ` +
      `Let others pass through the folders above it (chmod o+x), or start as the user whom they belong to.`,
  )
}

function occupy(folder: string): Place {
  const data = join(folder, 'data')
  if (!existsSync(folder)) {
    const mode = isRoot() ? 0o711 : 0o700 // the unprivileged user passes through to `data`, and cannot look in
    mkdirSync(folder, { mode })
    chmodSync(folder, mode)
    syncFolder(dirname(folder))
  }
  return { folder, data, runAs: isRoot() ? ownerOf(data) : null }
}

// What an ordinary user made is run as that user when root comes by.
function ownerOf(data: string): Identity {
  try {
    const { uid, gid } = statSync(data)
    return uid === 0 ? unprivileged : { uid, gid }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return unprivileged
    throw error
  }
}

/** Gives a file or folder to the user that PostgreSQL runs as. */
export function handOver(path: string, runAs: Identity | null): void {
  if (runAs !== null) chownSync(path, runAs.uid, runAs.gid)
}

const noShelf = (forWhat: string, folder: string, why: string): EmbeddedError =>
  new EmbeddedError(
    `PostgreSQL does not run as root, other users cannot look into ${forWhat}, and ${folder} cannot be used instead: ${why}. ` +
      `Start as an ordinary user, put the project and DATA_DIR where others can pass through, make ${folder} writable, ${useYourOwn}.`,
  )
