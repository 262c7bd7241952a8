// Starts the PostgreSQL that comes with the product on a data folder, or adopts the one that already runs there.
// However many processes start at once, and however the last one ended, a data folder has one database, with its data.
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeDataDir } from '../../data-dir.ts'
import { keptSecret } from '../../kept-secret.ts'
import { addressOf, answers, makeDatabase, type Access } from './answers.ts'
import { installedBinaries, runnableBinaries } from './binaries.ts'
import { openLog, logFile } from './cluster-log.ts'
import { joinUsers, whileLocked, type Share } from './lock.ts'
import { isMade, makeCluster, sweep } from './new-cluster.ts'
import { placeOf, type Place } from './place.ts'
import { forget, isServerOf, traceOf, type Postmaster } from './postmaster.ts'
import { launch } from './programs.ts'
import { asTrouble, EmbeddedError, trouble } from './trouble.ts'

export interface EmbeddedOptions {
  /** The product's data folder; made when missing. */
  dataDir: string
  /** PostgreSQL settings over ours, for a server that is started (not for one that is adopted). */
  settings?: Record<string, string>
  /** False: a new cluster's files are not forced to the disk. For tests. */
  syncNewFiles?: boolean
  /** Takes lines for the terminal: where files are, what is waited for. */
  say?: (line: string) => void
}

export interface Embedded {
  /** Of the database `usher`, with user and password. */
  url: string
  /** True when the server was running already. */
  adopted: boolean
  /** Where the cluster really is: PostgreSQL's files in `data`, `password`, `postgresql.log`. */
  folder: string
  /**
   * Starts the server again when it has ended, under the same lock; or adopts the one that another process started.
   * Gives the url, which is another one when the port was taken meanwhile. Never makes a new cluster: what is gone is missed.
   */
  startAgain(): Promise<string>
  /** Shuts the server down and waits for its end; leaves it running while other processes that started or adopted it use it. */
  stop(): Promise<void>
}

const ourSettings: Record<string, string> = {
  unix_socket_directories: '',
  listen_addresses: '127.0.0.1',
  max_connections: '100',
  shared_buffers: '128MB',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log', // see cluster-log.ts
  log_checkpoints: 'off',
  cluster_name: 'usher',
}

// Ends of a server that another try mends: one that starts or ends beside us, or a port taken in the meantime.
const worthAnotherTry =
  /lock file "postmaster\.pid" (?:already exists|is empty)|pre-existing shared memory block|could not (?:bind|create any TCP)/
const triesFor = 20_000 // ms

const stopsWithin = 60_000 // ms

/**
 * Starts or adopts the PostgreSQL of a data folder. Resolves when it answers and the database `usher` is there.
 * The server outlives this process unless `stop` is called. Throws EmbeddedError saying why not and what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const say = options.say ?? (() => {})
  const asked = resolve(options.dataDir)
  try {
    makeDataDir(asked)
    const dataDir = realpathSync(asked)
    const lock = join(dataDir, 'postgresql.lock')
    const locked = <T>(work: () => Promise<T>): Promise<T> =>
      whileLocked(lock, work, () => say(`Another process starts or stops the database of ${dataDir}; waiting for it`))
    return await locked(async () => {
      const place = placeOf(dataDir, say)
      const passwordFile = join(place.folder, 'password')
      const password = keptSecret(passwordFile)
      const share = joinUsers(join(place.folder, 'users.lock'))
      try {
        const secret = { password, passwordFile }
        const { server, adopted } = await runningServer(place, secret, options, say)
        const access = { port: server.port, ...secret }
        await makeDatabase(access)
        const startAgain = (): Promise<string> =>
          locked(async () => {
            if (!isMade(place)) throw lost(place)
            const { port } = (await runningServer(place, secret, options, say)).server
            return addressOf({ port, ...secret })
          }).catch((error: unknown) => {
            throw asTrouble(error, asked)
          })
        const stop = once(() => locked(() => leave(place, share, say)))
        return { url: addressOf(access), adopted, folder: place.folder, startAgain, stop }
      } catch (error) {
        share.leave()
        throw error
      }
    })
  } catch (error) {
    throw asTrouble(error, asked)
  }
}

async function runningServer(
  place: Place,
  secret: Omit<Access, 'port'>,
  options: EmbeddedOptions,
  say: (line: string) => void,
): Promise<{ server: Postmaster; adopted: boolean }> {
  const triesEnd = Date.now() + triesFor
  for (;;) {
    const trace = traceOf(place.data)
    if (trace.is === 'running') {
      const { server } = trace
      const isRunning = (): boolean => isServerOf(server.pid, place.data)
      if (await answers({ port: server.port, ...secret }, isRunning, say)) return { server, adopted: true }
      continue // it was shutting down
    }
    if (trace.is === 'dead') forget(place.data)
    sweep(place)
    const binaries = await runnableBinaries(installedBinaries(), place.runAs, say)
    if (!isMade(place)) await makeCluster(place, binaries, secret.password, options.syncNewFiles ?? true)
    // The port of a server that died is tried first: whoever still knows it finds the new one there.
    const port = await freePort(trace.is === 'dead' ? trace.port : null)
    const { server, lastWords } = await launched(place, binaries, { port, ...secret }, options.settings ?? {}, say)
    if (server !== null) return { server, adopted: false }
    if (!worthAnotherTry.test(lastWords) || Date.now() > triesEnd) {
      throw trouble('PostgreSQL did not start', lastWords, logFile(place))
    }
    await sleep(200)
  }
}

async function launched(
  place: Place,
  binaries: string,
  access: Access,
  settings: Record<string, string>,
  say: (line: string) => void,
): Promise<{ server: Postmaster | null; lastWords: string }> {
  const log = openLog(place)
  try {
    const chosen = Object.entries({ ...ourSettings, ...settings, port: String(access.port) })
    const args = ['-D', place.data, ...chosen.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    const { pid, ending } = await launch(binaries, args, place, log.handle)
    try {
      if (await answers(access, () => ending() === null, say))
        return { server: { pid, port: access.port }, lastWords: '' }
    } catch (error) {
      process.kill(pid, 'SIGINT')
      throw error
    }
    return { server: null, lastWords: `${log.words()}\n${ending() ?? ''}` }
  } finally {
    log.close()
  }
}

async function leave(place: Place, share: Share, say: (line: string) => void): Promise<void> {
  if (!share.leave()) return say('PostgreSQL goes on running: another process uses it')
  const trace = traceOf(place.data)
  if (trace.is !== 'running') return
  const { pid } = trace.server
  process.kill(pid, 'SIGINT') // PostgreSQL's fast shutdown: ends all sessions, loses nothing
  const patienceEnds = Date.now() + stopsWithin
  while (isServerOf(pid, place.data)) {
    if (Date.now() > patienceEnds) {
      throw new EmbeddedError(
        `PostgreSQL (process ${pid}) is still shutting down; it will end by itself. See ${logFile(place)}.`,
      )
    }
    await sleep(20)
  }
}

async function freePort(preferred: number | null): Promise<number> {
  return (preferred === null ? null : await tryPort(preferred)) ?? (await tryPort(0)) ?? noPort()
}

const tryPort = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(null))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null))
    })
  })

function noPort(): never {
  throw trouble('PostgreSQL did not start', 'could not bind to any port of 127.0.0.1', 'no free port')
}

const lost = ({ data }: Place): EmbeddedError =>
  new EmbeddedError(`The files of the database are gone from ${data}. Bring them back where they were.`)

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => (done ??= work())
}
