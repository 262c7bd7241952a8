// One page of what lies in a folder: folders first, then files, sorted, with the owner's name.
import { z } from 'zod'
import type { AssetId } from '@usher/domain'
import { visible, type InLibrary } from '../access/reach.ts'
import { shownAssets, shownColumns } from './shown-assets.ts'

export const pageFields = {
  sort: z.enum(['name', 'created']).default('name'),
  descending: z.boolean().default(false),
  /** How many to leave out: those that were shown already. */
  offset: z.int().nonnegative().max(1_000_000).default(0),
}
type Page = z.output<z.ZodObject<typeof pageFields>>
const perPage = 100

/** At most a hundred of them, and whether there are more. */
export async function folderPage(ctx: InLibrary, folderId: AssetId | null, { sort, descending, offset }: Page) {
  const direction = descending ? 'desc' : 'asc'
  const rows = await visible(ctx)
    .select(shownColumns)
    .where('asset.parent_id', folderId === null ? 'is' : '=', folderId)
    .orderBy('asset.kind', 'desc')
    .orderBy(sort === 'name' ? 'asset.name_key' : 'asset.created_at', direction)
    .orderBy('asset.id')
    .limit(perPage + 1)
    .offset(offset)
    .execute()
  return { assets: await shownAssets(ctx, rows.slice(0, perPage)), more: rows.length > perPage }
}
