// The trash: what lies there for thirty days, and the way back (rules §4).
import { z } from 'zod'
import { readAssetName, trashDays } from '@usher/domain'
import { inTrash, levelOn } from '../access/reach.ts'
import { purgeAsset, restoreAsset } from '../access/tree.ts'
import { readBy } from '../fields.ts'
import { can, on } from '../trpc.ts'

const perPage = 100
const dayMs = 86_400_000

/** What can be restored, last deleted first; with its place, where that can be restored into. */
export const trashList = can('library.browse')
  .forKeys('files', 'read')
  .input({ offset: z.int().nonnegative().max(1_000_000).default(0) })
  .read(async ({ ctx, input }) => {
    const rows = await inTrash(ctx)
      .select(['asset.id', 'asset.kind', 'asset.name', 'asset.parent_id', 'asset.trashed_at'])
      .orderBy('asset.trashed_at', 'desc')
      .orderBy('asset.id')
      .limit(perPage + 1)
      .offset(input.offset)
      .execute()
    const places = await levelOn(ctx, [...new Set(rows.flatMap((r) => r.parent_id ?? []))])
    return {
      assets: rows.slice(0, perPage).map((r) => ({
        id: r.id,
        kind: r.kind,
        name: r.name,
        deletedAt: r.trashed_at,
        goneAt: new Date(r.trashed_at.getTime() + trashDays * dayMs),
        /** Where it lay (null: the root); `isThere` is false, and there is no id, where that is deleted as well or out of sight. */
        place: {
          id: r.parent_id && places.has(r.parent_id) ? r.parent_id : null,
          isThere: r.parent_id === null || places.has(r.parent_id),
        },
      })),
      more: rows.length > perPage,
    }
  })

/** Deletes things in the trash for good, with all that went along. Nothing brings them back. */
export const purge = on({ trashedIds: 'trashed.purge' })
  .forKeys('files', 'write')
  .change('asset.purged', async ({ ctx, the: { trasheds: gone }, done }) => {
    const entries = []
    for (const { id, name } of gone) {
      const foldersBelow = await purgeAsset(ctx, id)
      entries.push({ on: id, before: { inTrash: true, name, foldersBelow }, after: null })
    }
    return done({ purged: gone.length }, entries)
  })

/** Takes a thing out of the trash, with all that went along, into a folder; under another name where its own is taken. */
export const restore = on({ trashedId: 'trashed.restore', destinationId: 'folder.restoreInto' })
  .forKeys('files', 'write')
  .input({ name: readBy(readAssetName).optional() })
  .change('asset.restored', async ({ ctx, input, the: { trashed, destination }, done }) => {
    const parentId = destination?.id ?? null
    const name = input.name ?? trashed.name
    await restoreAsset(ctx, trashed, parentId, name)
    return done(null, {
      on: trashed.id,
      before: { inTrash: true, parentId: trashed.parent_id, name: trashed.name },
      after: { inTrash: false, parentId, name },
    })
  })
