// Where a path begins: at the library's root or, for whoever sees by reach, perhaps at a thing that was shared with them
// further down (rules §8, "Lists").
import { seesByReach, type AssetId } from '@usher/domain'
import { visible, type InLibrary } from '../access/reach.ts'

/** Which of these, each the first thing of a path, lie at the root. Everybody else's paths all begin there. */
export async function thoseAtRoot(ctx: InLibrary, tops: readonly AssetId[]): Promise<ReadonlySet<AssetId>> {
  if (!seesByReach(ctx.actor.role) || !tops.length) return new Set(tops)
  const atRoot = await visible(ctx)
    .select('asset.id')
    .where('asset.id', 'in', [...new Set(tops)])
    .where('asset.parent_id', 'is', null)
    .execute()
  return new Set(atRoot.map((a) => a.id))
}
