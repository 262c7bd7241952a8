// What the door `on` does: finds what the input's ids name among what the actor may see, all at once, and holds each
// against the operation. What is invisible is "not found", before anything else is said (rules §8, "Lists").
import {
  allows,
  carries,
  featureOf,
  operations,
  Problem,
  type AssetId,
  type CollectionId,
  type CollectionOperation,
  type Operation,
  type RootOperation,
  type TrashOperation,
} from '@usher/domain'
import { planKept } from '../db/connect.ts'
import { visibleCollections, type VisibleCollection } from './collections.ts'
import { idsIn, underTheirNames } from './id-fields.ts'
import { inTrash, levelAtRoot, visible, type InLibrary, type TrashedAsset, type VisibleAsset } from './reach.ts'

/** What a handler gets for one id: the thing with its level; null for the root, where the operation can be done there. */
export type Reached<O extends Operation> = O extends CollectionOperation
  ? VisibleCollection
  : O extends TrashOperation
    ? TrashedAsset
    : O extends RootOperation
      ? VisibleAsset | null
      : VisibleAsset

/** What a procedure needs: id field → the operation on what it names. */
export type Needs = Readonly<Record<string, Operation>>

/** Throws `not_found`, `not_a_folder`, `not_a_file`, `level_too_low`, or `not_allowed` on a plan without the feature; else gives each field's thing under its name without `Id`. */
export async function findAllowed(
  ctx: InLibrary,
  needs: Needs,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const fields = Object.entries(needs).map(([field, operation]) => ({
    field,
    operation,
    // The door's own fields: ids, or null for the root.
    ids: idsIn(input, field) as (AssetId | CollectionId | null)[],
    lies: whereLies(operation),
  }))
  const idsLying = <Id>(where: Lies) =>
    fields.flatMap(({ lies, ids }) => (lies === where ? (ids.filter((id) => id !== null) as Id[]) : []))
  const rows: Record<Lies, ReadonlyMap<string, VisibleAsset | VisibleCollection>> = {
    library: await byId(visible, ctx, idsLying('library')),
    trash: await byId(inTrash, ctx, idsLying('trash')),
    collections: await collectionsById(ctx, idsLying('collections')),
  }
  const found: Record<string, (VisibleAsset | VisibleCollection | null)[]> = {}
  for (const { field, ids, lies } of fields)
    found[field] = ids.map((id) => {
      const thing = id === null ? null : rows[lies].get(id)
      if (thing === undefined) throw new Problem('not_found')
      return thing
    })
  for (const { field, operation } of fields) {
    const { level, on } = operations[operation]
    for (const thing of found[field] ?? []) {
      if (thing && 'kind' in thing && on !== 'any' && thing.kind !== on)
        throw new Problem(on === 'folder' ? 'not_a_folder' : 'not_a_file')
      if (!allows(thing ? thing.level : levelAtRoot(ctx), operation))
        throw new Problem('level_too_low', { operation, needs: level })
    }
  }
  for (const { operation } of fields) {
    const feature = featureOf(operation)
    if (feature && !carries(ctx.actor.plan, feature))
      throw new Problem('not_allowed', { needs: operation, because: 'plan', feature })
  }
  return underTheirNames(found)
}

type Lies = 'library' | 'trash' | 'collections'
const whereLies = (operation: Operation): Lies =>
  operations[operation].on === 'collection' ? 'collections' : 'inTrash' in operations[operation] ? 'trash' : 'library'

async function collectionsById(ctx: InLibrary, ids: readonly CollectionId[]) {
  if (!ids.length) return new Map<string, VisibleCollection>()
  const rows = await visibleCollections(ctx).selectAll('collection').where('collection.id', 'in', ids).execute()
  return new Map<string, VisibleCollection>(rows.map((row) => [row.id, row]))
}

/** Those that have one of these ids; asks nothing for none. */
async function byId(
  source: typeof visible,
  ctx: InLibrary,
  ids: readonly AssetId[],
): Promise<Map<AssetId, VisibleAsset>> {
  const [id, ...others] = ids
  if (!id) return new Map()
  const query = source(ctx).selectAll('asset')
  const rows = await (
    others.length ? query.where('asset.id', 'in', ids) : query.modifyFront(planKept).where('asset.id', '=', id)
  ).execute()
  return new Map(rows.map((row) => [row.id, row]))
}
