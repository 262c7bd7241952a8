// What the queue promises when things go wrong: refused mails, killed processes, two servers, a database that went away.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { connect } from '../db/connect.ts'
import { putInOutbox } from '../mail/outbox.ts'
import { openLooker } from '../renditions/looker.ts'
import { acmeByMail } from '../testing/acme-by-mail.ts'
import { auditKey } from '../testing/keys.ts'
import { eventually, mailDone, startJobs } from '../testing/jobs.ts'
import { parts, storage } from '../testing/world.ts'
import { addJob } from './add-job.ts'
import { defaultPrices } from '../billing/price-list.ts'
import { runJobs } from './run-jobs.ts'
import { sweep } from './sweep.ts'

const { database, sink, acme, ada } = await acmeByMail()
let jobs = await startJobs(database.url, sink.url)

/** A test mail of Ada's, to any address; gives its id. */
const mailTo = (email: string) =>
  database.db
    .transaction()
    .execute((trx) => putInOutbox(trx, acme.id, { template: 'password_changed', email, about: { userId: ada.userId } }))
const arrivedAt = (email: string) => sink.mails().filter((m) => m.recipients.includes(email))
const mailsTo = (email: string) =>
  database.db.selectFrom('mail').selectAll().where('email', '=', email).executeTakeFirstOrThrow()
/** The queue waits longer and longer between tries; here it does not. */
const hurry = async () => {
  await database.pool.query(`update graphile_worker._private_jobs set run_at = now() where locked_at is null`)
  await database.pool.query(`select pg_notify('jobs:insert', '{"count": 4}')`)
}
const locked = async () =>
  (
    await database.pool.query<{ locked_by: string }>(
      `select locked_by from graphile_worker.jobs where locked_by is not null`,
    )
  ).rows

it('a mail that the server refuses is tried again, under the same Message-ID, until it is taken', async () => {
  sink.refuse('come back later')
  const id = await mailTo('ben@acme.test')
  const waiting = await eventually(async () => {
    const mail = await mailsTo('ben@acme.test')
    return mail.error && mail
  })
  expect(waiting).toMatchObject({ state: 'queued', error: expect.stringContaining('come back later') as string })
  sink.refuse(null)
  await hurry()
  expect((await sink.next('ben@acme.test')).messageId).toBe(`<${id ?? ''}@media.acme.test>`)
  expect(await mailDone(database.db, 'ben@acme.test')).toMatchObject({ state: 'sent', error: null })
})

it('after five tries it has failed, and the reason stays', async () => {
  sink.refuse('no such box here')
  await mailTo('cleo@acme.test')
  const mail = await eventually(async () => {
    await hurry()
    const row = await mailsTo('cleo@acme.test')
    return row.state !== 'queued' && row
  })
  sink.refuse(null)
  expect(mail).toMatchObject({ state: 'failed', error: expect.stringContaining('550 no such box here') as string })
  expect(mail.done_at).not.toBeNull()
  const tries = () =>
    jobs.said.filter((line) => line.includes('no such box here')).map((line) => /try (\d of \d)/.exec(line)?.[1])
  // The row says so a moment before the line does.
  await eventually(async () => tries().length >= 5)
  expect(tries()).toEqual(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5'])
  await hurry()
  await mailTo('dan@acme.test')
  await sink.next('dan@acme.test')
  expect(arrivedAt('cleo@acme.test')).toEqual([])
})

it('two servers, and two jobs for each mail, send no mail twice', async () => {
  const other = await startJobs(database.url, sink.url)
  const people = Array.from({ length: 40 }, (_, n) => `seat-${n + 1}@acme.test`)
  await database.db.transaction().execute(async (trx) => {
    for (const email of people) {
      const mailId = await putInOutbox(trx, acme.id, {
        template: 'password_changed',
        email,
        about: { userId: ada.userId },
      })
      await addJob(trx, 'mail', { mailId: mailId ?? '' })
    }
  })
  await eventually(async () => {
    await hurry()
    return (await database.pool.query(`select from graphile_worker.jobs where attempts < max_attempts`)).rowCount === 0
  })
  for (const email of people) expect(arrivedAt(email)).toHaveLength(1)
  await other.stop()
})

it('a server that is stopped finishes what it sends, and leaves the rest as it was', async () => {
  await jobs.stop()
  const publicUrl = 'https://media.acme.test'
  const config = { mailUrl: sink.url, mailFrom: 'usher@acme.test', dataDir: jobs.dataDir, publicUrl }
  const { db, pool } = connect(database.url, 8)
  const server = await runJobs({
    db,
    pool,
    house: { publicUrl, auditKey, prices: defaultPrices, storage, parts, looker: openLooker() },
    config,
    say: () => {},
  })
  const people = Array.from({ length: 30 }, (_, n) => `late-${n + 1}@acme.test`)
  await database.db.transaction().execute(async (trx) => {
    for (const email of people)
      await putInOutbox(trx, acme.id, { template: 'password_changed', email, about: { userId: ada.userId } })
  })
  await eventually(async () => sink.mails().some((m) => m.recipients[0]?.startsWith('late-')))
  // The database is slow to write how jobs ended: stopping waits for that too.
  await database.pool.query(`
    create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(0.5); return old; end $$;
    create trigger slowly before delete on graphile_worker._private_jobs for each row execute function slowly()`)
  await server.stop()
  expect(await locked()).toEqual([])
  await db.destroy()
  await database.pool.query(`drop trigger slowly on graphile_worker._private_jobs`)
  const rows = await database.db
    .selectFrom('mail')
    .select(['email', 'state'])
    .where('email', 'like', 'late-%')
    .execute()
  expect(rows.some((m) => m.state === 'queued')).toBe(true)
  for (const { email, state } of rows)
    expect([email, state, arrivedAt(email).length]).toEqual([email, state, state === 'sent' ? 1 : 0])

  jobs = await startJobs(database.url, sink.url)
  for (const email of people) await sink.next(email)
  await eventually(
    async () =>
      (
        await database.db
          .selectFrom('mail')
          .select('id')
          .where('email', 'like', 'late-%')
          .where('state', '=', 'queued')
          .execute()
      ).length === 0,
  )
  for (const email of people) expect(arrivedAt(email)).toHaveLength(1)
})

it('the mail of a process that is killed is sent by another, and not while it lives', async () => {
  await jobs.stop()
  // A mail server that takes the call and says nothing: whoever sends through it is busy until it is killed.
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const at = silent.address()
  const config = {
    mailUrl: `smtp://127.0.0.1:${at && typeof at === 'object' ? at.port : 0}`,
    mailFrom: 'usher@acme.test',
    dataDir: jobs.dataDir,
    publicUrl: 'https://media.acme.test',
  }
  const program = `
    import { connect } from ${JSON.stringify(new URL('../db/connect.ts', import.meta.url).href)}
    import { runJobs } from ${JSON.stringify(new URL('run-jobs.ts', import.meta.url).href)}
    const config = ${JSON.stringify(config)}
    await runJobs({ ...connect(${JSON.stringify(database.url)}), house: config, config, say: console.error })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' })
  try {
    await mailTo('eve@acme.test')
    await eventually(async () => (await locked()).length > 0)
    jobs = await startJobs(database.url, sink.url)
    // Long ago for the queue: only the child's own lock says that it is still at it.
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_at is not null`,
    )
    await sleep(3000)
    expect(arrivedAt('eve@acme.test')).toEqual([])
    expect(await locked()).toHaveLength(1)

    const gone = once(child, 'close')
    child.kill('SIGKILL')
    await gone
    await sink.next('eve@acme.test')
    expect(await mailDone(database.db, 'eve@acme.test')).toMatchObject({ state: 'sent' })
    expect(jobs.said).toContain('Jobs of a server that is gone were taken over.')
  } finally {
    child.kill('SIGKILL')
    silent.close()
  }
})

it('a server that lost its connection starts over by itself', async () => {
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await eventually(async () => jobs.said.some((line) => line.endsWith('Starting over.')))
  await mailTo('fay@acme.test')
  await sink.next('fay@acme.test')
  expect(await mailDone(database.db, 'fay@acme.test')).toMatchObject({ state: 'sent' })
})

it('a mail whose process was killed in its last try is told as failed by the sweep', async () => {
  await jobs.stop()
  await mailTo('gus@acme.test')
  await mailTo('hal@acme.test')
  await database.pool.query(
    `update graphile_worker._private_jobs set attempts = max_attempts where payload ->> 'mailId' = (select id::text from mail where email = 'gus@acme.test')`,
  )
  await sweep(database.db)
  expect(await mailsTo('gus@acme.test')).toMatchObject({
    state: 'failed',
    error: 'The server was stopped while it sent this mail.',
  })
  expect(await mailsTo('hal@acme.test')).toMatchObject({ state: 'queued' })
})
