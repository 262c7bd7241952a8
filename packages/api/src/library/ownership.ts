// Owning files, folders and collections: whose a thing is, what somebody owns inside a folder, and handing it over, by its
// owner or an administrator; what has no owner is given one in the same way. Rules §4.4, §4.5 and §8 ("Heir").
import { z } from 'zod'
import {
  highest,
  may,
  nothing,
  Problem,
  type AssetId,
  type CollectionId,
  type MemberId,
  type OwnerShape,
  type Path,
} from '@usher/domain'
import { foundBySharer } from '../access/found-by-sharer.ts'
import { changeOurs, ours } from '../access/ours.ts'
import { visible, type InLibrary } from '../access/reach.ts'
import { explain, explainCollection } from '../access/who-and-why.ts'
import { liesWithin } from '../access/narrow.ts'
import { giveOwner } from '../access/tree.ts'
import type { Base } from '../context.ts'
import { heirIn } from '../members/heir.ts'
import { on, router } from '../trpc.ts'
import { shownAssets, shownColumns } from './shown-assets.ts'

const memberField = z.uuid().transform((id) => id as MemberId) // held against the account's members
const listedAtMost = 100

interface Owned<Id = AssetId | CollectionId> {
  id: Id
  name: string
  owner_id: MemberId | null
}
/** May the asker hand these over? Whoever owns them all, and administrators. */
const mayHandOver = ({ actor }: InLibrary, things: readonly Owned[]): boolean =>
  may(actor, 'people.see').yes || things.every((t) => t.owner_id === actor.memberId)

async function peopleIn(ctx: InLibrary, ids: readonly (MemberId | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const rows = wanted.length
    ? await ours(ctx, 'member')
        .select(['member.id', 'member.name', 'member.user_id'])
        .where('member.id', 'in', wanted)
        .execute()
    : []
  return new Map(rows.map((m) => [m.id, m]))
}

/** Those of them that somebody else is to own, with what to record of each; throws `not_owner` and `not_an_heir`. */
async function passing<Id extends AssetId | CollectionId>(
  ctx: InLibrary & Base,
  things: readonly Owned<Id>[],
  toId: MemberId,
) {
  if (!mayHandOver(ctx, things)) throw new Problem('not_owner')
  const found = await foundBySharer(ctx)
  if (found && !found.members.includes(toId)) throw new Problem('not_an_heir')
  await heirIn(ctx, toId, [])
  const people = await peopleIn(ctx, [toId, ...things.map((t) => t.owner_id)])
  const shape = (id: MemberId | null, { name }: Owned): OwnerShape => {
    const owner = id ? people.get(id) : undefined
    return { ownerId: id, userId: owner?.user_id ?? null, person: owner?.name ?? null, name }
  }
  return things
    .filter((t) => t.owner_id !== toId)
    .map((t) => ({ on: t.id, before: shape(t.owner_id, t), after: shape(toId, t) }))
}
const already = nothing('theirs already')

/** Makes somebody else the owner. Throws `not_owner`, and `not_an_heir` for who cannot own it. */
const handOver = on({ assetIds: 'asset.handOver' })
  .input({ toId: memberField })
  .change('asset.owner_changed', async ({ ctx, input: { toId }, the: { assets }, done }) => {
    const changed = await passing(ctx, assets, toId)
    if (!changed.length) return done({ changed: 0 }, already)
    await giveOwner(
      ctx,
      changed.map((c) => c.on),
      toId,
    )
    return done({ changed: changed.length }, changed)
  })

/** The same of a collection. */
const handOverCollection = on({ collectionId: 'collection.handOver' })
  .input({ toId: memberField })
  .change('collection.owner_changed', async ({ ctx, input: { toId }, the: { collection }, done }) => {
    const changed = await passing(ctx, [collection], toId)
    if (!changed.length) return done({ changed: 0 }, already)
    await changeOurs(ctx, 'collection', [collection.id], { owner_id: toId })
    return done({ changed: changed.length }, changed)
  })

/** Whose a thing is; `paths`: by which somebody gets to it. */
async function whose(ctx: InLibrary, thing: Owned, paths: (memberId: MemberId) => Promise<Path[]>) {
  const { owner_id: id } = thing
  const owner = id ? (await peopleIn(ctx, [id])).get(id) : undefined
  const others = id ? (await paths(id)).filter((p) => !(p.by === 'ownership' && p.of === thing.id)) : []
  return {
    owner: owner ? { id: owner.id, name: owner.name } : null,
    mayHandOver: mayHandOver(ctx, [thing]),
    keeps: highest(others.map((p) => p.level)),
  }
}

export const ownership = router({
  /** Whose a thing is, whether the asker may hand it over, and what its owner would keep of it then (null: nothing). */
  see: on({ assetId: 'asset.handOver' }).read(({ ctx, the: { asset } }) =>
    whose(ctx, asset, (memberId) => explain(ctx, memberId, asset.id)),
  ),
  /** The same of a collection. */
  seeCollection: on({ collectionId: 'collection.handOver' }).read(({ ctx, the: { collection } }) =>
    whose(ctx, collection, (memberId) => explainCollection(ctx, memberId, collection.id)),
  ),

  /** What a member owns inside a folder, as far as the asker sees it; at most 100, and how many there are. */
  within: on({ assetId: 'asset.seeAccess' })
    .input({ memberId: memberField })
    .read(async ({ ctx, input: { memberId }, the: { asset } }) => {
      const owned = visible(ctx)
        .where('asset.owner_id', '=', memberId)
        .where(liesWithin(asset.id as AssetId))
      const [rows, { n }] = await Promise.all([
        owned.select(shownColumns).orderBy('asset.name_key').orderBy('asset.id').limit(listedAtMost).execute(),
        owned.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
      ])
      return { assets: await shownAssets(ctx, rows), total: n, mayHandOver: may(ctx.actor, 'people.see').yes }
    }),

  handOver,
  handOverCollection,
  /** What each of these would record. */
  previewHandOver: handOver.preview,
  previewHandOverCollection: handOverCollection.preview,
})
