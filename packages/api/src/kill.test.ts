// The product's process and its PostgreSQL are killed in the middle of mixed writes, again and again: what was
// acknowledged is there afterwards, what was not is there whole or not at all, and tables, entries and mails agree.
import { randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { problemOf, type Client } from '@usher/client'
import type { AccountId } from '@usher/domain'
import { setLimit } from './accounts/operate-account.ts'
import { keyFor } from './audit/chain.ts'
import { verifyChains } from './audit/verify.ts'
import { secretKey } from './config.ts'
import { connect } from './db/connect.ts'
import { traceOf } from './db/embedded/postmaster.ts'
import { startEmbedded, type Embedded } from './db/embedded/start-embedded.ts'
import type { DB } from './db/schema.ts'
import type {} from './testing/figures.ts'
import { freePort, startProduct, type Product } from './testing/product.ts'
import { post } from './testing/program.ts'
import { toldTwice } from './testing/told-twice.ts'
import { as } from './testing/world.ts'

const kills = Number(process.env['KILL_ROUNDS'] ?? 1)
const databaseKills = Number(process.env['KILL_DATABASE_ROUNDS'] ?? 1)
const writers = 6
const password = 'a long enough password for all'

const dataDir = mkdtempSync(join(tmpdir(), 'usher-kill-'))
// As root, PostgreSQL runs as somebody else, who has to get in.
chmodSync(dataDir, 0o755)
let port = 0
let embedded: Embedded
let product: Product
let ada: { session: string; account: string }
let auditKey: Buffer
let serial = 0

/** What each person may be after the next kill: one state once it was acknowledged, two while a write is under way. */
const ledger = new Map<string, string[]>()
let acknowledged = 0
/** How many writers have not been cut off. */
let writing = 0

async function attempt<T>(email: string, was: string, wanted: string, write: () => Promise<T>): Promise<T> {
  ledger.set(email, [was, wanted])
  try {
    const answer = await write()
    ledger.set(email, [wanted])
    acknowledged += 1
    return answer
  } catch (error) {
    const problem = problemOf(error)
    if (problem && problem.code !== 'outcome_unknown') ledger.set(email, [was])
    throw error
  }
}

/** One person comes and, perhaps, goes: invited, accepted, suspended, reinstated, given another role, removed. */
async function aLife(admin: Client, email: string): Promise<void> {
  const { results } = await attempt(email, 'absent', 'pending', () =>
    admin.invitations.create.mutate({ people: [{ email }], role: 'library_view' }),
  )
  const theirId = async () => String((await admin.members.list.query({ search: email })).rows[0]?.id)
  if (randomInt(3) === 0) {
    const invitationIds = [await theirId()]
    await attempt(email, 'pending', 'revoked', () => admin.invitations.revoke.mutate({ invitationIds }))
    return
  }
  const token = String(results[0]?.link?.split('#')[1])
  await attempt(email, 'pending', 'library_view active', () =>
    as(product.url, null).invitations.accept.mutate({ token, name: 'Somebody', password }),
  )
  const memberIds = [await theirId()]
  const { suspend, reinstate, changeRole, remove } = admin.members
  await attempt(email, 'library_view active', 'library_view suspended', () => suspend.mutate({ memberIds }))
  await attempt(email, 'library_view suspended', 'library_view active', () => reinstate.mutate({ memberIds }))
  await attempt(email, 'library_view active', 'finance active', () => changeRole.mutate({ memberIds, role: 'finance' }))
  if (randomInt(2) === 0) await attempt(email, 'finance active', 'accepted', () => remove.mutate({ memberIds }))
}

/** Lives one after the other, until the server does not answer any more. */
async function lives(): Promise<void> {
  const admin = as(product.url, ada)
  writing += 1
  for (;;) {
    try {
      await aLife(admin, `p${(serial += 1)}@example.org`)
    } catch (error) {
      if (problemOf(error)) continue
      writing -= 1
      return
    }
  }
}

async function read<T>(work: (db: Kysely<DB>) => Promise<T>): Promise<T> {
  // Where it is now: a server that was killed while it started PostgreSQL again may have left it on another port.
  const { db } = connect(await embedded.startAgain(), 1)
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/** Until nothing of the killed process is still at work in the database. */
async function quiet(): Promise<void> {
  await read(async (db) => {
    for (;;) {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from pg_stat_activity
         where backend_type = 'client backend' and datname = current_database() and pid <> pg_backend_pid()`.execute(db)
      if (rows[0]?.n === 0) return
      await sleep(20)
    }
  })
}

/** Everything that is not as it must be, in words. What was under way is settled as it was found. */
async function faults(db: Kysely<DB>): Promise<string[]> {
  const found = (await verifyChains(db, auditKey)).broken.map((b) => `${b.chain} ${b.seq}: ${b.says}`)
  for (const { id, slug } of await db.selectFrom('account').select(['id', 'slug']).execute()) {
    const { tables, entries } = await toldTwice(db, id)
    if (!isDeepStrictEqual(tables, entries)) found.push(`${slug}: tables and entries differ`)
  }
  const states = new Map<string, string>()
  for (const i of await db.selectFrom('invitation').select(['email', 'status']).execute()) states.set(i.email, i.status)
  for (const m of await db.selectFrom('member_person').select(['email', 'role', 'status']).execute())
    states.set(m.email, `${m.role} ${m.status}`)
  for (const [email, may] of ledger) {
    const is = states.get(email) ?? 'absent'
    if (!may.includes(is)) found.push(`${email} is ${is}, not ${may.join(' or ')}`)
    ledger.set(email, [is])
  }
  const unmailed = await db
    .selectFrom('invitation as i')
    .leftJoin('mail as m', 'm.invitation_id', 'i.id')
    .select('i.email')
    .where('m.id', 'is', null)
    .execute()
  return [...found, ...unmailed.map(({ email }) => `${email} was invited without a mail`)]
}

beforeAll(async () => {
  port = await freePort()
  product = await startProduct(dataDir, port)
  embedded = await startEmbedded({ dataDir })
  auditKey = keyFor(secretKey({ secretKey: null, dataDir }), 'audit')
  const token = product.setUpToken
  const made = await post(product.url, 'setUp.finish', {
    token,
    name: 'Ada',
    email: 'ada@example.org',
    password,
    account: 'Acme',
  })
  if (made.code !== 'ok') throw new Error(`the set-up was refused: ${made.text}`)
  ada = { session: String(made.cookies['session']), account: String(made.data['account']) }
  await read(async (db) => {
    const { id } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    await setLimit({ db, auditKey, publicUrl: product.url }, id satisfies AccountId, 'seats', 1_000_000)
  })
}, 120_000)

afterAll(async () => {
  await product.end('SIGTERM')
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

/** Kills, starts again, and looks, so many times. Gives how many writes were acknowledged, and what was wrong. */
async function killing(times: number, kill: () => Promise<void>): Promise<{ writes: number; wrong: string[] }> {
  const before = acknowledged
  const wrong: string[] = []
  for (let round = 1; round <= times; round += 1) {
    const atWork = Array.from({ length: writers }, lives)
    // In the middle of whatever is under way after so many writes, at any point of it.
    const enough = acknowledged + randomInt(5, 40)
    while (acknowledged < enough && writing > 0) await sleep(1)
    await sleep(randomInt(20))
    await kill()
    await Promise.all(atWork)
    product = await startProduct(dataDir, port)
    wrong.push(...(await read(faults)).map((fault) => `round ${round}: ${fault}`))
  }
  return { writes: acknowledged - before, wrong }
}

const patience = (times: number) => 60_000 + times * 60_000

it(`loses nothing when the server is killed, ${kills} times`, { timeout: patience(kills) }, async ({ task }) => {
  const { writes, wrong } = await killing(kills, async () => {
    await product.end('SIGKILL')
    await quiet()
  })
  expect(wrong).toEqual([])
  expect(writes).toBeGreaterThanOrEqual(5 * kills)
  task.meta.figure = `${kills} kills, ${writes} acknowledged writes, ${wrong.length} lost or untold`
})

it(
  `loses nothing when PostgreSQL is killed, ${databaseKills} times`,
  { timeout: patience(databaseKills) },
  async ({ task }) => {
    const { writes, wrong } = await killing(databaseKills, async () => {
      const trace = traceOf(join(embedded.folder, 'data'))
      if (trace.is !== 'running') throw new Error('PostgreSQL runs while the product does')
      process.kill(trace.server.pid, 'SIGKILL')
      await sleep(200)
      await product.end('SIGKILL')
    })
    expect(wrong).toEqual([])
    expect(writes).toBeGreaterThanOrEqual(5 * databaseKills)
    task.meta.figure = `${databaseKills} kills, ${writes} acknowledged writes, ${wrong.length} lost or untold`
  },
)

it('would see a write that was lost, and a change without its entry', async () => {
  const undo = new Error('undone')
  await read(async (db) => {
    const member = await db
      .selectFrom('member_person')
      .select(['id', 'email'])
      .where('email', '!=', 'ada@example.org')
      .executeTakeFirstOrThrow()
    await expect(
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('member').where('id', '=', member.id).execute()
        const seen = (await faults(trx)).join('\n')
        expect(seen).toContain('tables and entries differ')
        expect(seen).toContain(`${member.email} is accepted, not`)
        throw undo
      }),
    ).rejects.toBe(undo)
  })
})
