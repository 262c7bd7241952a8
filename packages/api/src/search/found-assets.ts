// One page of what a search finds among what the asker may see: how each is shown, with the path to it, and how many
// there are, told up to a thousand.
import { Problem, type AssetId } from '@usher/domain'
import { inOrder, narrowed, type Narrowing, type Sort } from '../access/narrow.ts'
import { pathsOf, visible, type InLibrary } from '../access/reach.ts'
import { shownAssets, shownColumns } from '../library/shown-assets.ts'
import { writeCursor, type Cursor } from './cursor.ts'

export const foundPerPage = 60
export const countedAtMost = 1000

export interface Search extends Narrowing {
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
  const rows = await inOrder(narrowed(visible(ctx), ctx, folderId, search), sort, descending, after ?? null)
    .select([...shownColumns, 'asset.parent_id'])
    .limit(foundPerPage + 1)
    .execute()
  const page = rows.slice(0, foundPerPage)
  const last = rows.length > foundPerPage ? page.at(-1) : undefined
  const paths = await pathsOf(ctx, [...new Set(page.flatMap((r) => r.parent_id ?? []))])
  const shown = await shownAssets(ctx, page)
  return {
    assets: shown.map((asset, n) => ({ ...asset, path: paths.get(page[n]?.parent_id ?? asset.id) ?? [] })),
    /** For the next page; null: there is none. */
    next: last ? writeCursor({ sort, descending, key: last.ends, id: last.id }) : null,
    /** With the first page only. */
    total: after ? null : await howMany(ctx, folderId, search, last ? null : rows.length),
  }
}

/** How many there are: `orMore` beyond a thousand. What one page holds is counted already. */
async function howMany(ctx: InLibrary, folderId: AssetId | null, search: Narrowing, onThePage: number | null) {
  if (onThePage !== null) return { count: onThePage, orMore: false }
  const some = narrowed(visible(ctx), ctx, folderId, search)
    .select('asset.id')
    .limit(countedAtMost + 1)
  const n = (await some.execute()).length
  return { count: Math.min(n, countedAtMost), orMore: n > countedAtMost }
}
