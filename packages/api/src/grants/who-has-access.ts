// Who has access to a thing, and through what: its owner, what was given on it, with or without effect, what comes from
// folders above and from collections, and how many have the whole library by their role. For whoever has manage on it (rules §4).
import {
  highest,
  holdsAt,
  isAtLeast,
  mayEnter,
  seesByReach,
  statusAt,
  type AssetId,
  type CollectionId,
  type GroupId,
  type Level,
  type MemberId,
  type Path,
  type Role,
} from '@usher/domain'
import { namesOfCollections, type VisibleCollection } from '../access/collections.ts'
import { grantsOn, type Grant } from '../access/grants.ts'
import { membershipsIn } from '../access/groups.ts'
import { ours } from '../access/ours.ts'
import { pathOf, type InLibrary, type Step, type VisibleAsset } from '../access/reach.ts'
import { lineOf, throughCollections, whoReaches, whoReachesCollection, type Reaching } from '../access/who-and-why.ts'
import type { Base } from '../context.ts'

/** Where something comes from: this thing, a folder above that the asker sees, or one that they do not see. */
export type From = { at: 'itself' } | { at: 'above'; folder: { id: AssetId; name: string } | null }
/** Why a grant gives nothing at the moment; `already`: as much reaches them in another way. */
export type NoEffect =
  | { because: 'ended' | 'role' | 'cannot_enter' | 'nobody_in_group' }
  | { because: 'already'; level: Level; through: Through }
export interface Through {
  by: Exclude<Path['by'], 'role'>
  /** The name of the group that it comes through; null where it is their own. */
  group: string | null
  /** The name of the collection that it comes through, as far as the asker sees it. */
  collection: string | null
  from: From
}
export interface ListedGrant {
  grantId: Grant['id']
  memberId: MemberId | null
  groupId: GroupId | null
  name: string
  /** Of a member. */
  email: string | null
  /** Of a group: how many are in it now. */
  people: number | null
  level: Level
  endsAt: Date | null
  givenAt: Date
  /** Who gave it, where that is still known. */
  givenBy: string | null
  from: From
  noEffect: NoEffect | null
}

/** Where something comes from that is on this thing or above it; `steps`: of the folders above, those that the asker sees. */
export const fromOf =
  (thingId: AssetId | CollectionId, steps: readonly Step[]) =>
  (id: string): From => {
    if (id === thingId) return { at: 'itself' }
    const step = steps.find((s) => s.id === id)
    return { at: 'above', folder: step ? { id: step.id, name: step.name } : null }
  }

/** Of a file or folder. */
export async function whoHasAccess(ctx: InLibrary & Base, asset: VisibleAsset) {
  const folder = asset.kind === 'folder' ? asset.id : asset.parent_id
  const [line, reaching, steps] = await Promise.all([
    lineOf(ctx, asset.id),
    whoReaches(ctx, asset.id),
    folder ? pathOf(ctx, folder) : [],
  ])
  return accessTo(ctx, asset.id, { line, reaching, steps })
}
/** Of a collection: what is given on it, and nothing comes from elsewhere. */
export const whoHasCollection = async (ctx: InLibrary & Base, { id, owner_id }: VisibleCollection) =>
  accessTo(ctx, id, { line: [{ id, owner_id }], reaching: await whoReachesCollection(ctx, id), steps: [] })

interface Told {
  /** The thing and what is above it, from below. */
  line: readonly { id: AssetId | CollectionId; owner_id: MemberId | null }[]
  reaching: readonly Reaching[]
  /** Of the folders above it, those that the asker sees. */
  steps: readonly Step[]
}
async function accessTo(ctx: InLibrary & Base, thingId: AssetId | CollectionId, { line, reaching, steps }: Told) {
  const given = await grantsOn(
    ctx,
    line.map((a) => a.id),
  ).execute()
  const groupIds = [...new Set(given.flatMap((g) => g.group_id ?? []))]
  const within = groupIds.length ? await membershipsIn(ctx, groupIds).execute() : []
  const people = await peopleIn(ctx, [
    ...given.flatMap((g) => [g.member_id, g.given_by]),
    ...line.map((a) => a.owner_id),
  ])
  const collections = await collectionsIn(ctx, reaching)
  const passedToGroups = groupIds.length ? await throughCollections(ctx, line) : new Map<GroupId, Path[]>()
  const nameOf = new Map(collections.map((c) => [c.id as string, c.name]))
  const reached = new Map(reaching.map((r) => [r.memberId, r]))
  const groupNames = new Map(given.flatMap((g) => (g.group_id ? [[g.group_id as string, g.grantee] as const] : [])))
  const from = fromOf(thingId, steps)
  const through = (path: Exclude<Path, { by: 'role' }>): Through => ({
    by: path.by,
    group: 'group' in path && path.group ? (groupNames.get(path.group) ?? null) : null,
    collection: path.by === 'collection' ? (nameOf.get(path.collection) ?? null) : null,
    from: from(path.by === 'grant' ? path.on : path.of),
  })

  /** What reaches them in other ways, where that is as much. */
  const already = (paths: readonly Path[], level: Level): NoEffect | null => {
    const best = highest(paths.map((p) => p.level))
    const winner = paths.filter((p) => p.by !== 'role').find((p) => p.level === best)
    return winner && best && isAtLeast(best, level)
      ? { because: 'already', level: best, through: through(winner) }
      : null
  }
  const noEffect = (grant: Grant): NoEffect | null => {
    if (!holdsAt(grant.ends_at, ctx.now)) return { because: 'ended' }
    if (grant.group_id) {
      if (!within.some((m) => m.group_id === grant.group_id)) return { because: 'nobody_in_group' }
      const others = given.filter(
        (g) => g.group_id === grant.group_id && g.id !== grant.id && holdsAt(g.ends_at, ctx.now),
      )
      return already([...others.map(pathOfGroup), ...(passedToGroups.get(grant.group_id) ?? [])], grant.level)
    }
    const member = grant.member_id && people.get(grant.member_id)
    if (!member || !seesByReach(member.role)) return { because: 'role' }
    if (!mayEnter({ ...member, plan: ctx.actor.plan, status: statusAt(member, ctx.now) }).yes)
      return { because: 'cannot_enter' }
    const others = reached.get(member.id)?.paths.filter((p) => !(p.by === 'grant' && p.grant === grant.id)) ?? []
    return already(others, grant.level)
  }
  const listed = (grant: Grant): ListedGrant => ({
    grantId: grant.id,
    memberId: grant.member_id,
    groupId: grant.group_id,
    name: grant.grantee,
    email: grant.email,
    people: grant.group_id && within.filter((m) => m.group_id === grant.group_id).length,
    level: grant.level,
    endsAt: grant.ends_at,
    givenAt: grant.given_at,
    givenBy: grant.given_by && (people.get(grant.given_by)?.name ?? null),
    from: from(grant.thing_id),
    noEffect: noEffect(grant),
  })
  /** Of owning it: nothing to tell of where they manage it by their role anyway. */
  const noOwnership = (owner: Person, id: string): NoEffect | null => {
    const reaching = reached.get(owner.id)
    if (owns(reaching, id) || reaching?.level === 'manage') return null
    return { because: seesByReach(owner.role) ? 'cannot_enter' : 'role' }
  }
  const owners = line.flatMap((a) => {
    const owner = a.owner_id && people.get(a.owner_id)
    return owner && (a.id === thingId || owns(reached.get(owner.id), a.id))
      ? [
          {
            memberId: owner.id,
            name: owner.name,
            email: owner.email,
            from: from(a.id),
            noEffect: noOwnership(owner, a.id),
          },
        ]
      : []
  })
  return {
    /** Of the thing, and of the folders above as far as owning those reaches it. */
    owners,
    direct: given.filter((g) => g.thing_id === thingId).map(listed),
    /** Changed where it was given; what has ended there is not told of here. */
    inherited: given.filter((g) => g.thing_id !== thingId && holdsAt(g.ends_at, ctx.now)).map(listed),
    /** Collections that pass view on to so many people; one that the asker does not see has no name. */
    collections,
    /** How many have the whole library, at which level, by their role. */
    byRole: (['manage', 'view'] as const).map((level) => ({
      level,
      people: reaching.filter((r) => r.level === level && r.paths.some((p) => p.by === 'role')).length,
    })),
  }
}

const pathOfGroup = (g: Grant): Path => ({
  by: 'grant',
  level: g.level,
  on: g.thing_id,
  grant: g.id,
  group: g.group_id,
  ends: g.ends_at,
})
const owns = (reaching: Reaching | undefined, id: string): boolean =>
  reaching?.paths.some((p) => p.by === 'ownership' && p.of === id) === true

/** The collections through which members reach the thing, each with how many do. */
async function collectionsIn(ctx: InLibrary, reaching: readonly Reaching[]) {
  const through = Map.groupBy(
    reaching.flatMap((r) =>
      r.paths.flatMap((p) => (p.by === 'collection' ? [{ id: p.collection, to: r.memberId }] : [])),
    ),
    (p) => p.id as CollectionId,
  )
  const names = await namesOfCollections(ctx, [...through.keys()])
  return [...through].map(([id, paths]) => {
    const name = names.get(id) ?? null
    return { id: name === null ? null : id, name, people: new Set(paths.map((p) => p.to)).size }
  })
}

interface Person {
  id: MemberId
  name: string
  email: string
  role: Role
  status: 'active' | 'suspended'
  endsAt: Date | null
}
async function peopleIn(ctx: InLibrary, ids: readonly (MemberId | null)[]): Promise<Map<MemberId, Person>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (!wanted.length) return new Map()
  const rows = await ours(ctx, 'member')
    .select(['member.id', 'member.name', 'member.email', 'member.role', 'member.status', 'member.ends_at as endsAt'])
    .where('member.id', 'in', wanted)
    .execute()
  return new Map(rows.map((m) => [m.id, m]))
}
