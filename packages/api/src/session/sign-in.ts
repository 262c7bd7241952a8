// Signing in: the same answer in the same time for known and unknown addresses, and limits that hold on every server
// without letting an attacker lock anybody out.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { emailKey, Problem, type SessionId, type UserId } from '@usher/domain'
import { append } from '../audit/append.ts'
import { authorOf } from '../audit/author.ts'
import { chainOfUser } from '../audit/chain.ts'
import type { Asking, Base, House } from '../context.ts'
import type { Effect } from '../change.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { countTry } from '../db/statements.ts'
import { hashOf } from './hash-of.ts'
import { fits } from './passwords.ts'
import { newToken } from './secrets.ts'
import { forgive, limitTries, networkOf } from './tries.ts'

/** Tries with one address from one network, and from anywhere that has not signed in with it before, in 15 minutes. */
const most = { onePlace: 10, anywhere: 100, network: 300 }
const windowSeconds = 15 * 60

/** A browser that has signed in with this address before carries this; it has tries of its own. */
const deviceToken = (house: House, userId: UserId): string =>
  `${userId}.${createHmac('sha256', house.deviceKey).update(userId).digest('base64url')}`
function isKnownDevice({ house, deviceToken: shown }: Asking, userId: UserId | undefined): boolean {
  if (!shown || !userId) return false
  const [a, b] = [Buffer.from(shown), Buffer.from(deviceToken(house, userId))]
  return a.length === b.length && timingSafeEqual(a, b)
}

export interface Proved {
  userId: UserId
  passwordHash: string
}

/** Counted before the locks and outside any transaction. Throws `wrong_sign_in` or `too_many_tries`. */
export async function provePassword({
  ctx,
  input,
}: {
  ctx: Base
  input: { email: string; password: string }
}): Promise<Proved> {
  const { asking } = ctx
  const db = whole(asking.handle)
  const key = emailKey(input.email.trim())
  const network = networkOf(asking.ip)
  const user = await db
    .selectFrom('user')
    .select(['id', 'password_hash'])
    .where('email_key', '=', key)
    .executeTakeFirst()
  const known = isKnownDevice(asking, user?.id)
  await limitTries(db, `sign-in from ${network}`, most.network, windowSeconds)
  const here = `sign-in as ${key} ${known ? `on ${asking.deviceToken ?? ''}` : `from ${network}`}`
  await limitTries(db, here, most.onePlace, windowSeconds)
  // Known devices stay out of the common count: whoever tries from everywhere locks out only strangers to this address.
  if (!known) await limitTries(db, `sign-in as ${key}`, most.anywhere, windowSeconds)
  const right = await fits(user?.password_hash ?? null, input.password)
  if (!user?.password_hash || !right) {
    await recordFailure(ctx, user?.id ?? null, key)
    throw new Problem('wrong_sign_in')
  }
  await forgive(db, here)
  return { userId: user.id, passwordHash: user.password_hash }
}

/** Recorded apart from the refused sign-in; ten minutes of the same are one entry. Known and unknown take the same steps. */
async function recordFailure({ asking, now }: Base, userId: UserId | null, email: string): Promise<void> {
  const db = whole(asking.handle)
  const { n } = await countTry(db, `failed sign-in as ${email}`, 600)
  if (n > 1) return
  const author = authorOf({ actor: { kind: 'stranger' }, now, person: null, refused: null, asks: [] }, asking)
  const told = { before: null, after: { because: 'wrong password' } }
  await db.transaction().execute((trx) =>
    append(trx, { author, at: now, requestId: asking.id, auditKey: asking.house.auditKey }, [
      userId
        ? { chain: chainOfUser(userId), what: 'user.sign_in_failed', on: userId, ...told }
        : {
            chain: 'house',
            what: 'house.sign_in_failed',
            on: 'house',
            before: null,
            after: { email, because: 'no such sign-in' },
          },
    ]),
  )
}

/** The person behind the session gives the password again. Throws `wrong_password` or `too_many_tries`. */
export async function proveOwnPassword({
  ctx,
  input,
}: {
  ctx: Base & { userId: UserId }
  input: { password: string }
}): Promise<Proved> {
  const db = whole(ctx.asking.handle)
  const key = `password of ${ctx.userId}`
  await limitTries(db, key, most.onePlace, windowSeconds)
  const user = await db
    .selectFrom('user')
    .select(['id', 'password_hash'])
    .where('id', '=', ctx.userId)
    .executeTakeFirstOrThrow()
  if (!(await fits(user.password_hash, input.password)) || !user.password_hash) throw new Problem('wrong_password')
  await forgive(db, key)
  return { userId: user.id, passwordHash: user.password_hash }
}

/** A new session for this person: its row, and the cookies that carry it. */
export async function startSession(
  db: Kysely<Pick<DB, 'session'>>,
  { asking, house, now }: Base,
  userId: UserId,
): Promise<{ id: SessionId; cookies: Effect[] }> {
  const token = newToken()
  const { id } = await db
    .insertInto('session')
    .values({
      user_id: userId,
      token_hash: hashOf(token),
      created_at: now,
      password_at: now,
      last_active_at: now,
      ip: asking.ip,
      user_agent: asking.userAgent,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return {
    id,
    cookies: [
      { cookie: 'session', value: token },
      { cookie: 'device', value: deviceToken(house, userId) },
    ],
  }
}
