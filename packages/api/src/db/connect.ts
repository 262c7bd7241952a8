// The connection pool, and the handle that handlers get: it says nothing by itself, access/ knows how to read it.
import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

declare const opaque: unique symbol
/**
 * What a handler holds of the database: nothing that it could call. It starts from `ours`, `mine` or `identity`, each
 * of which has already said whose rows these are.
 */
export interface Handle {
  readonly [opaque]: 'the database'
}

/** Everything, unfiltered. For trpc.ts, access/, audit/, session/ and the command line; lint keeps it out of features. */
export const whole = (handle: Handle): Kysely<DB> => handle as unknown as Kysely<DB>
/** The same connection as a handler sees it. */
export const handleOf = (db: Kysely<DB>): Handle => db as unknown as Handle

// int8 (identities, counts) fits a JavaScript number in every table of ours.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A time without a zone is what a camera's clock said; it is no moment.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, (text) => text.replace(' ', 'T'))

export interface Connection {
  db: Kysely<DB>
  pool: pg.Pool
}

/**
 * At the front of a select (`modifyFront`): each connection plans it once, and not at every call. For what is asked all
 * the time and found by an id or a place, with as many parameters each time; not for a search, whose best plan depends
 * on what is looked for.
 */
export const planKept = sql`/* plan kept */`
/** Gives each statement that says so a name, by which PostgreSQL finds its plan again. */
function keepPlans(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...given: unknown[]) => unknown
  const sendNamed = (...given: unknown[]) => {
    const [text, values] = given
    if (typeof text !== 'string' || !text.startsWith('select /* plan kept */')) return send(...given)
    return send({ name: createHash('sha256').update(text).digest('base64url'), text, values })
  }
  Object.assign(client, { query: sendNamed })
}

/**
 * A pool on this address. A broken connection is reported and replaced, never fatal.
 * Waiting for a lock ends after 5 s (problem `busy`), a statement after 15 s.
 */
export function connect(url: string, max = 10, broke: (why: string) => void = console.error): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    options:
      '-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=20s -c timezone=UTC ' +
      // A page that one person asks for takes one core at most, and does not wait for helpers to start.
      '-c max_parallel_workers_per_gather=0',
  })
  pool.on('error', (error) => broke(`PostgreSQL: ${error.message}`))
  pool.on('connect', (client) => {
    client.on('error', () => {})
    keepPlans(client)
  })
  return { pool, db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }) }
}

/** From now on this pool connects to another address; the connections that it has stay where they are. */
export function moveTo(pool: pg.Pool, url: string): void {
  pool.options.connectionString = url
}

/** Asks the database of a pool, on a new connection beside it, whether it answers within so many ms. Throws when not. */
export async function ask(pool: pg.Pool, within: number): Promise<void> {
  const patience = { connectionTimeoutMillis: within, query_timeout: within }
  const client = new pg.Client({ ...pool.options, ...patience, application_name: 'usher asks' })
  client.on('error', () => {}) // a server that goes away: the query that waits fails with it
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    await client.end().catch(() => {})
  }
}
