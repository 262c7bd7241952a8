// One of the accounts that a person is in, as they see it: may they enter, and what does entering ask of this session?
import { asksOf, mayEnter, statusAt } from '@usher/domain'
import type { MyAccount } from '../access/mine.ts'

/** Standing, way in and what it asks, at a moment, for a session that gave its password at `passwordAt`. */
export const shown = (a: MyAccount, now: Date, passwordAt: Date) => {
  const standing = { role: a.role, plan: a.plan, status: statusAt({ status: a.status, endsAt: a.ends_at }, now) }
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
    entering: mayEnter(standing),
    asks,
  }
}
