// The groups of one member, all at once: what "Edit groups" in the people table saves. Rules §4: restricted members only.
import { z } from 'zod'
import { idsAtOnce, nothing, Problem, seesByReach, type GroupId, type GroupMemberShape } from '@usher/domain'
import { groupAsMember } from '../access/held.ts'
import { groupsOf, putInGroup, takeOutOfGroup } from '../access/groups.ts'
import { ours } from '../access/ours.ts'
import { can } from '../trpc.ts'
import { weighing } from '../weigh.ts'

/**
 * Puts the member into these groups and takes them out of all others. Who stays in a group keeps their end in it; one that
 * has ended there is in it again, without an end. Throws `not_restricted` and `not_found`.
 */
export const setGroups = can('groups.manage', { memberId: 'member' })
  .input({ groupIds: z.array(z.uuid().transform((id) => id as GroupId)).max(idsAtOnce) })
  .change(
    ['group.member_added', 'group.member_end_set', 'group.member_removed'],
    async ({ ctx, input, the: { member }, done }) => {
      if (!seesByReach(member.role)) throw new Problem('not_restricted', { names: [member.name] })
      const wanted = new Set(input.groupIds)
      const groups = wanted.size
        ? await ours(ctx, 'group')
            .select(['group.id', 'group.name'])
            .where('group.id', 'in', [...wanted])
            .orderBy('group.name_key')
            .execute()
        : []
      if (groups.length < wanted.size) throw new Problem('not_found')
      const now = await groupsOf(ctx, [member.id]).execute()
      const isOver = (ends: Date | null) => ends !== null && ends <= ctx.now
      const shape = (name: string, ends: Date | null): GroupMemberShape => ({
        name,
        memberId: member.id,
        userId: member.user_id,
        person: member.name,
        endsAt: ends?.toISOString() ?? null,
      })
      const left = now.filter((g) => !wanted.has(g.group_id) && !isOver(g.ends_at))
      const joined = groups.flatMap((g) => {
        const was = now.find((n) => n.group_id === g.id)
        return was && !isOver(was.ends_at) ? [] : [{ ...g, was }]
      })
      const changed = [...left.map((g) => g.group_id), ...joined.map((g) => g.id)]
      const entries = await weighing(
        ctx,
        () => ({ members: [member.id], also: changed.map(groupAsMember), keeps: left.length > 0 }),
        async () => {
          const entries = []
          for (const { group_id, name, ends_at } of left) {
            await takeOutOfGroup(ctx, group_id, [member.id])
            entries.push({
              what: 'group.member_removed' as const,
              on: group_id,
              before: shape(name, ends_at),
              after: null,
            })
          }
          for (const { id, name, was } of joined) {
            await putInGroup(ctx, id, [member.id], null)
            entries.push({
              what: was ? ('group.member_end_set' as const) : ('group.member_added' as const),
              on: id,
              before: was ? shape(name, was.ends_at) : null,
              after: shape(name, null),
            })
          }
          return entries
        },
      )
      if (!entries.length) return done({ changed: 0 }, nothing('in exactly these groups already'))
      return done({ changed: entries.length }, entries)
    },
  )
