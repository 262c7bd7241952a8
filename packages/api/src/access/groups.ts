// Groups of an account and who is in them.
import { sql } from 'kysely'
import type { GroupId, MemberId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'

/** Who is in these groups now, with each group: memberships that have ended left out. */
export const membershipsIn = ({ handle, accountId }: InAccount, groupIds: readonly GroupId[]) =>
  whole(handle)
    .selectFrom('group_member as g')
    .select(['g.group_id', 'g.member_id'])
    .where('g.account_id', '=', accountId)
    .where('g.group_id', 'in', groupIds)
    .where((eb) => eb.or([eb('g.ends_at', 'is', null), eb('g.ends_at', '>', sql<Date>`moment()`)])) satisfies {
    execute(): Promise<{ group_id: GroupId; member_id: MemberId }[]>
  }
