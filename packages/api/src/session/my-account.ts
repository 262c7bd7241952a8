// One of the accounts that a person is in, as they see it: may they enter, and what does entering ask of this session?
import { asksOf, erasedAt, mayEnter, statusAt } from '@usher/domain'
import type { MyAccount } from '../access/mine.ts'

/** Standing, way in and what it asks, at a moment, for a session that gave its password at `passwordAt`. */
export const shown = (a: MyAccount, now: Date, passwordAt: Date) => {
  const member = { status: a.status, endsAt: a.ends_at, deletedAt: a.deleted_at }
  const standing = { role: a.role, plan: a.plan, status: statusAt(member, now) }
  const asks = asksOf({
    accountId: a.id,
    addressProven: a.address_proven_at !== null,
    homeAccountId: a.home_account_id,
    passwordAt,
    presenceEndedAt: a.presence_ended_at,
  })
  return {
    id: a.id,
    slug: a.slug,
    name: a.name,
    memberId: a.memberId,
    ...standing,
    endsAt: a.ends_at,
    /** Since when the account is deleted, and when it is erased. */
    deleted: a.deleted_at && { at: a.deleted_at, erasedAt: erasedAt(a.deleted_at) },
    entering: mayEnter(standing),
    asks,
  }
}
