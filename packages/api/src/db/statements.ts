// The few statements that Kysely has no words for: time, locks, jobs, tries. Everything else is built, not written.
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { DB } from './schema.ts'

/** The database's clock, as an expression. */
export const moment = (): RawBuilder<Date> => sql<Date>`moment()`
/** The database's clock so many hours from now. */
export const hoursFromNow = (hours: number): RawBuilder<Date> => sql<Date>`moment() + make_interval(hours => ${hours})`
/** The database's clock so many days ago. */
export const daysAgo = (days: number): RawBuilder<Date> => sql<Date>`moment() - make_interval(days => ${days})`

/** The database's clock, read. */
export async function clock(db: Kysely<DB>): Promise<Date> {
  const { now } = await db.selectNoFrom(sql<Date>`moment()`.as('now')).executeTakeFirstOrThrow()
  return now
}

/** Waits for the lock of a chain until the end of the transaction: alone, or together with others that only use rights. */
export const lockChain = (db: Kysely<DB>, chain: string, exclusive: boolean) =>
  sql`select lock_chain(${chain}, ${exclusive})`.execute(db)

/** For this transaction: how long it may take, and how long it may wait for a row. */
export const limitTransaction = (db: Kysely<DB>, whole: string, lock: string) =>
  sql`select set_config('transaction_timeout', ${whole}, true), set_config('statement_timeout', ${whole}, true),
             set_config('lock_timeout', ${lock}, true)`.execute(db)

/**
 * Hands jobs to the queue, as part of this transaction; tried five times, further and further apart. Of those with the
 * same `line` one runs at a time, on all servers together.
 */
export const queueJobs = (db: Kysely<DB>, name: string, payloads: readonly object[], line: string | null) =>
  sql`
    select graphile_worker.add_job(${name}, payload := payload, queue_name := ${line}, max_attempts := 5)
      from unnest(${payloads.map((p) => JSON.stringify(p))}::json[]) payload`.execute(db)

/**
 * Counts one more try under this key, in windows of `seconds`. Gives how many there are in this window, this one
 * included, how many there were in the window before, and the seconds until this window ends. Exact on every server.
 */
export async function countTry(
  db: Kysely<DB>,
  key: string,
  seconds: number,
): Promise<{ n: number; before: number; left: number }> {
  const { rows } = await sql<{ n: number; before: number; left: number }>`
    insert into tries as t (key, since, n) values (${key}, moment(), 1)
    on conflict (key) do update set
      n = case when t.since > moment() - make_interval(secs => ${seconds}) then t.n + 1 else 1 end,
      before = case when t.since > moment() - make_interval(secs => ${seconds}) then t.before else t.n end,
      since = case when t.since > moment() - make_interval(secs => ${seconds}) then t.since else moment() end
    returning n, before, greatest(0, extract(epoch from since + make_interval(secs => ${seconds}) - moment()))::float8 as left`.execute(
    db,
  )
  const [row] = rows
  if (!row) throw new Error('an upsert gives its row back')
  return row
}
