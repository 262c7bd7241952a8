// Who reaches what, and why: rules §4 over a small world in memory. Slow and plain on purpose: the law that the one SQL
// relation (packages/api/src/access/reach.ts) is compared with.
import { may, type Standing } from './decide.ts'
import { earlierOf, holdsAt } from './grants.ts'
import { highest, isAtLeast, standingLevels, type Level } from './levels.ts'

/** A file or folder of the world; `parent` is null at the root. */
export interface AssetInWorld {
  id: string
  kind: 'file' | 'folder'
  parent: string | null
  /** The member who owns it. */
  owner: string | null
  /** Put into the trash: it and all below reach nobody. */
  trashed: boolean
}
export interface MemberInWorld extends Standing {
  id: string
}
export interface GroupInWorld {
  id: string
  /** Who is in it, and until when. */
  members: readonly { id: string; ends: Date | null }[]
}
export interface GrantInWorld {
  id: string
  /** The file, folder or collection that it is on. */
  on: string
  /** A member or a group. */
  to: string
  level: Level
  ends: Date | null
}
export interface CollectionInWorld {
  id: string
  owner: string | null
  /** What is in it, and whether the collection passes it on to those who have a level on it. */
  items: readonly { asset: string; passesOn: boolean }[]
}
export interface World {
  now: Date
  members: readonly MemberInWorld[]
  groups: readonly GroupInWorld[]
  assets: readonly AssetInWorld[]
  collections: readonly CollectionInWorld[]
  grants: readonly GrantInWorld[]
}

/** One way in which a level reaches a member; all of them are kept, not only the winner (rules §4). */
export type Path =
  | { by: 'role'; level: Level }
  /** `of` is the asset itself or a folder above it. */
  | { by: 'ownership'; level: 'manage'; of: string }
  /**
   * `on` is the asset itself or a folder above it; `group`: through which group, null where it was given to the member
   * themself; `ends`: of the grant or of the membership, whichever is earlier.
   */
  | { by: 'grant'; level: Level; on: string; grant: string; group: string | null; ends: Date | null }
  /**
   * Through a collection that passes on `of`, the asset itself or a folder above it. `grant`: what gives the member a level
   * on the collection, through which `group` and until when; null where they own it.
   */
  | {
      by: 'collection'
      level: 'view'
      of: string
      collection: string
      grant: string | null
      group: string | null
      ends: Date | null
    }

/** The asset and the folders above it, from below. */
export function lineage(world: World, asset: AssetInWorld): AssetInWorld[] {
  const above = world.assets.find((a) => a.id === asset.parent)
  return [asset, ...(above ? lineage(world, above) : [])]
}

type Granted = Extract<Path, { by: 'grant' }>
type Owned = Extract<Path, { by: 'ownership' }>
/** What a member's grants on one thing give: their own, and those of each group that they are in. */
function grantsOn({ groups, grants, now }: World, member: MemberInWorld, thing: { id: string }): Granted[] {
  return grants
    .filter((grant) => grant.on === thing.id)
    .flatMap(({ id, to, level, ends, on }): Granted[] => {
      if (to === member.id) return [{ by: 'grant', level, on, grant: id, group: null, ends }]
      const membership = groups.find((g) => g.id === to)?.members.find((m) => m.id === member.id)
      return membership
        ? [{ by: 'grant', level, on, grant: id, group: to, ends: earlierOf(ends, membership.ends) }]
        : []
    })
    .filter((path) => holdsAt(path.ends, now))
}
/** What a member who sees by reach alone has on a thing itself, asset or collection: by owning it, and by grants on it. */
const onItself = (
  world: World,
  member: MemberInWorld,
  thing: { id: string; owner: string | null },
): (Owned | Granted)[] => [
  ...(thing.owner === member.id ? [{ by: 'ownership' as const, level: 'manage' as const, of: thing.id }] : []),
  ...grantsOn(world, member, thing),
]
/** What comes to them through collections that an asset is in: view, and no more, for whatever level on the collection. */
const throughCollections = (world: World, member: MemberInWorld, asset: AssetInWorld): Path[] =>
  world.collections
    .filter(({ items }) => items.some((item) => item.asset === asset.id && item.passesOn))
    .flatMap((collection) =>
      onItself(world, member, collection).map((path): Path => {
        const { grant, group, ends } = path.by === 'grant' ? path : { grant: null, group: null, ends: null }
        return { by: 'collection', level: 'view', of: asset.id, collection: collection.id, grant, group, ends }
      }),
    )

/** What reaches whoever sees by reach alone along a line of things, each below the next. */
const along = (world: World, member: MemberInWorld, line: readonly AssetInWorld[]): Path[] =>
  line.flatMap((a): Path[] => [...onItself(world, member, a), ...throughCollections(world, member, a)])

/** Every path by which a member gets to an asset; none: it does not exist for them. */
export function pathsTo(world: World, member: MemberInWorld, asset: AssetInWorld): Path[] {
  const line = lineage(world, asset)
  if (!may(member, 'library.browse').yes || line.some((a) => a.trashed)) return []
  const standing = standingLevels[member.role]
  if (standing === 'none') return []
  return standing === 'by_reach' ? along(world, member, line) : [{ by: 'role', level: standing }]
}

/** The effective level: the highest that any path gives. */
export const levelOf = (world: World, member: MemberInWorld, asset: AssetInWorld): Level | null =>
  highest(pathsTo(world, member, asset).map((p) => p.level))

/** The level that a member has on a collection: that of their role on the library, or what they own and were given. */
export function levelOnCollection(world: World, member: MemberInWorld, collection: CollectionInWorld): Level | null {
  const standing = standingLevels[member.role]
  if (!may(member, 'library.browse').yes || standing === 'none') return null
  return standing === 'by_reach' ? highest(onItself(world, member, collection).map((p) => p.level)) : standing
}

/**
 * Does a member see this deleted thing in the trash (rules §4)? Whoever has *manage* on the place it lay in, its owner,
 * and the roles that manage everything.
 */
export function seesInTrash(world: World, member: MemberInWorld, asset: AssetInWorld): boolean {
  if (!asset.trashed || !may(member, 'library.change').yes) return false
  if (standingLevels[member.role] !== 'by_reach') return standingLevels[member.role] === 'manage'
  const [, ...place] = lineage(world, asset)
  return asset.owner === member.id || along(world, member, place).some((p) => p.level === 'manage')
}

/**
 * Is this one of the top-most things that a member sees, whose parent they do not see, or which lies at the root (rules
 * §8, "Lists")? These are what is listed as "Shared with me".
 */
export function isTopMost(world: World, member: MemberInWorld, asset: AssetInWorld): boolean {
  const above = world.assets.find((a) => a.id === asset.parent)
  return levelOf(world, member, asset) !== null && (!above || levelOf(world, member, above) === null)
}

/** Why a grant gives nothing now. `already`: as much reaches whom it is to in another way (rules §4). */
export const noEffects = ['ended', 'in_trash', 'nobody_in_group', 'role', 'cannot_enter', 'already'] as const
export type WithoutEffect = (typeof noEffects)[number]
/** Of several reasons the first; null: it has an effect. A group is asked as if it were a member who may enter. */
export function whyWithoutEffect(world: World, grant: GrantInWorld): WithoutEffect | null {
  const { now, members, groups, assets, collections, grants } = world
  const asset = assets.find((a) => a.id === grant.on)
  const member = members.find((m) => m.id === grant.to)
  const group = groups.find((g) => g.id === grant.to)
  if (!holdsAt(grant.ends, now)) return 'ended'
  if (asset && lineage(world, asset).some((a) => a.trashed)) return 'in_trash'
  if (group && !group.members.some((m) => holdsAt(m.ends, now))) return 'nobody_in_group'
  if (member && standingLevels[member.role] !== 'by_reach') return 'role'
  if (member && !may(member, 'library.browse').yes) return 'cannot_enter'
  const them: MemberInWorld = member ?? {
    id: grant.to,
    role: 'library_restricted',
    plan: 'enterprise',
    status: 'active',
  }
  const without = { ...world, grants: grants.filter((g) => g !== grant) }
  const collection = collections.find((c) => c.id === grant.on)
  const otherwise = [
    asset ? levelOf(without, them, asset) : null,
    collection ? levelOnCollection(without, them, collection) : null,
  ]
  return otherwise.some((level) => isAtLeast(level, grant.level)) ? 'already' : null
}
