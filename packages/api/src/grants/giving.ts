// Giving, changing and taking away what is given on files, folders and collections; who may do so, the doors have said.
import {
  endOfGiven,
  holdsAt,
  Problem,
  rolesByReach,
  seesByReach,
  sharingBy,
  type GrantId,
  type GrantShape,
  type Level,
  type Path,
} from '@usher/domain'
import { grantsOn, putGrant, removeGrants, type Grant, type OnThing, type Principal } from '../access/grants.ts'
import { foundBySharer } from '../access/found-by-sharer.ts'
import { passedOnBy } from '../access/given.ts'
import type { VisibleCollection } from '../access/collections.ts'
import { ours, type Changing } from '../access/ours.ts'
import type { InLibrary, MemberInLibrary, VisibleAsset } from '../access/reach.ts'
import { membershipsIn } from '../access/groups.ts'
import { explain, explainCollection } from '../access/who-and-why.ts'
import type { Base } from '../context.ts'
import { weighing, type Concerned } from '../weigh.ts'
import type { Grantee } from './grantees.ts'

type Asking = MemberInLibrary & Base
type Sharing = Asking & Changing<'rights'>

/** What something is given on: its name, and every path by which the actor gets to it. */
export interface Shared<
  Id extends VisibleAsset['id'] | VisibleCollection['id'] = VisibleAsset['id'] | VisibleCollection['id'],
> {
  id: Id
  name: string
  on: OnThing
  paths: () => Promise<Path[]>
}
export const sharedAsset = (
  ctx: MemberInLibrary,
  { id, name }: Pick<VisibleAsset, 'id' | 'name'>,
): Shared<VisibleAsset['id']> => ({
  id,
  name,
  on: { assetId: id, collectionId: null },
  paths: () => explain(ctx, ctx.actor.memberId, id),
})
export const sharedCollection = (
  ctx: MemberInLibrary,
  { id, name }: Pick<VisibleCollection, 'id' | 'name'>,
): Shared<VisibleCollection['id']> => ({
  id,
  name,
  on: { assetId: null, collectionId: id },
  paths: () => explainCollection(ctx, ctx.actor.memberId, id),
})

/** A grant as the log keeps it. */
const shapeOf = (grant: Grant, { name }: Shared): GrantShape => ({
  grantId: grant.id,
  memberId: grant.member_id,
  userId: grant.user_id,
  groupId: grant.group_id,
  grantee: grant.grantee,
  level: grant.level,
  endsAt: grant.ends_at?.toISOString() ?? null,
  name,
})

/** The end that a grant on each of these gets; throws `end_in_past`, and `outlasts_own` with the latest possible. */
async function endsFor(ctx: Asking, things: readonly Shared[], asked: Date | null): Promise<(Date | null)[]> {
  if (asked && asked <= ctx.now) throw new Problem('end_in_past')
  if (!seesByReach(ctx.actor.role)) return things.map(() => asked)
  const given = await Promise.all(
    things.map(async ({ paths }) => {
      const sharing = sharingBy(await paths())
      // Whose last path ended since the door looked.
      if (!sharing.may) throw new Problem('not_found')
      return endOfGiven(asked, sharing.until)
    }),
  )
  const latest = given.flatMap((g) => (g.outlasts ? [g.latest] : [])).toSorted((a, b) => a.getTime() - b.getTime())[0]
  if (latest) throw new Problem('outlasts_own', { latest: latest.toISOString() })
  return given.map((g) => (g.outlasts ? null : g.ends))
}

const isSame = (grant: Grant, level: Level, ends: Date | null): boolean =>
  grant.level === level && grant.ends_at?.getTime() === ends?.getTime()
const keyOf = (g: Pick<Grant, 'thing_id' | 'member_id' | 'group_id'>) => `${g.thing_id} ${g.member_id ?? g.group_id}`

/** What was given on a thing, before (null: nothing was) and after. */
export interface Given<Id> {
  on: Id
  before: GrantShape | null
  after: GrantShape
}
/** Gives each of these people and groups a level on each thing; tells of what changed. Throws as `endsFor` does. */
export async function giveLevel<Id extends Shared['id']>(
  ctx: Sharing,
  things: readonly Shared<Id>[],
  grantees: readonly Grantee[],
  { level, endsAt }: { level: Level; endsAt: Date | null },
): Promise<Given<Id>[]> {
  const ends = await endsFor(ctx, things, endsAt)
  const ids = things.map((t) => t.id)
  const before = new Map((await grantsOn(ctx, ids).execute()).map((g) => [keyOf(g), g]))
  await weighing(
    ctx,
    () => concernedByGiving(ctx, things, grantees),
    async () => {
      for (const [i, { id, on }] of things.entries())
        for (const grantee of grantees) {
          const was = before.get(keyOf({ thing_id: id, member_id: grantee.memberId, group_id: grantee.groupId }))
          const end = ends[i] ?? null
          if (!was || !isSame(was, level, end))
            await putGrant(ctx, on, grantee, { level, ends: end, by: ctx.actor.memberId })
        }
    },
  )
  const after = await grantsOn(ctx, ids).execute()
  return things.flatMap((thing) =>
    after.flatMap((grant) => {
      const was = before.get(keyOf(grant))
      if (grant.thing_id !== thing.id || (was && isSame(was, grant.level, grant.ends_at))) return []
      return [{ on: thing.id, before: was ? shapeOf(was, thing) : null, after: shapeOf(grant, thing) }]
    }),
  )
}

/** Changes the level or the end of a grant on this thing; `given` is null where it was so. Throws `not_found`. */
export async function changeGiven<Id extends Shared['id']>(
  ctx: Sharing,
  thing: Shared<Id>,
  grantId: GrantId,
  { level, endsAt }: { level: Level; endsAt: Date | null },
): Promise<{ endsAt: Date | null; given: Given<Id> | null }> {
  const was = (await grantsOn(ctx, [thing.id]).execute()).find((g) => g.id === grantId)
  if (!was) throw new Problem('not_found')
  // What has ended is given anew.
  if (!holdsAt(was.ends_at, ctx.now)) await mustBeFound(ctx, principalOf(was))
  const [ends = null] = await endsFor(ctx, [thing], endsAt)
  if (isSame(was, level, ends)) return { endsAt: ends, given: null }
  await weighing(
    ctx,
    async () =>
      holdsAt(was.ends_at, ctx.now)
        ? { ...(await concernedBy(ctx, [thing], [principalOf(was)])), keeps: true }
        : concernedByGiving(ctx, [thing], [principalOf(was)]),
    () => putGrant(ctx, thing.on, principalOf(was), { level, ends, by: ctx.actor.memberId }),
  )
  const after = shapeOf({ ...was, level, ends_at: ends }, thing)
  return { endsAt: ends, given: { on: thing.id, before: shapeOf(was, thing), after } }
}
async function mustBeFound(ctx: Sharing, { memberId, groupId }: Principal): Promise<void> {
  const found = await foundBySharer(ctx)
  if (!found || found.members.some((id) => id === memberId) || found.groups.some((id) => id === groupId)) return
  throw new Problem('not_found')
}
const principalOf = ({ member_id, group_id }: Grant): Principal =>
  member_id
    ? { memberId: member_id, groupId: null }
    : { memberId: null, groupId: group_id as NonNullable<typeof group_id> } // one of the two, by a check

/** Whom grants to these on things of one kind concern: themselves, and who is in the groups. */
async function concernedBy(
  ctx: InLibrary,
  things: readonly Pick<Shared, 'id' | 'on'>[],
  whom: readonly Principal[],
): Promise<Concerned> {
  const groups = whom.flatMap((p) => p.groupId ?? [])
  const within = groups.length ? await membershipsIn(ctx, groups).execute() : []
  const members = [...whom.flatMap((p) => p.memberId ?? []), ...within.map((m) => m.member_id)]
  const assets = things.flatMap(({ on }) => on.assetId ?? [])
  return {
    members: [...new Set(members)],
    at: things.map((t) => t.id),
    ...((assets.length || !seesAll(ctx)) && { below: assets }),
  }
}
/** Who is in a group, and who reaches what a collection passes on, is not everybody's to know who shares something. */
const seesAll = ({ actor }: InLibrary): boolean => !seesByReach(actor.role)

/** Giving on a collection comes to what it passes on; of a group nobody has anything there yet by which they are known. */
async function concernedByGiving(
  ctx: Sharing,
  things: readonly Shared[],
  whom: readonly Principal[],
): Promise<Concerned> {
  const { members, at = [], ...of } = await concernedBy(ctx, things, whom)
  if (!seesAll(ctx))
    return whom.some((p) => p.groupId) ? { members: [], others: members.length } : { members, at, ...of }
  const passedOn = await Promise.all(
    things.flatMap(({ on }) => (on.collectionId ? [passedOnBy(ctx, on.collectionId).execute()] : [])),
  )
  return { members, at: [...at, ...passedOn.flat().map((i) => i.asset_id)], ...of }
}

/**
 * Whom the end of a collection concerns: its owner, and whom it is shared with, as far as they see by reach; whose role sees
 * every collection is not told of. It may end at what it passes on.
 */
export async function concernedByEndOf(ctx: InLibrary, collection: VisibleCollection): Promise<Concerned> {
  const thing = { id: collection.id, on: { assetId: null, collectionId: collection.id } }
  const given = await grantsOn(ctx, [collection.id]).execute()
  const { members, ...of } = await concernedBy(ctx, [thing], given.map(principalOf))
  const passedOn = seesAll(ctx) ? await passedOnBy(ctx, collection.id).execute() : []
  const whom = [...members, ...(collection.owner_id ? [collection.owner_id] : [])]
  const byReach = whom.length
    ? await ours(ctx, 'member')
        .select('member.id')
        .where('member.role', 'in', rolesByReach)
        .where('member.id', 'in', whom)
        .execute()
    : []
  return {
    ...of,
    members: byReach.map((m) => m.id),
    below: passedOn.map((i) => i.asset_id),
  }
}

/** Takes grants on this thing away, and gives what they were. Throws `not_found` where one is not on it. */
export async function takeAway(ctx: Sharing, thing: Shared, grantIds: readonly GrantId[]): Promise<GrantShape[]> {
  const revoked = (await grantsOn(ctx, [thing.id]).execute()).filter((g) => grantIds.includes(g.id))
  if (revoked.length < new Set(grantIds).size) throw new Problem('not_found')
  await weighing(
    ctx,
    async () => ({ ...(await concernedBy(ctx, [thing], revoked.map(principalOf))), keeps: true }),
    () =>
      removeGrants(
        ctx,
        revoked.map((g) => g.id),
      ),
  )
  return revoked.map((g) => shapeOf(g, thing))
}
