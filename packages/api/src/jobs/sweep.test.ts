// What the hourly jobs do, with time moved by redefining the database's clock in this clone.
import { expect, it } from 'vitest'
import { clock } from '../db/statements.ts'
import { putInOutbox } from '../mail/outbox.ts'
import { makeSecret } from '../session/secrets.ts'
import { limitTries } from '../session/tries.ts'
import { plantKey } from '../testing/api-keys.ts'
import { acmeByMail } from '../testing/acme-by-mail.ts'
import { mailDone, startJobs } from '../testing/jobs.ts'
import { account } from '../testing/world.ts'
import { sweep } from './sweep.ts'
import { tellOfEnds } from './tell-of-ends.ts'

const { database, sink, acme } = await acmeByMail()
const start = await clock(database.db)

const inHours = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
const nowIs = (moment: Date) =>
  database.pool.query(
    `create or replace function moment() returns timestamptz language sql volatile as $$ select timestamptz '${moment.toISOString()}' $$`,
  )
const mailed = async () =>
  (await database.db.selectFrom('mail').select(['email', 'about']).where('template', '=', 'member_ends').execute())
    .map((m) => `${m.email} ${m.about['endsAt'] ?? ''}`)
    .sort()

it('a week before a member ends, they and the active administrators are told, once', async () => {
  await acme.member('Eve', 'account_admin', { status: 'suspended' })
  await acme.member('Fay', 'developer')
  const week = 7 * 24
  const ben = await acme.member('Ben', 'developer', { endsAt: inHours(week + 1) })
  await acme.member('Cleo', 'finance', { endsAt: inHours(week + 50) })
  await acme.member('Dan', 'finance', { endsAt: inHours(week + 1), status: 'suspended' })
  const beta = await account(database.db, 'Beta')
  await beta.member('Zoe', 'account_admin')

  await nowIs(inHours(0.99))
  await tellOfEnds(database.db)
  expect(await mailed()).toEqual([])

  await nowIs(inHours(1))
  await Promise.all([tellOfEnds(database.db), tellOfEnds(database.db)])
  await tellOfEnds(database.db)
  const end = inHours(week + 1).toISOString()
  expect(await mailed()).toEqual([`ada@acme.test ${end}`, `ben@acme.test ${end}`])

  // Moved: told of anew, and the mails about the old end are dropped when they are still there.
  const later = inHours(week + 2)
  await database.db.updateTable('member').set({ ends_at: later }).where('id', '=', ben.memberId).execute()
  await nowIs(inHours(10))
  await tellOfEnds(database.db)
  expect(await mailed()).toHaveLength(4)
  const jobs = await startJobs(database.url, sink.url)
  const toBen = await sink.next('ben@acme.test')
  expect(toBen.subject).toBe('Your access to Acme ends soon')
  const toAda = await sink.next('ada@acme.test')
  expect(toAda.subject).toBe('Ben’s access to Acme ends soon')
  expect(toAda.text).toContain(`/a/${acme.slug}`)
  await mailDone(database.db, 'ben@acme.test')
  await jobs.stop()
  const states = await database.db
    .selectFrom('mail')
    .select(['state', 'about'])
    .where('template', '=', 'member_ends')
    .execute()
  expect(states.map((m) => [m.about['endsAt'] === end, m.state]).sort()).toEqual([
    [false, 'sent'],
    [false, 'sent'],
    [true, 'dropped'],
    [true, 'dropped'],
  ])
})

it('links, changes of address and tries that are over are removed, and no others', async () => {
  await nowIs(start)
  const gus = await acme.member('Gus', 'developer')
  const hal = await acme.member('Hal', 'developer')
  await makeSecret(database.db, 'reset', true, { user_id: gus.userId, email: gus.email })
  await limitTries(database.db, 'an old try', 5, 60)
  const change = { email: 'x@new.test', email_key: 'x@new.test', old_confirmed_at: null, new_confirmed_at: null }
  await database.db
    .insertInto('email_change')
    .values([
      { ...change, user_id: gus.userId, expires_at: inHours(24) },
      { ...change, user_id: hal.userId, expires_at: inHours(40) },
    ])
    .execute()
  await nowIs(inHours(30))
  await makeSecret(database.db, 'reset', true, { user_id: hal.userId, email: hal.email })
  await limitTries(database.db, 'a new try', 5, 60)
  await sweep(database.db)
  expect(await database.db.selectFrom('secret').select('user_id').execute()).toEqual([{ user_id: hal.userId }])
  expect(await database.db.selectFrom('email_change').select('user_id').execute()).toEqual([{ user_id: hal.userId }])
  expect(await database.db.selectFrom('tries').select('key').execute()).toEqual([{ key: 'a new try' }])
})

it('a mail with a name is in the outbox once, and with it its job', async () => {
  const put = () =>
    database.db
      .transaction()
      .execute((trx) =>
        putInOutbox(trx, acme.id, { template: 'email_taken', email: 'once@acme.test', about: {} }, 'a name'),
      )
  const before = (await database.pool.query(`select from graphile_worker.jobs`)).rowCount ?? 0
  const ids = [await put(), await put()]
  expect(ids).toEqual([expect.any(String), null])
  expect((await database.pool.query(`select from graphile_worker.jobs`)).rowCount).toBe(before + 1)
})

it('a secret that was rolled is told to be over for a month, and unknown after that', async () => {
  const { db } = database
  const key = await plantKey(db, acme.id)
  await db.updateTable('api_key_secret').set({ works_until: start }).where('key_id', '=', key.keyId).execute()
  const secrets = () => db.selectFrom('api_key_secret').select('key_id').where('key_id', '=', key.keyId).execute()
  await nowIs(inHours(30 * 24))
  await sweep(db)
  expect(await secrets()).toHaveLength(1)
  await nowIs(inHours(30 * 24 + 1))
  await sweep(db)
  expect(await secrets()).toEqual([])
  await nowIs(start)
})
