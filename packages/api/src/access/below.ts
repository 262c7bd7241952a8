// Everything that lies below some files and folders, as far as the actor sees it.
import { sql } from 'kysely'
import type { AssetId } from '@usher/domain'
import { whole } from '../db/connect.ts'
import { visible, type InLibrary, type VisibleAsset } from './reach.ts'

/**
 * The named things and all below them, parents before what lies in them, at most `atMost` and one more, which says that
 * there are more. What was named is looked up again: it may be gone, or out of reach, by now.
 */
export const allBelow = (ctx: InLibrary, ids: readonly AssetId[], atMost: number): Promise<VisibleAsset[]> =>
  visible(ctx)
    .selectAll('asset')
    .where((eb) =>
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
    .orderBy(
      sql`(select count(*) from folder_ancestor f
            where f.folder_id = case asset.kind when 'folder' then asset.id else asset.parent_id end)`,
    )
    .orderBy('asset.kind', 'desc')
    .orderBy('asset.name_key')
    .limit(atMost + 1)
    .execute()
