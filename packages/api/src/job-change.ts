// A change that a job makes on behalf of whoever asked for it: as their own (change.ts), with who they are and what they may
// read inside the lock, and entries that name them. Content alone: rights are changed by people who are there.
import type { Kysely } from 'kysely'
import {
  mayEnter,
  Problem,
  statusAt,
  type AccountId,
  type AuditKind,
  type KeyId,
  type KindsOf,
  type MemberId,
  type Nothing,
  type Told,
} from '@usher/domain'
import type { Changing, ContentWriting } from './access/ours.ts'
import { inLibraryAs, type InLibrary } from './access/reach.ts'
import type { Author } from './audit/append.ts'
import { chainOfAccount } from './audit/chain.ts'
import { asBusy, writeDown, type Effect } from './change.ts'
import { handleOf } from './db/connect.ts'
import type { DB } from './db/schema.ts'
import { clock, lockChain } from './db/statements.ts'
import { keyById } from './session/key-actor.ts'
import { mustReach } from './session/key-scope.ts'

/** Whom the job acts for, a member or a key, and the request in which they asked for it. */
export interface Behalf {
  accountId: AccountId
  memberId: MemberId | null
  keyId: KeyId | null
  requestId: string
}
export type JobChanging = InLibrary & ContentWriting & Changing<'content'> & { now: Date }
interface Outcome<K extends AuditKind, A> {
  result: A
  trace: readonly Told<K>[] | Nothing
  effects?: readonly Effect[]
}
interface Asker {
  actor: InLibrary['actor']
  author: Author
}

/** Throws what the act throws, and `not_found` and `cannot_enter`, or `key_over` and `key_scope`, where there is no such asker any more. */
export async function onBehalf<const K extends KindsOf<'account'>, A>(
  { db, auditKey }: { db: Kysely<DB>; auditKey: Buffer },
  behalf: Behalf,
  records: readonly K[],
  act: (ctx: JobChanging) => Promise<Outcome<K, A>>,
): Promise<A> {
  const { accountId, requestId } = behalf
  try {
    return await db.transaction().execute(async (trx) => {
      await lockChain(trx, chainOfAccount(accountId), false)
      const now = await clock(trx)
      const { actor, author } = await askerOf(trx, behalf, now)
      // The shared lock of this account was taken above: its content may be written.
      const reading = await inLibraryAs({ handle: handleOf(trx), accountId }, actor)
      const ctx = { ...reading, now } as JobChanging
      const { result, trace, effects = [] } = await act(ctx)
      const frame = { author, at: now, requestId, auditKey }
      await writeDown(trx, frame, records, { result, trace, effects }, { userId: author.userId, accountId })
      return result
    })
  } catch (error) {
    throw asBusy(error)
  }
}

async function askerOf(db: Kysely<DB>, { accountId, memberId, keyId }: Behalf, now: Date): Promise<Asker> {
  if (keyId) {
    const actor = await keyById(db, keyId)
    // What jobs do for a key is to files (goOnCopying): as the door said when it was asked for, again.
    mustReach(actor, 'files', 'write')
    const personal = { name: actor.name, email: null, ip: null, device: null }
    return { actor, author: { kind: 'key', userId: null, memberId: null, keyId, personal } }
  }
  const member = await db
    .selectFrom('member_person as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['m.user_id', 'm.role', 'm.status', 'm.ends_at', 'm.name', 'm.email', 'a.plan'])
    .select('a.deleted_at')
    .where('m.account_id', '=', accountId)
    .where('m.id', '=', memberId)
    .executeTakeFirst()
  if (!member) throw new Problem('not_found')
  const { role, plan, user_id: userId, name, email } = member
  const { status: was, ends_at: endsAt, deleted_at: deletedAt } = member
  const status = statusAt({ status: was, endsAt, deletedAt }, now)
  const actor = { memberId, role, plan, status }
  if (status !== 'active') throw new Problem('cannot_enter', { because: status })
  if (!mayEnter(actor).yes) throw new Problem('cannot_enter', { because: 'dormant' })
  return { actor, author: { kind: 'member', userId, memberId, personal: { name, email, ip: null, device: null } } }
}
