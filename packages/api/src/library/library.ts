// The library: what lies in a folder, and creating, renaming and deleting. Rules §3, §4 ("Trash") and §8.
import { z } from 'zod'
import { nothing, readAssetName } from '@usher/domain'
import { levelAtRoot, pathOf, visibleIn, visibleTopMost } from '../access/reach.ts'
import { addFolder, nameAsset, trashAssets } from '../access/tree.ts'
import { historyOf } from '../audit/history.ts'
import { readBy } from '../fields.ts'
import { can, on, router } from '../trpc.ts'
import { thoseAtRoot } from './at-root.ts'
import { createFolders } from './create-folders.ts'
import { folderPage, pageFields } from './folder-page.ts'
import { shownAssets } from './shown-assets.ts'
import { copy } from './copy.ts'
import { move } from './move.ts'
import { purge, restore, trashList } from './trash.ts'

const assetNameField = readBy(readAssetName)

export const library = router({
  /** What lies in a folder (null: the root), as far as the asker sees it: folders first, by page. */
  list: on({ folderId: 'folder.open' })
    .forKeys('files', 'read')
    .input(pageFields)
    .read(async ({ ctx, input, the }) => {
      const path = the.folder ? await pathOf(ctx, the.folder.id) : []
      const [top] = path
      return {
        path,
        /** Does the path begin at the root, as the asker sees it? Else it begins at something shared with them. */
        fromRoot: !top || (await thoseAtRoot(ctx, [top.id])).has(top.id),
        level: the.folder ? the.folder.level : levelAtRoot(ctx),
        ...(await folderPage(ctx, visibleIn(ctx, the.folder?.id ?? null), input)),
      }
    }),

  /** Where what the asker sees begins: things whose parent they do not see, or which lie at the root; by page. */
  shared: can('library.shared')
    .input({
      ...pageFields,
      /** Without what lies at the root. */
      belowRoot: z.boolean().default(false),
    })
    .read(({ ctx, input: { belowRoot, ...page } }) =>
      folderPage(
        ctx,
        visibleTopMost(ctx).$if(belowRoot, (q) => q.where('asset.parent_id', 'is not', null)),
        page,
      ),
    ),

  /** These things as a list shows them, each with the path to it: the folders above that the asker sees, from the top. */
  see: on({ assetIds: 'asset.see' })
    .forKeys('files', 'read')
    .read(async ({ ctx, the: { assets } }) => {
      const folders = [...new Set(assets.flatMap((a) => a.parent_id ?? []))]
      const paths = new Map(await Promise.all(folders.map(async (id) => [id, await pathOf(ctx, id)] as const)))
      const shown = await shownAssets(ctx, assets)
      const above = assets.map((a) => (a.parent_id && paths.get(a.parent_id)) || [])
      const tops = assets.map((a, i) => above[i]?.[0]?.id ?? a.id)
      const atRoot = await thoseAtRoot(ctx, tops)
      return shown.map((row, i) => ({ ...row, path: above[i] ?? [], fromRoot: atRoot.has(tops[i] ?? row.id) }))
    }),

  /** What happened to one thing, newest first, by page; names that the asker may not see are left out (rules §7). */
  history: on({ assetId: 'asset.see' })
    .input({ before: z.int().positive().optional() })
    .read(({ ctx, input, the: { asset } }) => historyOf(ctx, asset, input.before)),

  /** Makes a folder in another one, owned by whoever makes it. */
  createFolder: on({ folderId: 'folder.createIn' })
    .forKeys('files', 'write')
    .input({ name: assetNameField })
    .change('folder.created', async ({ ctx, input: { name }, the, done }) => {
      const parentId = the.folder?.id ?? null
      const ownerId = ctx.actor.memberId
      const id = await addFolder(ctx, { parentId, name, ownerId })
      return done({ id }, { on: id, before: null, after: { kind: 'folder', name, parentId, ownerId } })
    }),

  createFolders,

  rename: on({ assetId: 'asset.rename' })
    .forKeys('files', 'write')
    .input({ name: assetNameField })
    .change('asset.renamed', async ({ ctx, input: { name }, the: { asset }, done }) => {
      if (asset.name === name) return done(null, nothing('the same name as before'))
      await nameAsset(ctx, asset.id, name)
      return done(null, { on: asset.id, before: { name: asset.name }, after: { name } })
    }),

  move,
  previewMove: move.preview,

  /** Puts things, with all below them, into the trash for 30 days. */
  delete: on({ assetIds: 'asset.delete' })
    .forKeys('files', 'write')
    .change('asset.trashed', async ({ ctx, the: { assets }, done }) => {
      await trashAssets(
        ctx,
        assets.map((a) => a.id),
        ctx.now,
      )
      return done(
        { deleted: assets.length },
        assets.map(({ id, name }) => ({ on: id, before: { inTrash: false, name }, after: { inTrash: true, name } })),
      )
    }),

  copy,
  trash: trashList,
  restore,
  purge,
})
