// What would be gone with something that is given up: the things that it is on, at which level they are had now, and what
// would be left by every other path.
import { highest, type AssetId, type Level, type Path } from '@usher/domain'
import type { MemberInLibrary } from '../access/reach.ts'
import { explain } from '../access/who-and-why.ts'
import { placed, type Placed } from '../library/placed.ts'

/** Of so many things it is told one by one. */
const toldOf = 100

export interface Going {
  things: { asset: Placed; level: Level; left: Level | null }[]
  /** How many more there are that are not told of. */
  more: number
}

/** `goes`: is this one of the paths that would be gone? */
export async function whatGoes(
  ctx: MemberInLibrary,
  ids: readonly AssetId[],
  goes: (path: Path) => boolean,
): Promise<Going> {
  const seen = await placed(ctx, ids)
  const assets = ids.flatMap((id) => seen.get(id) ?? [])
  const things = await Promise.all(
    assets.slice(0, toldOf).map(async (asset) => {
      const paths = await explain(ctx, ctx.actor.memberId, asset.id)
      const level = highest(paths.map((p) => p.level))
      return level ? [{ asset, level, left: highest(paths.filter((p) => !goes(p)).map((p) => p.level)) }] : []
    }),
  )
  return { things: things.flat(), more: Math.max(0, assets.length - toldOf) }
}
