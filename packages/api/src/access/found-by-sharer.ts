// Whom a sharer finds, to give them something: everybody that something can be given to, or, where the account is set so and
// they see by reach themselves, their own groups and the people in these, by the database's clock.
import { seesByReach, type GroupId, type MemberId } from '@usher/domain'
import { whole } from '../db/connect.ts'
import { moment } from '../db/statements.ts'
import { ourAccount } from './ours.ts'
import type { InLibrary } from './reach.ts'

/** Null: everybody. */
export async function foundBySharer(ctx: InLibrary): Promise<{ members: MemberId[]; groups: GroupId[] } | null> {
  const { memberId, role } = ctx.actor
  if (!seesByReach(role) || (await ourAccount(ctx)).picker === 'everyone') return null
  const rows = await whole(ctx.handle)
    .selectFrom('group_member as mine')
    .innerJoin('group_member as theirs', 'theirs.group_id', 'mine.group_id')
    .select(['theirs.group_id', 'theirs.member_id'])
    .where('mine.account_id', '=', ctx.accountId)
    .where('mine.member_id', '=', memberId)
    .where((eb) =>
      eb.and(
        (['mine.ends_at', 'theirs.ends_at'] as const).map((ends) =>
          eb.or([eb(ends, 'is', null), eb(ends, '>', moment())]),
        ),
      ),
    )
    .execute()
  return {
    members: [...new Set(rows.map((r) => r.member_id))],
    groups: [...new Set(rows.map((r) => r.group_id))],
  }
}
