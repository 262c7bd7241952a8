// What one thing becomes where it is copied to: new, and its copier's; or, where something has its name, a version of that
// file, or nothing but the place for what lies in it. Bytes are shared, tags come along, the source stays as it was.
// Rules §4 ("Copy") and §8 ("Copy and move").
import { Problem, type AssetId, type MemberId, type Told } from '@usher/domain'
import { addFileRows, addSharedVersions, namedIn, versionOf, versionsHeld } from '../access/files.ts'
import type { Changing, ContentWriting } from '../access/ours.ts'
import type { InLibrary, VisibleAsset } from '../access/reach.ts'
import { copyTags } from '../access/tags.ts'
import { addFolder } from '../access/tree.ts'
import { told } from '../uploads/put-there.ts'

/** Of a file: its current version alone, or all of them, in their order. */
export const whichVersions = ['current', 'all'] as const

export interface Copying {
  ctx: InLibrary & ContentWriting & Changing<'content'>
  /** Whose it will be. */
  ownerId: MemberId
  versions: (typeof whichVersions)[number]
  /** Where what lies in each copied folder goes to. */
  places: Map<AssetId, AssetId>
  /** Folders that were made in this change: nothing lies in them that could be in the way. */
  made: Set<AssetId>
  entries: Told<'asset.copied' | 'version.added'>[]
}

/** Throws `name_taken`, `too_deep`, `too_many_versions`. */
export async function copyThing(copying: Copying, asset: VisibleAsset, into: AssetId | null): Promise<void> {
  const { ctx, made } = copying
  const there = into && made.has(into) ? undefined : await namedIn(ctx, into, asset.name)
  if (there && there.kind !== asset.kind) throw new Problem('name_taken')
  await (asset.kind === 'folder' ? copyFolder(copying, asset, into, there) : copyFile(copying, asset, into, there))
}

async function whatComesAlong({ ctx }: Copying, fromId: AssetId, to: AssetId) {
  const tags = await copyTags(ctx, fromId, to)
  return { fromId, ...(tags.length && { tags: tags.toSorted() }) }
}

type There = VisibleAsset | undefined

async function copyFolder(
  copying: Copying,
  { id: fromId, name }: VisibleAsset,
  parentId: AssetId | null,
  there: There,
) {
  const { ctx, ownerId, places, made, entries } = copying
  if (there) return void places.set(fromId, there.id)
  const place = { parentId, name, ownerId }
  const on = await addFolder(ctx, place)
  places.set(fromId, on)
  made.add(on)
  const after = { kind: 'folder', ...place, ...(await whatComesAlong(copying, fromId, on)) } as const
  entries.push({ what: 'asset.copied', on, before: null, after })
}

async function copyFile(copying: Copying, asset: VisibleAsset, parentId: AssetId | null, there: There) {
  const { ctx, ownerId, entries } = copying
  const all = copying.versions === 'all' ? await versionsHeld(ctx, asset) : [await versionOf(ctx, asset, null)]
  // The one that is current there is current here.
  const at = all.findIndex((v) => v.id === asset.version_id)
  const [first, bytes] = [all[0], all[at]]
  // Restored by others in this moment, an earlier one is current by now.
  if (!first || !bytes) throw new Problem('busy')
  if (there) {
    const before = await versionOf(ctx, there, null)
    const number = at + (await addSharedVersions(ctx, there, all, at, ownerId))
    const { name } = there
    entries.push({
      what: 'version.added',
      on: there.id,
      before: { name, ...told(before.number, before) },
      after: { name, ...told(number, bytes), versions: all.length },
    })
    return
  }
  const place = { parentId, name: asset.name, ownerId }
  const [on] = await addFileRows(ctx, [{ place, bytes: first, madeBy: ownerId }])
  if (!on) throw new Error('a file that was added has an id')
  if (all.length > 1) await addSharedVersions(ctx, { id: on, name: asset.name }, all.slice(1), at - 1, ownerId)
  const along = await whatComesAlong(copying, asset.id, on)
  const several = all.length > 1 && { versions: all.length }
  const after = { kind: 'file', ...place, ...told(at + 1, bytes), ...along, ...several } as const
  entries.push({ what: 'asset.copied', on, before: null, after })
}
