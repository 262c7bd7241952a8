// Makes a cluster's files with initdb: whole or not at all, with a password from the first moment.
// It is made under another name and renamed, so a process killed half-way leaves nothing that looks like a database.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../../kept-secret.ts'
import { handOver, type Place } from './place.ts'
import { runToEnd } from './programs.ts'
import { trouble } from './trouble.ts'

/** The database user that owns everything in the cluster. */
export const databaseUser = 'usher'

/** Whether the cluster's files are there. */
export const isMade = (place: Place): boolean => existsSync(join(place.data, 'PG_VERSION'))

/**
 * Makes the cluster's files. `sync: false` leaves them to the system's cache (0.3 s sooner; for tests).
 * Throws EmbeddedError with initdb's own words.
 */
export async function makeCluster(place: Place, binaries: string, password: string, sync: boolean): Promise<void> {
  const mark = randomBytes(6).toString('hex')
  const draft = join(place.folder, `data.new-${mark}`)
  const passwordFile = join(place.folder, `password.new-${mark}`) // initdb reads it as the unprivileged user
  try {
    writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
    handOver(passwordFile, place.runAs)
    mkdirSync(draft, { mode: 0o700 })
    handOver(draft, place.runAs)
    const args = [`--pgdata=${draft}`, `--username=${databaseUser}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    const text = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    const { code, words } = await runToEnd(
      binaries,
      'initdb',
      [...args, ...text, ...(sync ? [] : ['--no-sync'])],
      place,
    )
    if (code !== 0) throw trouble('A new database could not be made', words, place.folder)
    renameSync(draft, place.data)
    if (sync) syncFolder(place.folder)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Removes what processes left that were killed while they made a cluster. Call it while the data folder is locked. */
export function sweep(place: Place): void {
  for (const name of readdirSync(place.folder)) {
    if (!/^(?:data|password)\.new-/.test(name)) continue
    try {
      rmSync(join(place.folder, name), { recursive: true, force: true })
    } catch {
      continue // the killed process's initdb still writes there; the next start sweeps
    }
  }
}
