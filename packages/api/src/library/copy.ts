// Copying: what is new belongs to whoever copies; bytes are shared, tags come along, and nothing on the source changes.
// What the destination already has becomes a new version there, a folder's content is put into the folder of its name.
// Rules §4 ("Copy") and §8 ("Copy and move").
import { copiesAtOnce, nothing, Problem, type AssetId, type MemberId, type Told } from '@usher/domain'
import { allBelow } from '../access/below.ts'
import { addFileRows, addVersion, namedIn, versionOf, type Bytes } from '../access/files.ts'
import type { Changing, ContentWriting } from '../access/ours.ts'
import type { InLibrary, VisibleAsset } from '../access/reach.ts'
import { copyTags } from '../access/tags.ts'
import { addFolder } from '../access/tree.ts'
import { on } from '../trpc.ts'
import { told } from '../uploads/put-there.ts'

type Entry = Told<'asset.copied' | 'version.added'>
type Context = InLibrary & ContentWriting & Changing<'content'>

interface Copying {
  ctx: Context
  ownerId: MemberId
  /** Where what lies in each copied folder goes to. */
  places: Map<AssetId, AssetId>
  /** Folders that were made by this copy: nothing lies in them that could be in the way. */
  made: Set<AssetId>
  entries: Entry[]
}

async function whatComesAlong(ctx: Context, fromId: AssetId, to: AssetId) {
  const tags = await copyTags(ctx, fromId, to)
  return { fromId, ...(tags.length && { tags: tags.toSorted() }) }
}

async function copyOne({ ctx, ownerId, places, made, entries }: Copying, asset: VisibleAsset, into: AssetId | null) {
  const there = into && made.has(into) ? undefined : await namedIn(ctx, into, asset.name)
  if (there && there.kind !== asset.kind) throw new Problem('name_taken')
  const place = { parentId: into, name: asset.name, ownerId }
  if (asset.kind === 'folder') {
    if (there) return void places.set(asset.id, there.id)
    const id = await addFolder(ctx, place)
    places.set(asset.id, id)
    made.add(id)
    const after = { kind: 'folder', ...place, ...(await whatComesAlong(ctx, asset.id, id)) } as const
    return void entries.push({ what: 'asset.copied', on: id, before: null, after })
  }
  const bytes: Bytes = await versionOf(ctx, asset, null)
  if (there) {
    const before = await versionOf(ctx, there, null)
    const number = await addVersion(ctx, there.id, bytes, ownerId, { areShared: true })
    const { name } = there
    const shapes = { before: { name, ...told(before.number, before) }, after: { name, ...told(number, bytes) } }
    return void entries.push({ what: 'version.added', on: there.id, ...shapes })
  }
  const [id] = await addFileRows(ctx, [{ place, bytes, madeBy: ownerId }])
  if (!id) throw new Error('a file that was added has an id')
  const after = { kind: 'file', ...place, ...told(1, bytes), ...(await whatComesAlong(ctx, asset.id, id)) } as const
  entries.push({ what: 'asset.copied', on: id, before: null, after })
}

/** Copies things with all below them, their current versions, into a folder (null: the root): all of them or none. */
export const copy = on({ assetIds: 'asset.copy', destinationId: 'folder.copyInto' }).change(
  ['asset.copied', 'version.added'],
  async ({ ctx, the: { assets, destination }, done }) => {
    const into = destination?.id ?? null
    // To where it is: nothing changes.
    const tops = assets.filter((a) => a.parent_id !== into).map((a) => a.id)
    if (!tops.length) return done({ copied: 0 }, nothing('they lie there already'))
    const things = await allBelow(ctx, tops, copiesAtOnce)
    if (things.length > copiesAtOnce) throw new Problem('too_many_things', { limit: copiesAtOnce })
    if (things.some(({ id }) => id === into)) throw new Problem('into_itself')
    const ownerId = ctx.actor.memberId
    const copying: Copying = { ctx, ownerId, places: new Map(), made: new Set(), entries: [] }
    for (const asset of things) {
      const above = asset.parent_id && copying.places.get(asset.parent_id)
      await copyOne(copying, asset, above ?? into)
    }
    if (!copying.entries.length) return done({ copied: 0 }, nothing('every folder of it is there already'))
    return done({ copied: copying.entries.length }, copying.entries)
  },
)
