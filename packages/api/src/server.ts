// The server as one thing to start and to stop, and what the command line may use of the API.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { keyFor } from './audit/chain.ts'
import { secretKey, type Config } from './config.ts'
import type { House } from './context.ts'
import { checkDatabase } from './db/check-database.ts'
import { ask, connect, moveTo, type Connection } from './db/connect.ts'
import { startEmbedded, type Embedded } from './db/embedded/start-embedded.ts'
import { migrate } from './db/migrate.ts'
import { watchOutage } from './db/outage.ts'
import { isSetUp, makeSetUpLink, openHouse } from './house.ts'
import { noteLastActive } from './session/last-active.ts'
import { endStalled } from './stalled.ts'
import { openBytes } from './storage/open-bytes.ts'
import { shareBytes } from './storage/same-place.ts'
import { countUsage } from './usage/count-usage.ts'

export * from './operator-entry.ts'

type Say = (line: string) => void

/** The database, brought to this version: the given one, or the one that comes with the product. */
export interface OpenDatabase extends Connection {
  url: string
  embedded: Embedded | null
  auditKey: Buffer
  deviceKey: Buffer
  /** To be called when the database could not be reached: it is waited for, and started again where it is ours. */
  lost(): void
  close(): Promise<void>
}

/** Throws an error whose message says what to do when the database cannot be used. */
export async function openDatabase(config: Config, say: Say, connections = 10): Promise<OpenDatabase> {
  const key = secretKey(config)
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir, say })
  const url = embedded?.url ?? config.databaseUrl ?? ''
  if (!embedded) await checkDatabase(url)
  const connection = connect(url, connections, () => outage.look())
  const outage = watchOutage({
    ask: () => ask(connection.pool, embedded ? 3_000 : 10_000),
    mend: embedded && (async () => moveTo(connection.pool, await embedded.startAgain())),
    say,
  })
  await migrate(connection.db, connection.pool)
  await openHouse(connection.db, key)
  return {
    ...connection,
    url,
    embedded,
    auditKey: keyFor(key, 'audit'),
    deviceKey: keyFor(key, 'device'),
    lost: () => outage.look(),
    async close() {
      await outage.stop()
      await connection.db.destroy()
      await embedded?.stop()
    },
  }
}

export interface Running {
  /** Where it listens. */
  address: string
  /** While nobody is there yet: the link that makes the first person and account. */
  setUpLink: string | null
  database: OpenDatabase
  stop(): Promise<void>
}

/** The built web app beside this package; null where it was not built. */
function builtWeb(): string | null {
  const folder = join(import.meta.dirname, '../../../apps/web/dist')
  return existsSync(join(folder, 'index.html')) ? folder : null
}

interface Starting {
  /** What is to be in the database before anybody is let in. */
  before?: (database: OpenDatabase) => Promise<void>
  /** `elsewhere`: somebody else serves the web app's pages, in development. */
  web?: 'built' | 'elsewhere'
}

/** Opens the database, starts jobs, and listens. Throws an error whose message says what to do. */
export async function startServer(
  config: Config,
  say: Say,
  { before = async () => {}, web = 'built' }: Starting = {},
): Promise<Running> {
  const webFolder = web === 'built' ? builtWeb() : null
  if (web === 'built' && !webFolder) throw new Error('The web app is not built. Run: npx -y pnpm@12 build')
  // Read while the database is opened, and not at all by the operator's commands.
  const reading = Promise.all([
    import('./app.ts'),
    import('./jobs/run-jobs.ts'),
    import('./renditions/looker.ts'),
    import('pino'),
  ])
  const database = await openDatabase(config, say)
  let sharing: Awaited<ReturnType<typeof shareBytes>> | null = null
  const close = async () => {
    await sharing?.end()
    await database.close()
  }
  try {
    const { db, pool, auditKey, deviceKey } = database
    const [{ createApp }, { runJobs }, { openLooker }, { pino }] = await reading
    const bytes = await openBytes(config, say)
    await bytes.storage.check()
    sharing = await shareBytes(pool, config)
    await before(database)
    const usage = countUsage(db, say)
    const lastActive = noteLastActive(db, usage.counts, say)
    const house: House = {
      publicUrl: config.publicUrl,
      mail: config.mailUrl ? 'smtp' : 'files',
      operatorEmail: config.operatorEmail,
      prices: config.prices,
      auditKey,
      deviceKey,
      ...bytes,
      looker: openLooker(),
      seen: lastActive.seen,
      keyUsed: lastActive.keyUsed,
      counts: usage.counts,
      say,
    }
    const log = pino({ level: 'warn', redact: ['req.headers'] })
    const server = createServer(createApp({ db, house, log, trustProxy: config.trustProxy, webFolder }))
    endStalled(server)
    await listen(server, config)
    const jobs = await runJobs({ pool, db, house, config, say, lost: () => database.lost() })
    return {
      address: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`,
      setUpLink: (await isSetUp(db)) ? null : await makeSetUpLink(db, house),
      database,
      async stop() {
        const closed = once(server, 'close')
        server.close()
        server.closeIdleConnections()
        const impatient = setTimeout(() => server.closeAllConnections(), 5000)
        await closed
        clearTimeout(impatient)
        await jobs.stop()
        await lastActive.stop()
        await usage.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function listen(server: ReturnType<typeof createServer>, { host, port }: Config): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE')
      throw new Error(
        `PORT ${port} is taken by another program. Stop it, or start with another one: PORT=${port + 1}`,
        { cause: error },
      )
    if (code === 'EACCES')
      throw new Error(`PORT ${port} is not allowed for this user. Start with one above 1023, such as PORT=3000.`, {
        cause: error,
      })
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Error(`HOST ${host} is no address of this machine. Write 127.0.0.1, or 0.0.0.0 for all.`, {
        cause: error,
      })
    throw error
  }
}
