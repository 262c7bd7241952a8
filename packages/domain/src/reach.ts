// Who reaches what, and why: rules §4 over a small world in memory. Slow and plain on purpose: the law that the one SQL
// relation (packages/api/src/access/reach.ts) is compared with.
import { may, type Standing } from './decide.ts'
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
export interface World {
  members: readonly MemberInWorld[]
  assets: readonly AssetInWorld[]
}

/** One way in which a level reaches a member; all of them are kept, not only the winner (rules §4). */
export type Path =
  | { by: 'role'; level: Level }
  /** `of` is the asset itself or a folder above it. */
  | { by: 'ownership'; level: 'manage'; of: string }

/** The asset and the folders above it, from below. */
export function lineage(world: World, asset: AssetInWorld): AssetInWorld[] {
  const above = world.assets.find((a) => a.id === asset.parent)
  return [asset, ...(above ? lineage(world, above) : [])]
}

/** Every path by which a member gets to an asset; none: it does not exist for them. */
export function pathsTo(world: World, member: MemberInWorld, asset: AssetInWorld): Path[] {
  const line = lineage(world, asset)
  if (!may(member, 'library.browse').yes || line.some((a) => a.trashed)) return []
  const standing = standingLevels[member.role]
  if (standing === 'none') return []
  if (standing !== 'by_reach') return [{ by: 'role', level: standing }]
  return line.filter((a) => a.owner === member.id).map((a): Path => ({ by: 'ownership', level: 'manage', of: a.id }))
}

/** The effective level: the highest that any path gives. */
export const levelOf = (world: World, member: MemberInWorld, asset: AssetInWorld): Level | null =>
  highest(pathsTo(world, member, asset).map((p) => p.level))
