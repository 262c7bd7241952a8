// What things become where they are copied to: new, and their copier's; or, where something has the name, a version of that
// file, or nothing but the place for what lies in a folder. Bytes are shared, tags come along, the source stays as it was.
// Rules §4 ("Copy") and §8 ("Copy and move").
import { Problem, type AssetId, type Told } from '@usher/domain'
import { addFileRows, namedIn } from '../access/files.ts'
import { addSharedVersions, currentOf, versionOf, versionsHeld } from '../access/versions.ts'
import { pairsIn } from '../access/merge.ts'
import type { Changing, ContentWriting } from '../access/ours.ts'
import type { InLibrary, VisibleAsset } from '../access/reach.ts'
import { copyTags } from '../access/tags.ts'
import { addFolder } from '../access/tree.ts'
import { told } from '../uploads/put-there.ts'

/** Of a file: its current version alone, or all of them, in their order. */
export const whichVersions = ['current', 'all'] as const

export interface Copying {
  ctx: InLibrary & ContentWriting & Changing<'content'>
  versions: (typeof whichVersions)[number]
  /** Where what lies in each copied folder goes to. */
  places: Map<AssetId, AssetId>
  /** Folders that were made in this change: nothing lies in them that could be in the way. */
  made: Set<AssetId>
  entries: Told<'asset.copied' | 'version.added'>[]
}
interface File {
  asset: VisibleAsset
  into: AssetId | null
}

/**
 * Copies things, which stand parents first, each to where `placeOf` says by then (undefined: nowhere). Throws `name_taken`,
 * `too_deep`, `too_many_versions`.
 */
export async function copyThings(
  copying: Copying,
  things: readonly VisibleAsset[],
  placeOf: (asset: VisibleAsset) => AssetId | null | undefined,
): Promise<void> {
  const files: File[] = []
  for (const asset of things) {
    const into = placeOf(asset)
    if (into === undefined) continue
    if (asset.kind === 'folder') await copyFolder(copying, asset, into)
    else files.push({ asset, into })
  }
  const fresh = copying.versions === 'current' ? await freshOf(copying, files) : []
  await copyFresh(copying, fresh)
  for (const file of files) if (!fresh.includes(file)) await copyFile(copying, file)
}

/** Those whose name nothing has where they go, nor another of them: they are made all at once. */
async function freshOf({ ctx, made }: Copying, files: readonly File[]): Promise<File[]> {
  const fresh: File[] = []
  for (const [into, together] of Map.groupBy(files, (f) => f.into)) {
    const taken =
      into && made.has(into)
        ? []
        : await pairsIn(
            ctx,
            together.map((f) => f.asset),
            into,
          )
    const names = new Set(taken.map(({ to }) => to.name_key))
    for (const file of together) {
      if (!names.has(file.asset.name_key)) fresh.push(file)
      names.add(file.asset.name_key)
    }
  }
  return fresh
}

/** Each is a file, with its current version. */
async function copyFresh({ ctx, entries }: Copying, files: readonly File[]): Promise<void> {
  if (!files.length) return
  const ownerId = ctx.actor.memberId
  const current = await currentOf(
    ctx,
    files.map((f) => f.asset.id),
  )
  const wanted = files.map(({ asset: { id, name }, into }) => {
    const bytes = current.get(id)
    if (!bytes) throw new Error('a file that is seen has a current version')
    return { place: { parentId: into, name, ownerId }, bytes, madeBy: ownerId, fromId: id }
  })
  const made = await addFileRows(ctx, wanted)
  const copies = wanted.flatMap((file, n) => (made[n] ? [{ ...file, on: made[n] }] : []))
  const tags = await copyTags(
    ctx,
    copies.map(({ fromId: from, on: to }) => ({ from, to })),
  )
  for (const { on, place, bytes, fromId } of copies) {
    const along = { fromId, ...(tags.has(on) && { tags: tags.get(on) ?? [] }) }
    const after = { kind: 'file', ...place, ...told(1, bytes), ...along } as const
    entries.push({ what: 'asset.copied', on, before: null, after })
  }
}

async function whatComesAlong({ ctx }: Copying, from: AssetId, to: AssetId) {
  const tags = (await copyTags(ctx, [{ from, to }])).get(to)
  return { fromId: from, ...(tags && { tags }) }
}

async function copyFolder(copying: Copying, { id, name, kind }: VisibleAsset, parentId: AssetId | null) {
  const { ctx, places, made, entries } = copying
  const there = parentId && made.has(parentId) ? undefined : await namedIn(ctx, parentId, name)
  if (there && there.kind !== kind) throw new Problem('name_taken')
  if (there) return void places.set(id, there.id)
  const place = { parentId, name, ownerId: ctx.actor.memberId }
  const on = await addFolder(ctx, place)
  places.set(id, on)
  made.add(on)
  const after = { kind: 'folder', ...place, ...(await whatComesAlong(copying, id, on)) } as const
  entries.push({ what: 'asset.copied', on, before: null, after })
}

/** One that is to have several versions, or whose name is there. */
async function copyFile(copying: Copying, { asset, into }: File) {
  const { ctx, entries } = copying
  const ownerId = ctx.actor.memberId
  const there = await namedIn(ctx, into, asset.name)
  if (there && there.kind !== 'file') throw new Problem('name_taken')
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
  const place = { parentId: into, name: asset.name, ownerId }
  const [on] = await addFileRows(ctx, [{ place, bytes: first, madeBy: ownerId }])
  if (!on) throw new Error('a file that was added has an id')
  if (all.length > 1) await addSharedVersions(ctx, { id: on, name: asset.name }, all.slice(1), at - 1, ownerId)
  const along = await whatComesAlong(copying, asset.id, on)
  const several = all.length > 1 && { versions: all.length }
  const after = { kind: 'file', ...place, ...told(at + 1, bytes), ...along, ...several } as const
  entries.push({ what: 'asset.copied', on, before: null, after })
}
