// One page of what a search finds among what the asker may see: how each is shown, with the path to it, and how many
// there are, told up to a thousand.
import { Problem, type AssetId } from '@usher/domain'
import { countedUpTo, inOrder, narrowed, type Narrowing, type Sort } from '../access/narrow.ts'
import { pathsOf, visible, visibleAmongMany, type InLibrary, type Visible } from '../access/reach.ts'
import { tagIdsOf } from '../access/tags.ts'
import { shownAssets, shownColumns } from '../library/shown-assets.ts'
import { writeCursor, type Cursor } from './cursor.ts'

export const foundPerPage = 60
export const countedAtMost = 1000

export interface Search extends Omit<Narrowing, 'tags'> {
  /** By their names. */
  tags: readonly string[]
  sort: Sort
  descending: boolean
  after?: Cursor | undefined
}

/** In a folder and below it, or everywhere (null). */
export async function foundAssets(ctx: InLibrary, folderId: AssetId | null, search: Search) {
  const { sort, descending, after } = search
  if (after && (after.sort !== sort || after.descending !== descending))
    throw new Problem('invalid_input', {
      fields: [{ field: 'after', says: 'This page ended in another order. Begin at the first page.' }],
    })
  const tags = await tagIdsOf(ctx, search.tags)
  const found = narrowed(await visibleAmongMany(ctx), ctx, folderId, { ...search, tags })
  // First which, then what is to be told of them: an index that has names and places alone is read through faster.
  const ends = await inOrder(found, sort, descending, after ?? null)
    .select('asset.id')
    .limit(foundPerPage + 1)
    .execute()
  const page = ends.slice(0, foundPerPage)
  const last = ends.length > foundPerPage ? page.at(-1) : undefined
  return {
    assets: await shownWithPaths(
      ctx,
      page.map((r) => r.id),
    ),
    /** For the next page; null: there is none. */
    next: last ? writeCursor({ sort, descending, key: last.ends, id: last.id }) : null,
    /** With the first page only. */
    total: after ? null : last ? await howMany(ctx, found) : { count: page.length, orMore: false },
  }
}

/** How many there are: `orMore` beyond a thousand. */
async function howMany(ctx: InLibrary, found: Visible) {
  const n = await countedUpTo(ctx, found, countedAtMost + 1)
  return { count: Math.min(n, countedAtMost), orMore: n > countedAtMost }
}

/** In this order; what went out of sight since is left out. */
async function shownWithPaths(ctx: InLibrary, ids: readonly AssetId[]) {
  if (!ids.length) return []
  const rows = await visible(ctx)
    .select([...shownColumns, 'asset.parent_id'])
    .where('asset.id', 'in', ids)
    .execute()
  const rowOf = new Map(rows.map((r) => [r.id, r]))
  const inTurn = ids.flatMap((id) => rowOf.get(id) ?? [])
  const paths = await pathsOf(ctx, [...new Set(inTurn.flatMap((r) => r.parent_id ?? []))])
  const shown = await shownAssets(ctx, inTurn)
  return shown.map((asset, n) => ({ ...asset, path: paths.get(inTurn[n]?.parent_id ?? asset.id) ?? [] }))
}
