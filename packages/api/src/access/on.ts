// What the door `on` does: finds what the input's ids name among what the actor may see, all at once, and holds each
// against the operation. What is invisible is "not found", before anything else is said (rules §8, "Lists").
import {
  allows,
  operations,
  Problem,
  type AssetId,
  type Operation,
  type RootOperation,
  type TrashOperation,
} from '@usher/domain'
import { inTrash, levelAtRoot, visible, type InLibrary, type TrashedAsset, type VisibleAsset } from './reach.ts'

/** What a handler gets for one id: the thing with its level; null for the root, where the operation can be done there. */
export type Reached<O extends Operation> = O extends TrashOperation
  ? TrashedAsset
  : O extends RootOperation
    ? VisibleAsset | null
    : VisibleAsset

/** What a procedure needs: id field → the operation on what it names. */
export type Needs = Readonly<Record<string, Operation>>

/** Throws `not_found`, `not_a_folder` or `level_too_low`; else gives each field's thing under its name without `Id`. */
export async function findAllowed(
  ctx: InLibrary,
  needs: Needs,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const found: Record<string, (VisibleAsset | null)[]> = {}
  for (const [field, operation] of Object.entries(needs)) {
    // The door's own fields: ids, or null for the root (schema of trpc.ts).
    const ids = [...new Set([input[field]].flat())] as (AssetId | null)[]
    const wanted = ids.filter((id) => id !== null)
    const source: typeof visible = 'inTrash' in operations[operation] ? inTrash : visible
    const rows = wanted.length ? await source(ctx).selectAll('asset').where('asset.id', 'in', wanted).execute() : []
    const byId = new Map(rows.map((row) => [row.id, row]))
    if (wanted.some((id) => !byId.has(id))) throw new Problem('not_found')
    found[field] = ids.map((id) => (id === null ? null : (byId.get(id) ?? null)))
  }
  for (const [field, operation] of Object.entries(needs)) {
    const { level, on } = operations[operation]
    for (const thing of found[field] ?? []) {
      if (thing && on === 'folder' && thing.kind !== 'folder') throw new Problem('not_a_folder')
      if (!allows(thing ? thing.level : levelAtRoot(ctx), operation))
        throw new Problem('level_too_low', { operation, needs: level })
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([field, things]) =>
      field.endsWith('Ids') ? [field.replace(/Ids$/, 's'), things] : [field.replace(/Id$/, ''), things[0]],
    ),
  )
}
