// Groups of an account and who is in them: the only place that reads and writes memberships by themselves. They are
// changed under the exclusive lock alone, which the types of the contexts say.
import type { GroupId, MemberId, Role, UserId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { broke } from '../db/broken-constraint.ts'
import { whole } from '../db/connect.ts'
import { moment } from '../db/statements.ts'
import type { Changing } from './ours.ts'

type Rights = InAccount & Changing<'rights'>

/** Who is in these groups now, with each group: memberships that have ended left out. */
export const membershipsIn = ({ handle, accountId }: InAccount, groupIds: readonly GroupId[]) =>
  whole(handle)
    .selectFrom('group_member as g')
    .select(['g.group_id', 'g.member_id'])
    .where('g.account_id', '=', accountId)
    .where('g.group_id', 'in', groupIds)
    .where((eb) => eb.or([eb('g.ends_at', 'is', null), eb('g.ends_at', '>', moment())])) satisfies {
    execute(): Promise<{ group_id: GroupId; member_id: MemberId }[]>
  }

/** Somebody in a group, with what decides whether they count; `ends_at` is the end of the membership. */
export interface Membership {
  member_id: MemberId
  user_id: UserId
  name: string
  email: string
  role: Role
  status: 'active' | 'suspended'
  member_ends_at: Date | null
  ends_at: Date | null
}

/** Everybody in a group by name, those included whose membership has ended. */
export const membersOf = ({ handle, accountId }: InAccount, groupId: GroupId) =>
  whole(handle)
    .selectFrom('group_member as g')
    .innerJoin('member_person as m', 'm.id', 'g.member_id')
    .select(['g.member_id', 'g.ends_at', 'm.user_id', 'm.name', 'm.email', 'm.role', 'm.status'])
    .select('m.ends_at as member_ends_at')
    .where('g.account_id', '=', accountId)
    .where('g.group_id', '=', groupId)
    .orderBy('m.name')
    .orderBy('g.member_id') satisfies { execute(): Promise<Membership[]> }

/** The groups that these members are in by name, those included in which their place has ended. */
export const groupsOf = ({ handle, accountId }: InAccount, memberIds: readonly MemberId[]) =>
  whole(handle)
    .selectFrom('group_member as g')
    .innerJoin('group', 'group.id', 'g.group_id')
    .select(['g.member_id', 'g.group_id', 'g.ends_at', 'group.name'])
    .where('g.account_id', '=', accountId)
    .where('g.member_id', 'in', memberIds)
    .orderBy('group.name_key')

/** How many are in each of the account's groups; memberships that have ended left out, groups without any as well. */
export const peopleInGroups = ({ handle, accountId }: InAccount) =>
  whole(handle)
    .selectFrom('group_member as g')
    .select((eb) => ['g.group_id', eb.fn.countAll<number>().as('n')])
    .where('g.account_id', '=', accountId)
    .where((eb) => eb.or([eb('g.ends_at', 'is', null), eb('g.ends_at', '>', moment())]))
    .groupBy('g.group_id')

/** Puts members of the account into a group until this end; whoever is in it gets this end instead of theirs. */
export async function putInGroup(
  { handle, accountId }: Rights,
  groupId: GroupId,
  memberIds: readonly MemberId[],
  ends: Date | null,
): Promise<void> {
  await whole(handle)
    .insertInto('group_member')
    .values(memberIds.map((id) => ({ account_id: accountId, group_id: groupId, member_id: id, ends_at: ends })))
    .onConflict((c) =>
      c.columns(['member_id', 'group_id']).doUpdateSet((eb) => ({ ends_at: eb.ref('excluded.ends_at') })),
    )
    .execute()
}

/** Takes members out of a group. */
export async function takeOutOfGroup(
  { handle, accountId }: Rights,
  groupId: GroupId,
  memberIds: readonly MemberId[],
): Promise<void> {
  await whole(handle)
    .deleteFrom('group_member')
    .where('account_id', '=', accountId)
    .where('group_id', '=', groupId)
    .where('member_id', 'in', memberIds)
    .execute()
}

/** Takes members out of all their groups, and gives which those were. */
export const takeOutOfAllGroups = ({ handle, accountId }: Rights, memberIds: readonly MemberId[]) =>
  whole(handle)
    .deleteFrom('group_member')
    .where('account_id', '=', accountId)
    .where('member_id', 'in', memberIds)
    .returning(['group_id', 'member_id'])
    .execute()

/** Does this error of the database say that another group of the account has the name? */
export const isGroupNameTaken = (error: unknown): boolean => broke(error, 'one_group_of_a_name')
