// Asks a cluster's server whether it answers, with our password, and waits while it starts up, recovers or shuts down.
// Only a server that knows the cluster's password is believed: the check works both ways (SCRAM).
import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode, errorText } from '../../error-code.ts'
import { databaseUser } from './new-cluster.ts'
import { EmbeddedError, useYourOwn } from './trouble.ts'

/** How to reach the cluster's server. */
export interface Access {
  port: number
  password: string
  /** The file that keeps the password, for messages. */
  passwordFile: string
}

const product = 'usher'
const silentAtMost = 60_000 // ms that a living server may refuse connections
const busyAtMost = 30 * 60_000 // ms for starting up: recovery after a crash reads all that was written since the last checkpoint

/** The address of a database of the cluster. */
export const addressOf = ({ port, password }: Access, database = product): string =>
  `postgres://${databaseUser}:${password}@127.0.0.1:${port}/${database}`

/**
 * Waits until the server answers; true then, false as soon as `isRunning` says that it has ended.
 * Throws EmbeddedError when it refuses the password, or for too long.
 */
export async function answers(access: Access, isRunning: () => boolean, say: (line: string) => void): Promise<boolean> {
  const began = Date.now()
  let nextWord = began + 5_000
  for (;;) {
    const answer = await ask(access)
    if (answer === 'ready') return true
    if (!isRunning()) return false
    const waited = Date.now() - began
    if (waited > (answer === 'busy' ? busyAtMost : silentAtMost)) {
      throw new EmbeddedError(`PostgreSQL on port ${access.port} has not answered for ${Math.round(waited / 1000)} s.`)
    }
    if (Date.now() > nextWord) {
      nextWord = Date.now() + 15_000
      say(
        answer === 'busy'
          ? 'PostgreSQL is busy starting up or shutting down; waiting'
          : 'Waiting for PostgreSQL to answer',
      )
    }
    await sleep(waited < 2_000 ? 20 : 250)
  }
}

/** Makes the product's database when it is not there. */
export async function makeDatabase(access: Access): Promise<void> {
  await inDatabase(access, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [product])
    if (rowCount === 0) await client.query(`create database ${product}`)
  })
}

async function ask(access: Access): Promise<'ready' | 'busy' | 'silent'> {
  try {
    await inDatabase(access, (client) => client.query('select 1'))
    return 'ready'
  } catch (error) {
    const code = errorCode(error)
    // cannot_connect_now: starting up, recovering, shutting down; too_many_connections: those of a killed process still end
    if (code === '57P03' || code === '53300') return 'busy'
    if (code === '28P01') throw wrongPassword(access, error)
    if (code !== null && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('57')) throw error
    if (/SASL|SCRAM/.test(errorText(error))) throw wrongPassword(access, error)
    return 'silent'
  }
}

async function inDatabase(access: Access, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({
    connectionString: addressOf(access, 'postgres'),
    connectionTimeoutMillis: 5_000,
    application_name: 'usher start',
  })
  client.on('error', () => {}) // a server that goes away: the query that waits fails with it
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

const wrongPassword = ({ port, passwordFile }: Access, cause: unknown): EmbeddedError =>
  new EmbeddedError(
    `The PostgreSQL on port ${port} does not take the password in ${passwordFile}: that file was changed, or made anew. ` +
      `Bring it back from a backup, ${useYourOwn}.`,
    { cause },
  )
