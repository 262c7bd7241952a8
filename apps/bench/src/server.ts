// The measured process: the real edge, with each procedure beside a peer that does the same work without a door.
// Started by main.ts with a data folder; tells it where it is and as whom to ask, and ends with it.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { initTRPC } from '@trpc/server'
import {
  addMember,
  can,
  createApp,
  defaultPrices,
  createUser,
  hashOf,
  noteLastActive,
  countUsage,
  openBytes,
  openLooker,
  ours,
  readWho,
  router,
  whole,
  type Asking,
} from '@usher/api/bench'
import { loadRouter, openAccount, openDatabase, readConfig } from '@usher/api/server'
import { createServer } from 'node:http'
import { pino } from 'pino'

/** Somebody who asks: an administrator, and a member of the same account to be changed. */
export interface Client {
  session: string
  account: string
  memberId: string
}

const quiet = () => {}
const database = await openDatabase(readConfig({ DATA_DIR: process.env['DATA_DIR'] }), quiet)
const { db, auditKey, deviceKey } = database
const { appRouter } = await loadRouter()

const bare = initTRPC.context<Asking>().create({ isDev: false })
const columns = ['member.id', 'member.name', 'member.role', 'member.status'] as const
const textOf = (input: unknown) => String(input)
const changeOf = (input: unknown) => input as { id: string; role: 'library_view' | 'library_full' } // the peer trusts

/** A member's own row, by the same query everywhere. */
const bench = {
  /** With its door: session, matrix, plan, dormancy, "last active". */
  door: can('people.see').read(({ ctx }) =>
    ours(ctx, 'member').select(columns).where('member.id', '=', ctx.actor.memberId).executeTakeFirstOrThrow(),
  ),
  /** The same, its call counted a hundred times more. */
  counted: can('people.see').read(({ ctx }) => {
    for (let n = 0; n < 100; n += 1)
      ctx.house.counts(ctx.now, { what: 'call', accountId: ctx.accountId, memberId: ctx.actor.memberId })
    return ours(ctx, 'member').select(columns).where('member.id', '=', ctx.actor.memberId).executeTakeFirstOrThrow()
  }),
  /** Without: only the session is looked up, as any program must. */
  session: bare.procedure.query(async ({ ctx }) => {
    const { actor } = await readWho(whole(ctx.handle), ctx)
    if (actor.kind !== 'member') throw new Error('the peer is asked by a member')
    return ours({ handle: ctx.handle, accountId: actor.accountId }, 'member')
      .select(columns)
      .where('member.id', '=', actor.memberId)
      .executeTakeFirstOrThrow()
  }),
  /** Without even the session: the row that the input names. */
  open: bare.procedure.input(textOf).query(({ ctx, input }) =>
    whole(ctx.handle)
      .selectFrom('member_person as member')
      .select(columns)
      .where('member.id', '=', input as never) // branded ids: the peer trusts
      .executeTakeFirstOrThrow(),
  ),
  /** A change without door, lock, second look, chain: one transaction that writes the row. */
  transaction: bare.procedure.input(changeOf).mutation(async ({ ctx, input }) => {
    const { actor } = await readWho(whole(ctx.handle), ctx)
    if (actor.kind !== 'member') throw new Error('the peer is asked by a member')
    await whole(ctx.handle)
      .transaction()
      .execute((trx) =>
        trx
          .updateTable('member')
          .set({ role: input.role })
          .where('account_id', '=', actor.accountId)
          .where('id', '=', input.id as never) // branded ids: the peer trusts
          .execute(),
      )
    return { changed: 1 }
  }),
}

const clients: Client[] = []
for (let n = 0; n < 4; n += 1) {
  const email = `ada-${randomUUID()}@example.org`
  const house = { db, auditKey, publicUrl: 'http://localhost' }
  const opened = await openAccount(house, { name: `Bench ${n}`, plan: 'enterprise', admin: { email, name: 'Ada' } })
  const { user_id } = await db
    .selectFrom('member')
    .select('user_id')
    .where('account_id', '=', opened.id)
    .executeTakeFirstOrThrow()
  const session = randomBytes(32).toString('base64url')
  await db
    .insertInto('session')
    .values({ user_id, token_hash: hashOf(session), ip: '', user_agent: '' })
    .execute()
  const ben = { email: `ben-${randomUUID()}@example.org`, name: 'Ben', passwordHash: null, proven: true, home: null }
  const { id } = await createUser(db, ben, new Date())
  const { member } = await addMember(db, opened.id, { userId: id, role: 'library_view' }, new Date())
  clients.push({ session, account: opened.slug, memberId: member.id })
}

const server = createServer().listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}`
const usage = countUsage(db, quiet)
const lastActive = noteLastActive(db, usage.counts, quiet)
const bytes = await openBytes({ dataDir: String(process.env['DATA_DIR']), storage: null }, quiet)
const house = {
  publicUrl: url,
  mail: 'files',
  operatorEmail: null,
  prices: defaultPrices,
  auditKey,
  deviceKey,
  ...bytes,
  looker: openLooker(),
  say: quiet,
} as const
const serves = { router: router({ members: appRouter.members, bench }), routes: [] }
const app = createApp({
  db,
  house: { ...house, seen: lastActive.seen, keyUsed: lastActive.keyUsed, counts: usage.counts },
  log: pino({ level: 'silent' }),
  trustProxy: false,
  webFolder: null,
  serves: serves as never, // a router of its own, where the product has one type
})
server.on('request', app)
process.send?.({ url, clients })
async function end(): Promise<void> {
  server.closeAllConnections()
  server.close()
  await lastActive.stop()
  await usage.stop()
  await database.close()
  process.disconnect()
}
process.once('message', () => void end())
