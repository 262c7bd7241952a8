// Moving: into a folder, and onto names that are there, where that is asked for: a file becomes versions of the file of its
// name, what is in a folder is put into the folder of its name. All or nothing. Rules §4 ("Move") and §8 ("Copy and move").
import { z } from 'zod'
import { mergedAtOnce, nothing, Problem, type AssetId, type Told } from '@usher/domain'
import { currentOf } from '../access/versions.ts'
import { contentOf, deepestFirst, liesIn, mergeInto, pairsIn, type Pair } from '../access/merge.ts'
import type { Changing, RightsWriting } from '../access/ours.ts'
import { visible, type InLibrary, type VisibleAsset } from '../access/reach.ts'
import { moveAssets } from '../access/tree.ts'
import { on } from '../trpc.ts'
import { weighing, type Became, type Concerned } from '../weigh.ts'
import { whoReaches } from '../access/who-and-why.ts'
import { told } from '../uploads/put-there.ts'

type Context = InLibrary & RightsWriting & Changing<'rights'>
interface Merging {
  ctx: Context
  entries: Told<'asset.moved' | 'asset.merged'>[]
  /** So many things were moved or merged, one by one. */
  touched: number
}
type Thing = Pick<VisibleAsset, 'id' | 'name'>
function keepWithinLimit(merging: Merging, more: number): void {
  merging.touched += more
  if (merging.touched > mergedAtOnce) throw new Problem('too_many_things', { limit: mergedAtOnce })
}

async function moveThese(merging: Merging, things: readonly Thing[], from: AssetId | null, to: AssetId | null) {
  const { ctx, entries } = merging
  if (!things.length) return
  keepWithinLimit(merging, things.length)
  await moveAssets(
    ctx,
    things.map((t) => t.id),
    to,
  )
  for (const { id, name } of things)
    entries.push({ what: 'asset.moved', on: id, before: { parentId: from, name }, after: { parentId: to, name } })
}

/** What is moved becomes part of what is there: first all that lies in folders, then they themselves. */
async function mergeThese(merging: Merging, pairs: readonly Pair[]): Promise<void> {
  const { ctx, entries } = merging
  if (!pairs.length) return
  keepWithinLimit(merging, pairs.length)
  if (pairs.some(({ from, to }) => from.kind !== to.kind)) throw new Problem('name_taken')
  for (const { from, to } of pairs) {
    if (from.kind === 'file') continue
    // A folder does not take the place of one that it lies in.
    if (await liesIn(ctx, from.id, [to.id])) throw new Problem('name_taken')
    const { there, trashed } = await contentOf(ctx, from.id, mergedAtOnce)
    const taken = await pairsIn(ctx, there, to.id)
    const isTaken = new Set(taken.map((pair) => pair.from.id))
    // What was deleted from it can be restored to where the rest of it is.
    await moveThese(merging, [...there.filter((t) => !isTaken.has(t.id)), ...trashed], from.id, to.id)
    await mergeThese(merging, taken)
  }
  const bytes = await currentOf(
    ctx,
    pairs.map(({ to }) => to.id),
  )
  const became = await mergeInto(ctx, pairs)
  const bytesNow = await currentOf(
    ctx,
    pairs.map(({ to }) => to.id),
  )
  for (const { from, to } of pairs) {
    const [before, now] = [bytes.get(to.id), bytesNow.get(to.id)]
    const { tags = [], ownerId } = became.get(to.id) ?? {}
    entries.push({
      what: 'asset.merged',
      on: to.id,
      before: { name: to.name, ...(before && told(before.number, before)) },
      after: {
        name: to.name,
        fromId: from.id,
        ...(now && told(now.number, now)),
        ...(ownerId && { ownerId }),
        ...(tags.length && { tags }),
      },
    })
  }
}

/** One after the other, as two of them may have one name. */
async function moveOnto(ctx: Context, ids: readonly AssetId[], to: AssetId | null): Promise<Merging['entries']> {
  const merging: Merging = { ctx, entries: [], touched: 0 }
  for (const id of await deepestFirst(ctx, ids)) {
    const asset = await visible(ctx).selectAll('asset').where('asset.id', '=', id).executeTakeFirst()
    if (!asset || asset.parent_id === to) continue
    const pairs = await pairsIn(ctx, [asset], to)
    await (pairs.length ? mergeThese(merging, pairs) : moveThese(merging, [asset], asset.parent_id, to))
  }
  return merging.entries
}

/** Whoever reaches one of the places: what reaches a thing by itself travels along, whoever has no more than that. */
async function concernedBy(ctx: Context, moved: readonly VisibleAsset[], to: AssetId | null): Promise<Concerned> {
  const places = new Set([to, ...moved.map((a) => a.parent_id)].filter((id) => id !== null))
  const reaching = await Promise.all([...places].map((id) => whoReaches(ctx, id)))
  const members = reaching.flat().filter(({ paths }) => paths.every((p) => p.by !== 'role'))
  const ids = moved.map((a) => a.id)
  return { members: members.map((m) => m.memberId), at: ids, below: ids }
}
const becameBy = (entries: Merging['entries']): Became =>
  new Map(entries.flatMap((e) => (e.what === 'asset.merged' && e.after ? [[e.after.fromId as AssetId, e.on]] : [])))

/**
 * Puts things, with all below them, into another folder (null: the root): all of them or none. `ifTaken`: what becomes of
 * those whose name is there. The preview of `merge` says what would be.
 */
export const move = on({ assetIds: 'asset.move', destinationId: 'folder.moveInto' })
  .forKeys('files', 'write')
  .input({ ifTaken: z.enum(['refuse', 'merge']).default('refuse') })
  .change(['asset.moved', 'asset.merged'], async ({ ctx, input, the: { assets, destination }, done }) => {
    const parentId = destination?.id ?? null
    const moved = assets.filter((a) => a.parent_id !== parentId)
    const ids = moved.map((a) => a.id)
    if (
      parentId &&
      (await liesIn(
        ctx,
        parentId,
        assets.map((a) => a.id),
      ))
    )
      throw new Problem('into_itself')
    if (!moved.length) return done({ moved: 0 }, nothing('they lie there already'))
    const entries = await weighing(
      ctx,
      () => concernedBy(ctx, moved, parentId),
      async (): Promise<Merging['entries']> => {
        if (input.ifTaken === 'merge') return moveOnto(ctx, ids, parentId)
        await moveAssets(ctx, ids, parentId)
        return moved.map(({ id, name, parent_id }) => ({
          what: 'asset.moved',
          on: id,
          before: { parentId: parent_id, name },
          after: { parentId, name },
        }))
      },
      becameBy,
    )
    return done({ moved: moved.length }, entries)
  })
