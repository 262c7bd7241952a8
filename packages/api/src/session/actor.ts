// Who asks: session, person, membership, plan and the database's clock, in one indexed statement on every request.
// Nothing is cached, so that a suspension, an end date or a plan takes effect on the very next request.
import type { Kysely } from 'kysely'
import { asksOf, statusAt, type Actor } from '@usher/domain'
import type { ActingWho, Asking, Who } from '../context.ts'
import { planKept } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock, daysAgo, moment } from '../db/statements.ts'
import { hashOf } from './hash-of.ts'
import { readKey } from './key-actor.ts'
import { asViewed, mustAct } from './viewing.ts'

/** A session ends by itself after this long without a request, in days. */
export const sessionIdleDays = 30

type Named = Pick<Asking, 'sessionToken' | 'keySecret' | 'account' | 'viewing'>

/** Whoever asks: the holder of a key, or the person of the session; as somebody else, where that is how they see the account. */
export async function readWho(db: Kysely<DB>, asking: Named): Promise<Who> {
  if (asking.keySecret !== null) return readKey(db, { ...asking, keySecret: asking.keySecret })
  const who = await readThemself(db, asking)
  return asking.viewing === null ? who : asViewed(db, who, asking.viewing)
}
/** Whoever is about to change something: throws `only_viewing` for whoever sees the account as somebody else. */
export const readActing = async (db: Kysely<DB>, asking: Named): Promise<ActingWho> =>
  mustAct(await readWho(db, asking))

async function readThemself(
  db: Kysely<DB>,
  { sessionToken, account }: Pick<Asking, 'sessionToken' | 'account'>,
): Promise<Who> {
  const row = sessionToken
    ? await db
        .selectFrom('session as s')
        .modifyFront(planKept)
        .innerJoin('user as u', 'u.id', 's.user_id')
        .leftJoin('account as a', (j) => j.on('a.slug', '=', account ?? ''))
        .leftJoin('member as m', (j) => j.onRef('m.account_id', '=', 'a.id').onRef('m.user_id', '=', 'u.id'))
        .select(['s.id as sessionId', 's.password_at', 'u.id as userId', 'u.name', 'u.email', 'u.address_proven_at'])
        .select(['u.home_account_id', 'a.id as accountId', 'a.plan', 'm.id as memberId', 'm.role', 'm.status'])
        .select(['m.ends_at', 'm.presence_ended_at', 'a.deleted_at'])
        .select(moment().as('now'))
        .where('s.token_hash', '=', hashOf(sessionToken))
        .where('s.last_active_at', '>', daysAgo(sessionIdleDays))
        .executeTakeFirst()
    : undefined
  if (!row) return { actor: { kind: 'stranger' }, now: await clock(db), person: null, refused: null, asks: [] }

  const { userId, sessionId, now, name, email } = row
  const person = { userId, sessionId, name, email, passwordAt: row.password_at }
  const alone: Actor = { kind: 'person', userId, sessionId }
  const { accountId, memberId, role, status, plan } = row
  if (!accountId || !memberId || !role || !status || !plan)
    return { actor: alone, now, person, asks: [], refused: account ? 'no_member' : null }

  const asks = asksOf({
    accountId,
    addressProven: row.address_proven_at !== null,
    homeAccountId: row.home_account_id,
    passwordAt: row.password_at,
    presenceEndedAt: row.presence_ended_at,
  })
  if (asks.length) return { actor: alone, now, person, refused: null, asks }
  const actor: Actor = {
    kind: 'member',
    userId,
    sessionId,
    memberId,
    accountId,
    role,
    plan,
    status: statusAt({ status, endsAt: row.ends_at, deletedAt: row.deleted_at }, now),
  }
  return { actor, now, person, refused: null, asks: [] }
}
