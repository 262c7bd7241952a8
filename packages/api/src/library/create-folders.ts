// Whole trees of folders, as an upload of folders needs them: those that are there are used, missing ones made, all in one
// change.
import { z } from 'zod'
import { nothing, Problem, readAssetName, type AssetId } from '@usher/domain'
import { namedIn } from '../access/files.ts'
import { addFolder } from '../access/tree.ts'
import { readBy } from '../fields.ts'
import { on } from '../trpc.ts'

/** One call makes at most so many: the account's moves wait for it. */
export const foldersMadeAtOnce = 200
const pathsField = z
  .array(z.array(readBy(readAssetName)).min(1).max(50))
  .min(1)
  .max(100)

/**
 * Gives the id of each path's last folder, in their order. `paths`: names from the folder down. Throws `name_taken` where
 * a file, or something invisible, has one of the names.
 */
export const createFolders = on({ folderId: 'folder.createIn' })
  .forKeys('files', 'write')
  .input({ paths: pathsField })
  .change('folder.created', async ({ ctx, input: { paths }, the, done }) => {
    const ownerId = ctx.actor.memberId
    const made: { id: AssetId; name: string; parentId: AssetId | null }[] = []
    const folderIn = async (parentId: AssetId | null, name: string): Promise<AssetId> => {
      const there = await namedIn(ctx, parentId, name)
      if (there?.kind === 'file') throw new Problem('name_taken')
      if (there) return there.id
      if (made.length === foldersMadeAtOnce) throw new Problem('too_many_folders', { limit: foldersMadeAtOnce })
      const id = await addFolder(ctx, { parentId, name, ownerId })
      made.push({ id, name, parentId })
      return id
    }
    const known = new Map<string, AssetId>()
    const ids: AssetId[] = []
    for (const path of paths) {
      let id = the.folder?.id ?? null
      for (const [depth, name] of path.entries()) {
        // No name contains a slash.
        const key = path.slice(0, depth + 1).join('/')
        id = known.get(key) ?? (await folderIn(id, name))
        known.set(key, id)
      }
      if (id) ids.push(id)
    }
    const entries = made.map(({ id, name, parentId }) => ({
      on: id,
      before: null,
      after: { kind: 'folder' as const, name, parentId, ownerId },
    }))
    return done({ ids }, entries.length ? entries : nothing('all of them were there already'))
  })
