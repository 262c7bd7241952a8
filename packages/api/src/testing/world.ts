// A fresh clone of the template, servers on it, and named people to act as: through the real HTTP client.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, inject } from 'vitest'
import { createClient, problemOf, type Client } from '@usher/client'
import { type AccountId, type AnyProblem, type MemberId, type Plan, type Role, type UserId } from '@usher/domain'
import { addMember, createAccount, createUser } from '../accounts/create-account.ts'
import { defaultPrices } from '../billing/price-list.ts'
import { createApp, type AppOptions } from '../app.ts'
import { append, type Line } from '../audit/append.ts'
import { operatorAuthor } from '../audit/author.ts'
import { chainOfAccount, chainOfUser } from '../audit/chain.ts'
import type { House } from '../context.ts'
import { connect, type Connection } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import { openLooker } from '../renditions/looker.ts'
import { hashOf } from '../session/hash-of.ts'
import { noteLastActive } from '../session/last-active.ts'
import { openBytes } from '../storage/open-bytes.ts'
import { countUsage } from '../usage/count-usage.ts'
import type {} from './database.ts'
import { auditKey, deviceKey } from './keys.ts'

/** A connection of the test's own, and the address for servers and other processes. */
export interface TestDatabase extends Connection {
  url: string
}

/** A database of one's own, gone with the test run. */
export async function freshDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('template'))
  const name = `test_${randomBytes(8).toString('hex')}`
  const url = new URL(template)
  const admin = new URL(template)
  admin.pathname = '/postgres'
  url.pathname = `/${name}`
  const client = new pg.Client(admin.href)
  await client.connect()
  await client.query(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`)
  await client.end()
  const connection = connect(url.href, 5)
  afterAll(() => connection.db.destroy())
  return { ...connection, url: url.href }
}

/** Where the bytes of this test file's servers are: one storage, as of two servers that are one product. */
export const bytesFolder = mkdtempSync(join(tmpdir(), 'usher-bytes-'))
// Of many random worlds there are a hundred thousand files.
afterAll(() => rm(bytesFolder, { recursive: true, force: true }), 600_000)
const quietly = () => {}
/** Opens what is sent to this test file’s servers, from when the first of them asks. */
export const looker = openLooker()
afterAll(() => looker.close())
export const { storage, parts } = await openBytes({ dataDir: bytesFolder, storage: null }, quietly)

export type HouseForTests = Omit<House, 'seen' | 'keyUsed' | 'counts' | 'publicUrl'>
const quiet: HouseForTests = {
  mail: 'smtp',
  operatorEmail: null,
  prices: defaultPrices,
  auditKey,
  deviceKey,
  storage,
  parts,
  looker,
  say: quietly,
}

/** A server on this database, as another process would be: with a pool of its own. Gives its address. */
export async function startServer(
  url: string,
  {
    house,
    serves,
    connections = 10,
    trustProxy = false,
    log = pino({ level: process.env['LOG'] ?? 'silent' }),
  }: {
    house?: Partial<HouseForTests & Pick<House, 'counts'>>
    serves?: AppOptions['serves']
    connections?: number
    trustProxy?: AppOptions['trustProxy']
    log?: AppOptions['log']
  } = {},
): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('a server that listens has a port')
  const publicUrl = `http://127.0.0.1:${address.port}`
  const { db } = connect(url, connections)
  const usage = countUsage(db, quietly)
  const lastActive = noteLastActive(db, usage.counts, quietly)
  const notes = { seen: lastActive.seen, keyUsed: lastActive.keyUsed, counts: usage.counts }
  const app = createApp({
    db,
    log,
    house: { ...quiet, publicUrl, ...notes, ...house },
    trustProxy,
    webFolder: null,
    ...(serves && { serves }),
  })
  server.on('request', app)
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await lastActive.stop()
    await usage.stop()
    await db.destroy()
  })
  return publicUrl
}

/** Somebody in an account, with a session of theirs. */
export interface TestMember {
  memberId: MemberId
  userId: UserId
  email: string
  name: string
  /** The value of the session's cookie. */
  session: string
  account: string
}
export interface TestAccount {
  id: AccountId
  slug: string
  /** Adds a member who is signed in, `ada@acme.test` for Ada. */
  member(
    name: string,
    role: Role,
    more?: { status?: 'active' | 'suspended'; endsAt?: Date; userId?: UserId },
  ): Promise<TestMember>
}

/** Appends what the tables were given to the chains, so that they replay to the same. */
async function told(db: Kysely<DB>, lines: Line[]): Promise<void> {
  await append(db, { author: operatorAuthor, at: await clock(db), requestId: null, auditKey }, lines)
}

/** A session of this person, without the password's detour. Gives the cookie's value. */
export async function signedIn(db: Kysely<DB>, userId: UserId): Promise<string> {
  const session = randomBytes(32).toString('base64url')
  const now = await clock(db)
  await db
    .insertInto('session')
    .values({
      user_id: userId,
      token_hash: hashOf(session),
      created_at: now,
      password_at: now,
      last_active_at: now,
      ip: '127.0.0.1',
      user_agent: '',
    })
    .execute()
  return session
}

export async function account(
  db: Kysely<DB>,
  name = 'Acme',
  plan: Plan = 'enterprise',
  seats = 50,
): Promise<TestAccount> {
  const now = await clock(db)
  const made = await createAccount(db, { name, plan, limits: { seats } }, now)
  const { id, slug } = made.account
  await told(db, [{ ...made.entry, chain: chainOfAccount(id) }])
  return {
    id,
    slug,
    async member(called, role, { userId, ...more } = {}) {
      const email = `${called.toLowerCase().replaceAll(' ', '.')}@${slug}.test`
      const lines: Line[] = []
      let user = userId
      if (!user) {
        const created = await createUser(db, { email, name: called, passwordHash: null, proven: true, home: null }, now)
        user = created.id
        lines.push({ ...created.entry, chain: chainOfUser(user) })
      }
      const added = await addMember(db, id, { userId: user, role, ...more }, now)
      await told(db, [...lines, { ...added.entry, chain: chainOfAccount(id) }])
      return {
        memberId: added.member.id,
        userId: user,
        email,
        name: called,
        session: await signedIn(db, user),
        account: slug,
      }
    },
  }
}

/** Acts as this member, or as nobody, on that server. */
export const as = (url: string, who: Pick<TestMember, 'session' | 'account'> | null): Client =>
  createClient({
    url,
    account: () => who?.account ?? null,
    retries: 0,
    headers: () => (who ? { cookie: `usher_session=${who.session}` } : {}),
  })

export type Refusal = AnyProblem | { code: 'BUG'; data: { message: string } }
/** What was refused, or null when nothing was. A bug is told as such. */
export const refusal = (attempt: Promise<unknown>): Promise<Refusal | null> =>
  attempt.then(
    () => null,
    (error: unknown) => problemOf(error) ?? { code: 'BUG', data: { message: String(error) } },
  )
