// Whoever gets another role than restricted access leaves their groups, and does not come back into them with the role
// (rules §4). Their own grants stay, without effect.
import { seesByReach, type Consequence, type MemberId, type Role } from '@usher/domain'
import { takeOutOfAllGroups } from '../access/groups.ts'
import type { Changing } from '../access/ours.ts'
import type { InAccount } from '../context.ts'

/** Takes those who had restricted access out of their groups; gives, of each, which they left, as consequences. */
export async function leaveGroups(
  ctx: InAccount & Changing<'rights'>,
  members: readonly { id: MemberId; role: Role }[],
  becoming: Role,
): Promise<Map<MemberId, Consequence[]>> {
  const leaving = seesByReach(becoming) ? [] : members.filter((m) => seesByReach(m.role)).map((m) => m.id)
  if (!leaving.length) return new Map()
  const left = Map.groupBy(await takeOutOfAllGroups(ctx, leaving), (g) => g.member_id)
  return new Map(
    [...left].map(([id, of]) => [id, of.map((g) => ({ on: 'group', id: g.group_id, what: 'group.left' }))]),
  )
}
