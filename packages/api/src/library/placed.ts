// Files and folders as far as the asker sees them: what they are called, and the folder that each lies in.
import type { AssetId } from '@usher/domain'
import { visible, type InLibrary } from '../access/reach.ts'

export interface Placed {
  id: AssetId
  kind: 'file' | 'folder'
  name: string
  parentId: AssetId | null
  /** The name of the folder that it lies in; null: at the top of the library, or in one that the asker does not see. */
  folder: string | null
}

/** Those of these that the asker sees. */
export async function placed(ctx: InLibrary, ids: readonly AssetId[]): Promise<Map<AssetId, Placed>> {
  const look = (of: readonly AssetId[]) =>
    visible(ctx)
      .select(['asset.id', 'asset.kind', 'asset.name', 'asset.parent_id'])
      .where('asset.id', 'in', of)
      .execute()
  const things = ids.length ? await look([...new Set(ids)]) : []
  const parents = [...new Set(things.flatMap((t) => t.parent_id ?? []))]
  const folders = new Map((parents.length ? await look(parents) : []).map((f) => [f.id, f.name]))
  return new Map(
    things.map(({ id, kind, name, parent_id }) => {
      const folder = parent_id && folders.get(parent_id)
      return [id, { id, kind, name, parentId: folder ? parent_id : null, folder: folder ?? null }]
    }),
  )
}
