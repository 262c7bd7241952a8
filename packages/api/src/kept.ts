// What members have of things after a change, and through what: told where somebody might be thought to lose them.
import { highest, type AssetId, type CollectionId, type Kept, type MemberId, type Path } from '@usher/domain'
import type { Leveled } from './access/levels-of-many.ts'
import { ours } from './access/ours.ts'
import { explain, explainCollection } from './access/who-and-why.ts'
import type { InAccount } from './context.ts'

/** So many things are told of each. */
const toldOf = 3

const throughOf = (path: Path, id: string): Kept['through'] =>
  path.by === 'grant' && path.on !== id ? 'folder' : path.by

/** Of each one's things those that they still reach by rules §4; whoever reaches none is left out. */
export async function keptOf(
  ctx: InAccount,
  members: readonly MemberId[],
  thingsOf: (memberId: MemberId) => readonly Leveled[],
): Promise<Map<MemberId, Kept[]>> {
  const groups = new Map<string, string>(
    (await ours(ctx, 'group').select(['group.id', 'group.name']).execute()).map((g) => [g.id, g.name]),
  )
  const kept = new Map<MemberId, Kept[]>()
  for (const memberId of members) {
    const told: Kept[] = []
    for (const { id, kind, name } of thingsOf(memberId).slice(0, 2 * toldOf)) {
      const paths =
        kind === 'collection'
          ? await explainCollection(ctx, memberId, id as CollectionId)
          : await explain(ctx, memberId, id as AssetId)
      const level = highest(paths.map((p) => p.level))
      const path = paths.find((p) => p.level === level)
      if (!level || !path || path.by === 'role') continue
      const group = 'group' in path && path.group ? (groups.get(path.group) ?? null) : null
      told.push({ name, level, through: throughOf(path, id), group })
    }
    if (told.length) kept.set(memberId, told.slice(0, toldOf))
  }
  return kept
}
