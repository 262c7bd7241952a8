// What the job queue (graphile-worker) lacks: the jobs of a killed process stay locked for four hours there. Each process
// holds a lock on a connection of its own, so that the others see at once that it is gone, and take its jobs over.
import pg from 'pg'
import { sql, type Kysely } from 'kysely'
import type { DB } from './schema.ts'

export interface JobLocks {
  /** Resolves, with the reason, when the connection broke: others take this process for dead then. */
  lost: Promise<string>
  /** Says that the process whose jobs are locked under this id lives, as long as the connection does. */
  live(worker: string): Promise<void>
  /** Frees the jobs of every other process that is gone and took them more than ten seconds ago. Gives how many processes. */
  freeJobsOfTheDead(worker: string): Promise<number>
  /** Runs the work while nobody else, here or in another process, runs any under this name. Throws when somebody does. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>
  end(): Promise<void>
}

// Two advisory locks of one text are one lock; chains have texts of their own ("account:…").
const key = (text: string): [string] => [`jobs: ${text}`]
const tryLock = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as got'
const unlock = 'select pg_advisory_unlock(hashtextextended($1, 0))'

/** Opens the connection. Throws what the database says when it cannot. */
export async function openJobLocks(pool: pg.Pool): Promise<JobLocks> {
  const client = new pg.Client({
    ...pool.options,
    application_name: 'usher jobs',
    keepAlive: true,
    query_timeout: 10_000,
  })
  const lost = Promise.withResolvers<string>()
  client.on('error', (error) => lost.resolve(error.message))
  client.on('end', () => lost.resolve('the connection ended'))
  await client.connect()
  const working = new Set<string>()

  // One statement after the other: a connection takes no second one while it is at the first.
  let last: Promise<unknown> = Promise.resolve()
  const ask = <R extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<pg.QueryResult<R>> => {
    const answer = last.then(() => client.query<R>(text, values))
    last = answer.catch(() => {})
    return answer
  }
  const got = async (text: string) => (await ask<{ got: boolean }>(tryLock, key(text))).rows[0]?.got === true
  return {
    lost: lost.promise,
    async live(worker) {
      if (!(await got(worker))) throw new Error('another process has the same id')
    },
    async freeJobsOfTheDead(worker) {
      const { rows } = await ask<{ locked_by: string }>(
        `select distinct locked_by from graphile_worker.jobs
          where locked_by <> $1 and locked_at < clock_timestamp() - interval '10 s'`,
        [worker],
      )
      let freed = 0
      for (const { locked_by } of rows) {
        if (!(await got(locked_by))) continue
        await ask('select graphile_worker.force_unlock_workers(array[$1])', [locked_by])
        await ask(unlock, key(locked_by))
        freed += 1
      }
      return freed
    },
    async alone(name, work) {
      // The connection that has a lock gets it again: within this process the set tells.
      if (working.has(name)) throw new Error(`${name} is being worked on`)
      working.add(name)
      try {
        if (!(await got(name))) throw new Error(`${name} is being worked on`)
        try {
          return await work()
        } finally {
          await ask(unlock, key(name)).catch((error: unknown) => lost.resolve(String(error)))
        }
      } finally {
        working.delete(name)
      }
    },
    async end() {
      await client.end()
    },
  }
}

/** How many jobs this process still holds. */
export async function jobsHeldBy(db: Kysely<DB>, worker: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from graphile_worker.jobs where locked_by = ${worker}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Jobs that failed for good are kept for a week, for whoever looks into it. */
export const forgetFailedJobs = (db: Kysely<DB>) =>
  sql`delete from graphile_worker._private_jobs
       where attempts >= max_attempts and locked_at is null and updated_at < moment() - interval '7 days'`.execute(db)

/** Mails whose job is gone, killed in its last try: they will not be sent any more, and it is said so. */
export const failLostMails = (db: Kysely<DB>) =>
  sql`update mail set state = 'failed', done_at = moment(), error = coalesce(error, 'The server was stopped while it sent this mail.')
       where state = 'queued' and not exists (
         select from graphile_worker._private_jobs j
          where j.payload ->> 'mailId' = mail.id::text and (j.locked_at is not null or j.attempts < j.max_attempts))`.execute(
    db,
  )
