// The groups of an account: restricted members to whom things are given as if to one person. Rules §2 (limit) and §4.
import {
  holdsAt,
  nothing,
  Problem,
  readGroupName,
  seesByReach,
  statusAt,
  type GroupId,
  type GroupMemberShape,
} from '@usher/domain'
import { groupAsMember } from '../access/held.ts'
import { grantsOfGroups, grantsTo } from '../access/grants.ts'
import {
  isGroupNameTaken,
  membersOf,
  peopleInGroups,
  putInGroup,
  takeOutOfGroup,
  type Membership,
} from '../access/groups.ts'
import { addOurs, changeOurs, ours, removeOurs } from '../access/ours.ts'
import { momentField, readBy } from '../fields.ts'
import { can, router } from '../trpc.ts'
import { weighing } from '../weigh.ts'
import { groupsUsed, mustHaveRoomForGroup } from './groups-used.ts'

const groupName = readBy(readGroupName)
const orNameTaken = (error: unknown): never => {
  throw isGroupNameTaken(error) ? new Problem('group_name_taken') : error
}

/** Somebody's place in a group, as the log keeps it. */
const placeIn = (
  group: { name: string },
  m: Pick<Membership, 'member_id' | 'user_id' | 'name' | 'ends_at'>,
): GroupMemberShape => ({
  name: group.name,
  memberId: m.member_id,
  userId: m.user_id,
  person: m.name,
  endsAt: m.ends_at?.toISOString() ?? null,
})

/** Deletes a group, and with it what came through it, nothing else. Possible on every plan. */
const remove = can('groups.remove', { groupId: 'group' }).change('group.deleted', async ({ ctx, the, done }) => {
  const { id, name } = the.group
  const members = (await membersOf(ctx, id).execute()).filter((m) => holdsAt(m.ends_at, ctx.now))
  const grants = (await grantsTo(ctx, id).execute()).filter((g) => holdsAt(g.ends_at, ctx.now))
  await weighing(
    ctx,
    () => ({ members: members.map((m) => m.member_id), also: [groupAsMember(id)], keeps: true }),
    () => removeOurs(ctx, 'group', [id]),
  )
  return done(null, { on: id, before: { name, members: members.length, grants: grants.length }, after: null })
})

/**
 * Puts restricted members into a group, until an end where one is given; of those who are in it, that becomes the end.
 * Throws `not_restricted` with the names of those who have another role.
 */
const addMembers = can('groups.manage', { groupId: 'group', memberIds: 'member' })
  .input({ endsAt: momentField.nullable().default(null) })
  .change(
    ['group.member_added', 'group.member_end_set'],
    async ({ ctx, input: { endsAt }, the: { group, members }, done }) => {
      if (endsAt && endsAt <= ctx.now) throw new Problem('end_in_past')
      const others = members.filter((m) => !seesByReach(m.role))
      if (others.length) throw new Problem('not_restricted', { names: others.map((m) => m.name) })
      const before = new Map((await membersOf(ctx, group.id).execute()).map((m) => [m.member_id, m]))
      const changed = members.filter((m) => {
        const was = before.get(m.id)
        return !was || was.ends_at?.getTime() !== endsAt?.getTime()
      })
      if (!changed.length) return done({ changed: 0 }, nothing('in the group until then already'))
      const ids = changed.map((m) => m.id)
      await weighing(
        ctx,
        () => ({ members: ids, also: [groupAsMember(group.id)] }),
        () => putInGroup(ctx, group.id, ids, endsAt),
      )
      return done(
        { changed: changed.length },
        changed.map((m) => {
          const was = before.get(m.id)
          return {
            what: was ? ('group.member_end_set' as const) : ('group.member_added' as const),
            on: group.id,
            before: was ? placeIn(group, was) : null,
            after: placeIn(group, { member_id: m.id, user_id: m.user_id, name: m.name, ends_at: endsAt }),
          }
        }),
      )
    },
  )

/** Takes members out of a group: what came to them through it, and nothing else. Possible on every plan. */
const removeMembers = can('groups.remove', { groupId: 'group', memberIds: 'member' }).change(
  'group.member_removed',
  async ({ ctx, the: { group, members }, done }) => {
    const leaving = new Set<string>(members.map((m) => m.id))
    const left = (await membersOf(ctx, group.id).execute()).filter((m) => leaving.has(m.member_id))
    if (!left.length) return done({ changed: 0 }, nothing('not in the group'))
    const ids = left.map((m) => m.member_id)
    await weighing(
      ctx,
      () => ({ members: ids, also: [groupAsMember(group.id)], keeps: true }),
      () => takeOutOfGroup(ctx, group.id, ids),
    )
    return done(
      { changed: left.length },
      left.map((m) => ({ on: group.id, before: placeIn(group, m), after: null })),
    )
  },
)

export const groups = router({
  /** All groups by name, each with how many people are in it and how many things are shared with it; and the limit. */
  list: can('groups.see').read(async ({ ctx }) => {
    const [found, people, things, used] = await Promise.all([
      ours(ctx, 'group').select(['group.id', 'group.name']).orderBy('group.name_key').execute(),
      peopleInGroups(ctx).execute(),
      grantsOfGroups(ctx).execute(),
      groupsUsed(ctx),
    ])
    const countIn = (counted: readonly { group_id: GroupId | null; n: number }[], id: GroupId) =>
      counted.find((c) => c.group_id === id)?.n ?? 0
    return { groups: found.map((g) => ({ ...g, people: countIn(people, g.id), things: countIn(things, g.id) })), used }
  }),

  /** One group: who is in it until when, and what is shared with it; what has ended is listed and said to have. */
  see: can('groups.see', { groupId: 'group' }).read(async ({ ctx, the: { group } }) => {
    const [members, grants] = await Promise.all([membersOf(ctx, group.id).execute(), grantsTo(ctx, group.id).execute()])
    return {
      id: group.id,
      name: group.name,
      createdAt: group.created_at,
      members: members.map((m) => ({
        memberId: m.member_id,
        name: m.name,
        email: m.email,
        endsAt: m.ends_at,
        hasEnded: !holdsAt(m.ends_at, ctx.now),
        /** Of the member in the account: suspended and ended ones reach nothing through the group either. */
        status: statusAt({ status: m.status, endsAt: m.member_ends_at }, ctx.now),
      })),
      grants: grants.map((g) => ({
        grantId: g.id,
        thing: {
          id: g.thing_id,
          kind: g.kind ?? ('collection' as const),
          name: g.name,
          parentId: g.parent_id,
          folder: g.folder,
        },
        level: g.level,
        endsAt: g.ends_at,
        hasEnded: !holdsAt(g.ends_at, ctx.now),
        inTrash: g.in_trash,
      })),
    }
  }),

  /** Throws `groups_full` at the limit, and `group_name_taken`. */
  create: can('groups.manage')
    .input({ name: groupName })
    .change('group.created', async ({ ctx, input: { name }, done }) => {
      await mustHaveRoomForGroup(ctx)
      const { id } = await addOurs(ctx, 'group', { name, created_at: ctx.now }).catch(orNameTaken)
      return done({ id }, { on: id, before: null, after: { name } })
    }),

  /** Throws `group_name_taken`. */
  rename: can('groups.manage', { groupId: 'group' })
    .input({ name: groupName })
    .change('group.renamed', async ({ ctx, input: { name }, the: { group }, done }) => {
      if (name === group.name) return done(null, nothing('the same name as before'))
      await changeOurs(ctx, 'group', [group.id], { name }).catch(orNameTaken)
      return done(null, { on: group.id, before: { name: group.name }, after: { name } })
    }),

  delete: remove,
  /** How many lose what: shown before it is confirmed. */
  previewDelete: remove.preview,

  addMembers,
  removeMembers,
  /** What each of these gives whom, and takes from whom. */
  previewAddMembers: addMembers.preview,
  previewRemoveMembers: removeMembers.preview,
})
