// Everything that lies below some files and folders, as far as the actor sees it.
import { sql } from 'kysely'
import type { AssetId } from '@usher/domain'
import { whole } from '../db/connect.ts'
import { visible, type InLibrary, type Visible, type VisibleAsset } from './reach.ts'

/** The named things and all below them. What was named is looked up again: it may be gone, or out of reach, by now. */
export const below = (ctx: InLibrary, ids: readonly AssetId[]): Visible =>
  visible(ctx).where((eb) =>
    eb.or([
      eb('asset.id', 'in', ids),
      eb(
        'asset.parent_id',
        'in',
        whole(ctx.handle)
          .selectFrom('folder_ancestor')
          .select('folder_id')
          .where('account_id', '=', ctx.accountId)
          .where('ancestor_id', 'in', ids),
      ),
    ]),
  )

/** Puts parents before what lies in them, folders before files: by how far each lies below what was named. */
export const parentsFirst = (ids: readonly AssetId[]) =>
  sql`(select coalesce(max(f.depth) + case asset.kind when 'folder' then 0 else 1 end, 0) from folder_ancestor f
        where f.folder_id = case asset.kind when 'folder' then asset.id else asset.parent_id end
          and f.ancestor_id = any(${ids}::uuid[])), asset.kind desc, asset.name_key, asset.id`

/** These, parents first, at most `atMost` and one more, which says that there are more. */
export const allBelow = (ctx: InLibrary, ids: readonly AssetId[], atMost: number): Promise<VisibleAsset[]> =>
  below(ctx, ids)
    .selectAll('asset')
    .orderBy(parentsFirst(ids))
    .limit(atMost + 1)
    .execute()
