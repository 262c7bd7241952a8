// Whom something can be given to: restricted members and groups of this account, nobody else (rules §4).
import { z } from 'zod'
import { may, Problem, rolesByReach, seesByReach, type GroupId, type MemberId, type UserId } from '@usher/domain'
import type { Principal } from '../access/grants.ts'
import { foundBySharer } from '../access/found-by-sharer.ts'
import { anyPart } from '../access/narrow.ts'
import { ours } from '../access/ours.ts'
import type { InLibrary } from '../access/reach.ts'

const suggestions = 20
/** For `in`, which takes no empty list: with an id that nothing has. */
const orNone = <Id extends string>(ids: readonly Id[] = []): Id[] => [
  ...ids,
  '00000000-0000-0000-0000-000000000000' as Id,
]
/** Restricted members and groups whose name or address has these letters, as far as the account lets the sharer find them. */
export async function suggestGrantees(ctx: InLibrary, text: string) {
  const found = await foundBySharer(ctx)
  const [members, groups] = await Promise.all([
    ours(ctx, 'member')
      .select(['member.id', 'member.name', 'member.email'])
      .where('member.role', 'in', rolesByReach)
      .$if(found !== null, (q) => q.where('member.id', 'in', orNone(found?.members)))
      .where((eb) => {
        const letters = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
        return eb.or([eb('member.name', 'ilike', letters), eb('member.email', 'ilike', letters)])
      })
      .orderBy('member.name')
      .orderBy('member.id')
      .limit(suggestions)
      .execute(),
    ours(ctx, 'group')
      .select(['group.id', 'group.name'])
      .where('group.name_key', 'like', anyPart(text))
      .$if(found !== null, (q) => q.where('group.id', 'in', orNone(found?.groups)))
      .orderBy('group.name_key')
      .limit(suggestions)
      .execute(),
  ])
  return { members, groups }
}

/** One call gives to at most so many. */
export const granteesAtOnce = 100
const idsOf = <Id>() =>
  z
    .array(z.uuid().transform((id) => id as Id))
    .max(granteesAtOnce)
    .default([])
/** Held against the account's members and groups by `granteesIn`. */
export const granteeFields = { memberIds: idsOf<MemberId>(), groupIds: idsOf<GroupId>() }

export type Grantee = Principal & {
  name: string
  /** Of a member. */
  email: string | null
  userId: UserId | null
}

/**
 * Each of them once. Throws `not_found` for what is not in the account, and `not_shareable` for a member of another
 * role; to those who do not see the account's people, such a member is not there either.
 */
export async function granteesIn(
  ctx: InLibrary,
  { memberIds, groupIds }: { memberIds: readonly MemberId[]; groupIds: readonly GroupId[] },
): Promise<Grantee[]> {
  if (!memberIds.length && !groupIds.length)
    throw new Problem('invalid_input', { fields: [{ field: 'memberIds', says: 'Name a person or a group.' }] })
  const members = memberIds.length
    ? await ours(ctx, 'member')
        .select(['member.id', 'member.name', 'member.email', 'member.role', 'member.user_id'])
        .where('member.id', 'in', memberIds)
        .execute()
    : []
  const groups = groupIds.length
    ? await ours(ctx, 'group').select(['group.id', 'group.name']).where('group.id', 'in', groupIds).execute()
    : []
  if (members.length < new Set(memberIds).size || groups.length < new Set(groupIds).size) throw new Problem('not_found')
  if (members.some((m) => !seesByReach(m.role)))
    throw new Problem(may(ctx.actor, 'people.see').yes ? 'not_shareable' : 'not_found')
  return [
    ...members.map((m) => ({ memberId: m.id, groupId: null, name: m.name, email: m.email, userId: m.user_id })),
    ...groups.map((g) => ({ memberId: null, groupId: g.id, name: g.name, email: null, userId: null })),
  ]
}

/** The same, as far as the account lets the sharer find them; the others are not there for them. */
export async function foundGranteesIn(ctx: InLibrary, ids: Parameters<typeof granteesIn>[1]): Promise<Grantee[]> {
  const [grantees, found] = [await granteesIn(ctx, ids), await foundBySharer(ctx)]
  const all = new Set<string | null>([...(found?.members ?? []), ...(found?.groups ?? [])])
  if (found && !grantees.every((g) => all.has(g.memberId ?? g.groupId))) throw new Problem('not_found')
  return grantees
}
