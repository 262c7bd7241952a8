// A change that a job makes on behalf of a member: as the member's own (change.ts), with who they are and what they may read
// inside the lock, and entries that name them. Content alone: rights are changed by people who are there.
import type { Kysely } from 'kysely'
import {
  mayEnter,
  Problem,
  statusAt,
  type AccountId,
  type AuditKind,
  type KindsOf,
  type MemberId,
  type Nothing,
  type Told,
} from '@usher/domain'
import type { Changing, ContentWriting } from './access/ours.ts'
import { inLibraryAs, type InLibrary } from './access/reach.ts'
import { chainOfAccount } from './audit/chain.ts'
import { asBusy, writeDown, type Effect } from './change.ts'
import { handleOf } from './db/connect.ts'
import type { DB } from './db/schema.ts'
import { clock, lockChain } from './db/statements.ts'

/** Whom the job acts for, and the request in which they asked for it. */
export interface Behalf {
  accountId: AccountId
  memberId: MemberId
  requestId: string
}
export type MemberChanging = InLibrary & ContentWriting & Changing<'content'> & { now: Date }
interface Outcome<K extends AuditKind, A> {
  result: A
  trace: readonly Told<K>[] | Nothing
  effects?: readonly Effect[]
}

/** Throws what the act throws, `cannot_enter`, and `not_found` where there is no such member any more. */
export async function asMember<const K extends KindsOf<'account'>, A>(
  { db, auditKey }: { db: Kysely<DB>; auditKey: Buffer },
  { accountId, memberId, requestId }: Behalf,
  records: readonly K[],
  act: (ctx: MemberChanging) => Promise<Outcome<K, A>>,
): Promise<A> {
  try {
    return await db.transaction().execute(async (trx) => {
      await lockChain(trx, chainOfAccount(accountId), false)
      const member = await trx
        .selectFrom('member_person as m')
        .innerJoin('account as a', 'a.id', 'm.account_id')
        .select(['m.user_id', 'm.role', 'm.status', 'm.ends_at', 'm.name', 'm.email', 'a.plan'])
        .where('m.account_id', '=', accountId)
        .where('m.id', '=', memberId)
        .executeTakeFirst()
      if (!member) throw new Problem('not_found')
      const now = await clock(trx)
      const { role, plan, user_id: userId, name, email } = member
      const actor = { memberId, role, plan, status: statusAt({ status: member.status, endsAt: member.ends_at }, now) }
      const enters = mayEnter(actor)
      if (!enters.yes && (enters.because === 'suspended' || enters.because === 'ended' || enters.because === 'dormant'))
        throw new Problem('cannot_enter', { because: enters.because })
      // The shared lock of this account was taken above: its content may be written.
      const reading = await inLibraryAs({ handle: handleOf(trx), accountId }, actor)
      const ctx = { ...reading, now } as MemberChanging
      const { result, trace, effects = [] } = await act(ctx)
      const author = { kind: 'member', userId, memberId, personal: { name, email, ip: null, device: null } }
      const frame = { author, at: now, requestId, auditKey }
      await writeDown(trx, frame, records, { result, trace, effects }, { userId, accountId })
      return result
    })
  } catch (error) {
    throw asBusy(error)
  }
}
