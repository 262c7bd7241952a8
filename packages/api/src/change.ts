// The only way to write. Inside one transaction: the locks, then who asks and the door's requirement again, the handler,
// its entries, its mails; so no check can be outrun, no change goes without a trace, no mail tells of what was undone.
import type { Kysely } from 'kysely'
import {
  audit,
  Problem,
  type AccountId,
  type AuditKind,
  type Consequence,
  type Entry,
  type Nothing,
  type Scope,
  type Told,
  type UserId,
  type Weighed,
} from '@usher/domain'
import { append, type Frame, type Line } from './audit/append.ts'
import { authorOf } from './audit/author.ts'
import { chainOfAccount, chainOfUser, inLockOrder, type Chain } from './audit/chain.ts'
import type { Asking, Base, CookieName, House, Who } from './context.ts'
import { isAway } from './db/away.ts'
import { handleOf, whole } from './db/connect.ts'
import type { DB } from './db/schema.ts'
import { limitTransaction, lockChain } from './db/statements.ts'
import { addJob, type Jobs } from './jobs/add-job.ts'
import { putInOutbox, type NewMail } from './mail/outbox.ts'
import { readActing } from './session/actor.ts'
import { countCall } from './session/key-actor.ts'
import { turnstile } from './turnstile.ts'
import type { Use } from './usage/count-usage.ts'

/** What a door does: lets in, or throws; and looks up what the input names. `inside`: what it found before the lock. */
export interface Doorway {
  enter(who: Who, at: Base): object | Promise<object>
  check(ctx: Base & object, input: Record<string, unknown>, inside: object | null): Promise<object>
}

/** What is to happen beside the change: a mail, a job, a cookie in the answer, a use that is counted. Only once it is committed. */
export type Effect =
  | { mail: NewMail }
  | { [N in keyof Jobs]: { job: N; payload: Jobs[N] } }[keyof Jobs]
  | { cookie: CookieName; value: string | null }
  | { use: Use }

export type Records = AuditKind | readonly AuditKind[]
export type KindsIn<R extends Records> = R extends AuditKind
  ? R
  : R extends readonly (infer K extends AuditKind)[]
    ? K
    : never
export type Trace<R extends Records> = R extends AuditKind
  ? Entry<R> | readonly Entry<R>[] | Nothing
  : R extends readonly (infer K extends AuditKind)[]
    ? readonly Told<K>[] | Nothing
    : never

/** What a handler comes back with, through `done` alone. */
export interface Closing {
  result: unknown
  trace: Nothing | AnyEntry | readonly AnyEntry[]
  effects: readonly Effect[]
}
interface AnyEntry {
  what?: AuditKind
  account?: AccountId
  on: string
  before: object | null
  after: object | null
  consequences?: readonly Consequence[]
}
export type AnyHandler = (at: {
  ctx: object
  input: object
  the: object
  done: (...closing: never) => unknown
}) => Promise<unknown>

const done = (result: unknown, trace: Closing['trace'], ...effects: Effect[]): Closing => ({ result, trace, effects })

export const kindsOf = (records: Records): readonly AuditKind[] => (typeof records === 'string' ? [records] : records)
export const changesRights = (kinds: readonly AuditKind[]): boolean => kinds.some((k) => audit[k].changes === 'rights')

const base = (asking: Asking, db: Kysely<DB>, now: Date): Base => {
  const handle = handleOf(db)
  return { handle, house: asking.house, now, requestId: asking.id, asking, weighs: null }
}
/** A door, once: who asks, may they, and what does the input name. `read`: for reading, or for changing something. */
export async function pass<W extends Who>(
  read: (db: Kysely<DB>, asking: Asking) => Promise<W>,
  doorway: Doorway,
  asking: Asking,
  db: Kysely<DB>,
  input: object,
  inside: object | null = null,
) {
  const who = await read(db, asking)
  const at = base(asking, db, who.now)
  if (!inside && who.actor.kind === 'key') await countCall(asking, who.actor, who.calls ?? 0)
  const ctx = { ...at, ...(await doorway.enter(who, at)) }
  const the = await doorway.check(ctx, { ...input }, inside)
  if (!inside) noteCall(who, asking.house)
  return { who, ctx, the }
}

/** That somebody asked, and was let in. */
function noteCall(who: Who, house: House): void {
  const { actor, now, person } = who
  const member = themself(who)
  if (person) house.seen(now, person.sessionId, member)
  if (member) house.counts(now, { what: 'call', accountId: member.accountId, memberId: member.memberId })
  if (actor.kind !== 'key') return
  house.keyUsed(now, actor.keyId)
  house.counts(now, { what: 'call', accountId: actor.accountId, keyId: actor.keyId })
}
/** Whoever really asks, as a member. */
const themself = ({ actor }: Who) => (actor.kind === 'member' ? actor : actor.kind === 'viewing' ? actor.by : null)

interface Scopes {
  userId: UserId | null
  accountId: AccountId | null
}
/** Whose chains this change writes to: what the door says about person and account, or what it looked up says. */
function scopesOf(ctx: object, the: object): Scopes {
  const from = { ...the, ...ctx } as {
    userId?: UserId
    accountId?: AccountId
    account?: { id: AccountId }
    proved?: { userId?: UserId }
  }
  return { userId: from.userId ?? from.proved?.userId ?? null, accountId: from.accountId ?? from.account?.id ?? null }
}
/** The chain of a scope; null where nobody said whose. */
function chainIn(scope: Scope, { userId, accountId }: Scopes): Chain | null {
  if (scope === 'house') return 'house'
  if (scope === 'user') return userId && chainOfUser(userId)
  return accountId && chainOfAccount(accountId)
}
function locksFor(kinds: readonly AuditKind[], scopes: Scopes): { chain: Chain; exclusive: boolean }[] {
  const wanted = new Map<Chain, boolean>()
  for (const kind of kinds) {
    const { scope, changes } = audit[kind]
    const chain = chainIn(scope, scopes)
    if (chain) wanted.set(chain, wanted.get(chain) === true || changes === 'rights')
  }
  return inLockOrder([...wanted.keys()]).map((chain) => ({ chain, exclusive: wanted.get(chain) === true }))
}
/** Entries in the order told, each with the chain of its scope. */
function linesOf(kinds: readonly AuditKind[], { trace }: Closing, scopes: Scopes): Line[] {
  if ('nothing' in trace) return []
  const entries = 'on' in trace ? [trace] : trace
  if (!entries.length) throw new Error(`${kinds.join(', ')}: a change without a trace; say nothing('why')`)
  return entries.map((entry) => {
    const what = entry.what ?? kinds[0]
    if (!what || !kinds.includes(what)) throw new Error(`${what} is not among what this change records`)
    const { scope, on } = audit[what]
    const userId = on === 'user' ? (entry.on as UserId) : scopes.userId
    const accountId = on === 'account' ? (entry.on as AccountId) : (entry.account ?? scopes.accountId)
    const chain = chainIn(scope, { userId, accountId })
    if (!chain) throw new Error(`${what}: this change does not say whose chain it belongs to`)
    return { chain, what, on: entry.on, before: entry.before, after: entry.after, consequences: entry.consequences }
  })
}
/** The trace of what was done, with its mails and jobs: in the transaction that did it. */
export async function writeDown(
  trx: Kysely<DB>,
  frame: Frame,
  kinds: readonly AuditKind[],
  closed: Closing,
  scopes: Scopes,
): Promise<void> {
  await append(trx, frame, linesOf(kinds, closed, scopes))
  for (const effect of closed.effects) {
    if ('mail' in effect) await putInOutbox(trx, scopes.accountId, effect.mail)
    if ('job' in effect) await addJob(trx, effect.job, effect.payload)
  }
}

/** Errors of PostgreSQL that mean "somebody else was faster, try again". */
const busyCodes = new Set(['55P03', '40001', '40P01', '57014'])
export const asBusy = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error && busyCodes.has(String(error.code))
    ? new Problem('busy')
    : error

export async function runChange(
  doorway: Doorway,
  records: Records,
  handler: AnyHandler,
  asking: Asking,
  input: Record<string, unknown>,
): Promise<unknown> {
  const kinds = kindsOf(records)
  const db = whole(asking.handle)
  // Whoever is refused makes nobody wait; and what is found says whose locks to take.
  const first = await pass(readActing, doorway, asking, db, input)
  const scopes = scopesOf(first.ctx, first.the)
  const locks = locksFor(kinds, scopes)
  let decided = false
  const closing = await turnstile(
    locks.at(-1)?.chain ?? (scopes.accountId ? chainOfAccount(scopes.accountId) : 'house'),
    () =>
      db.transaction().execute(async (trx) => {
        for (const { chain, exclusive } of locks) await lockChain(trx, chain, exclusive)
        const { who, ctx, the } = await pass(readActing, doorway, asking, trx, input, first.the)
        await sameRights(trx, input, scopes.accountId)
        const closed = (await handler({ ctx, input, the, done })) as Closing
        const frame = {
          author: authorOf(who, asking),
          at: ctx.now,
          requestId: asking.id,
          auditKey: asking.house.auditKey,
        }
        await writeDown(trx, frame, kinds, closed, scopes)
        decided = true
        return closed
      }),
  ).catch((error: unknown) => {
    // Lost under the commit itself: it may have come about or not, and nobody here can know.
    throw decided && isAway(error) ? new Problem('outcome_unknown') : asBusy(error)
  })
  for (const effect of closing.effects) {
    if ('cookie' in effect) asking.setCookie(effect.cookie, effect.value)
    if ('use' in effect) asking.house.counts(first.ctx.now, effect.use)
  }
  return closing.result
}

/** The version of an account's rights: the place of its last entry that changed them. */
const rightsVersion = async (db: Kysely<DB>, accountId: AccountId): Promise<number> =>
  (
    await db
      .selectFrom('audit_head')
      .select('rights_seq')
      .where('chain', '=', chainOfAccount(accountId))
      .executeTakeFirst()
  )?.rights_seq ?? 0

/** Whoever confirms what a preview showed confirms exactly that. */
async function sameRights(
  db: Kysely<DB>,
  { asPreviewed }: Record<string, unknown>,
  accountId: AccountId | null,
): Promise<void> {
  if (asPreviewed === undefined || !accountId) return
  if ((await rightsVersion(db, accountId)) !== asPreviewed) throw new Problem('rights_moved')
}

/** What a change would do: its entries, and the version of the rights that this was true for. */
export interface Previewed {
  rightsVersion: number
  entries: readonly {
    what: AuditKind
    on: string
    before: object | null
    after: object | null
    consequences: readonly Consequence[]
  }[]
  /** Who gains and who loses what; null where the change does not say whom it concerns. */
  weighed: Weighed | null
}
class RolledBack extends Error {
  readonly previewed: Previewed
  constructor(previewed: Previewed) {
    super('rolled back')
    this.previewed = previewed
  }
}

/** Milliseconds that a preview may take; so many at once of one account, and in all, on this server. */
const previewWithin = 2000
const previewsOfOne = 2
const previewsAtOnce = 4

/**
 * The same handler without locks and chain, for two seconds at most, and undone: leaves nothing, and holds nobody up but who
 * writes the same rows meanwhile. Throws `busy` where others are being made all the time.
 */
export const runPreview: typeof preview = (doorway, records, handler, asking, input) =>
  turnstile(
    `previews of ${asking.account ?? ''}`,
    () => turnstile('previews', () => preview(doorway, records, handler, asking, input), previewsAtOnce),
    previewsOfOne,
  )
async function preview(
  doorway: Doorway,
  records: Records,
  handler: AnyHandler,
  asking: Asking,
  input: Record<string, unknown>,
): Promise<Previewed> {
  const kinds = kindsOf(records)
  const until = performance.now() + previewWithin
  try {
    await whole(asking.handle)
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (trx) => {
        await limitTransaction(trx, `${previewWithin}ms`, '200ms')
        const { ctx, the } = await pass(readActing, doorway, asking, trx, input)
        const scopes = scopesOf(ctx, the)
        const version = scopes.accountId ? await rightsVersion(trx, scopes.accountId) : 0
        let weighed: Weighed | null = null
        const weighs = (found: Weighed) => {
          weighed = found
        }
        const closed = (await handler({ ctx: { ...ctx, weighs }, input, the, done })) as Closing
        const entries = linesOf(kinds, closed, scopes).map(({ what, on, before, after, consequences = [] }) => ({
          what,
          on,
          before,
          after,
          consequences,
        }))
        throw new RolledBack({ rightsVersion: version, entries, weighed })
      })
  } catch (error) {
    if (error instanceof RolledBack) return error.previewed
    // PostgreSQL ends the connection of a transaction that takes longer.
    throw isAway(error) && performance.now() >= until ? new Problem('busy') : asBusy(error)
  }
  throw new Error('a preview is always rolled back')
}
