// Whom a share is told by mail: each of the people, and everybody in the groups, once; not whoever shares.
import { membershipsIn } from '../access/groups.ts'
import { ours } from '../access/ours.ts'
import type { MemberInLibrary } from '../access/reach.ts'
import type { Effect } from '../change.ts'
import type { Base } from '../context.ts'
import type { Grantee } from './grantees.ts'
import type { Given } from './giving.ts'

/** To those of the grantees for whom something changed. */
export async function mailsOfSharing(
  ctx: MemberInLibrary & Base,
  grantees: readonly Grantee[],
  given: readonly Given<string>[],
  note: string,
): Promise<Effect[]> {
  const isNew = new Set(given.map(({ after }) => after.memberId ?? after.groupId))
  const told = grantees.filter((g) => isNew.has(g.memberId ?? g.groupId))
  const groupIds = told.flatMap((g) => g.groupId ?? [])
  const inGroups = groupIds.length ? (await membershipsIn(ctx, groupIds).execute()).map((m) => m.member_id) : []
  const to = new Set([...told.flatMap((g) => g.memberId ?? []), ...inGroups])
  to.delete(ctx.actor.memberId)
  if (!to.size) return []
  const addresses = await ours(ctx, 'member')
    .select(['member.id', 'member.email'])
    .where('member.id', 'in', [...to])
    .execute()
  const thingIds = [...new Set(given.map((g) => g.on))].join(' ')
  return addresses.map(({ id, email }) => ({
    mail: {
      template: 'shared',
      email,
      about: { memberId: id, thingIds, byId: ctx.actor.memberId, note },
    },
  }))
}
