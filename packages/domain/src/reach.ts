// Who reaches what, and why: rules §4 over a small world in memory. Slow and plain on purpose: the law that the one SQL
// relation (packages/api/src/access/reach.ts) is compared with.
import { may, type Standing } from './decide.ts'
import { earlierOf, holdsAt } from './grants.ts'
import { highest, standingLevels, type Level } from './levels.ts'

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
  /** The file or folder that it is on. */
  on: string
  /** A member or a group. */
  to: string
  level: Level
  ends: Date | null
}
export interface World {
  now: Date
  members: readonly MemberInWorld[]
  groups: readonly GroupInWorld[]
  assets: readonly AssetInWorld[]
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

/** The asset and the folders above it, from below. */
export function lineage(world: World, asset: AssetInWorld): AssetInWorld[] {
  const above = world.assets.find((a) => a.id === asset.parent)
  return [asset, ...(above ? lineage(world, above) : [])]
}

/** What a member's grants on one thing give: their own, and those of each group that they are in. */
function grantsOn({ groups, grants, now }: World, member: MemberInWorld, asset: AssetInWorld): Path[] {
  return grants
    .filter((grant) => grant.on === asset.id)
    .flatMap(({ id, to, level, ends, on }): Path[] => {
      if (to === member.id) return [{ by: 'grant', level, on, grant: id, group: null, ends }]
      const membership = groups.find((g) => g.id === to)?.members.find((m) => m.id === member.id)
      return membership
        ? [{ by: 'grant', level, on, grant: id, group: to, ends: earlierOf(ends, membership.ends) }]
        : []
    })
    .filter((path) => path.by === 'grant' && holdsAt(path.ends, now))
}

/** What ownership and grants give along a line of things, each below the next, to whoever sees by reach alone. */
const along = (world: World, member: MemberInWorld, line: readonly AssetInWorld[]): Path[] =>
  line.flatMap((a): Path[] => [
    ...(a.owner === member.id ? [{ by: 'ownership' as const, level: 'manage' as const, of: a.id }] : []),
    ...grantsOn(world, member, a),
  ])

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
