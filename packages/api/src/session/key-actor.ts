// A program that asks with an API key: key, account, plan and the database's clock in one statement on every call, so that a
// key that is rolled, disabled or deleted is over on the very next one, on every server.
import type { Kysely } from 'kysely'
import { keyStateAt, limitsOf, Problem, type Key, type KeyId } from '@usher/domain'
import type { Asking, Who } from '../context.ts'
import { planKept, whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { countTry, moment } from '../db/statements.ts'
import { hashOf } from './hash-of.ts'

const keys = (db: Kysely<DB>) =>
  db
    .selectFrom('api_key as k')
    .innerJoin('account as a', 'a.id', 'k.account_id')
    .select([
      'k.id',
      'k.account_id',
      'k.name',
      'k.scopes',
      'k.ends_at',
      'k.disabled_at',
      'a.slug',
      'a.plan',
      'a.limits',
      'a.deleted_at',
    ])
    .select(moment().as('now'))
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof keys>['executeTakeFirst']>>>

/** Throws `key_over` for one that is disabled or has ended, or whose account is deleted. */
function asKey({ id, account_id, name, scopes, plan, ends_at, disabled_at, deleted_at, now }: Row): Key {
  const state = keyStateAt({ endsAt: ends_at, disabledAt: disabled_at }, now)
  if (state !== 'active') throw new Problem('key_over', { because: state })
  if (deleted_at) throw new Problem('key_over', { because: 'deleted' })
  const standing = { role: 'library_full', plan, status: 'active' } as const
  return { kind: 'key', keyId: id, accountId: account_id, name, scopes, memberId: null, ...standing }
}

/**
 * Throws `key_unknown`; `key_over` for one that is disabled, has ended, or was rolled; and `key_elsewhere` where another
 * account is named, or a viewing: a key sees the account as nobody does.
 */
export async function readKey(
  db: Kysely<DB>,
  { keySecret, account, viewing }: Pick<Asking, 'account' | 'viewing'> & { keySecret: string },
): Promise<Who> {
  const row = await keys(db)
    .modifyFront(planKept)
    .innerJoin('api_key_secret as s', 's.key_id', 'k.id')
    .select('s.works_until')
    .where('s.hash', '=', hashOf(keySecret))
    .executeTakeFirst()
  if (!row) throw new Problem('key_unknown')
  if (row.works_until && row.works_until <= row.now) throw new Problem('key_over', { because: 'rolled' })
  const actor = asKey(row)
  if ((account !== null && account !== row.slug) || viewing !== null) throw new Problem('key_elsewhere')
  const { calls } = limitsOf(row.plan, row.limits)
  return { actor, now: row.now, calls, person: null, refused: null, asks: [] }
}

/** The key that a job acts for. Throws `not_found` where it was deleted, and `key_over`. */
export async function keyById(db: Kysely<DB>, keyId: KeyId): Promise<Key> {
  const row = await keys(db).where('k.id', '=', keyId).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return asKey(row)
}

/** The window in which a key's calls are counted, in seconds. */
const window = 60

/**
 * Counts one call of a key, and says in the answer's headers how many are left, and in how many seconds they are counted anew.
 * Throws `too_many_calls`. Exact on every server together.
 */
export async function countCall(asking: Asking, { keyId }: Key, limit: number): Promise<void> {
  const { n, left } = await countTry(whole(asking.handle), `calls of key ${keyId}`, window)
  const seconds = Math.max(1, Math.ceil(left))
  asking.setHeader('ratelimit-limit', String(limit))
  asking.setHeader('ratelimit-remaining', String(Math.max(0, limit - n)))
  asking.setHeader('ratelimit-reset', String(seconds))
  if (n <= limit) return
  asking.setHeader('retry-after', String(seconds))
  throw new Problem('too_many_calls', { limit, seconds })
}
