// Owning files and folders: whose a thing is, what somebody owns inside a folder, and handing it over, by its owner or an
// administrator. Rules §4.4 and §8 ("Heir").
import { z } from 'zod'
import { highest, may, nothing, Problem, type AssetId, type MemberId, type OwnerShape } from '@usher/domain'
import { ours } from '../access/ours.ts'
import { visible, type InLibrary, type VisibleAsset } from '../access/reach.ts'
import { explain } from '../access/who-and-why.ts'
import { liesWithin } from '../access/narrow.ts'
import { giveOwner } from '../access/tree.ts'
import { heirIn } from '../members/heir.ts'
import { on, router } from '../trpc.ts'
import { shownAssets, shownColumns } from './shown-assets.ts'

const memberField = z.uuid().transform((id) => id as MemberId) // held against the account's members
const listedAtMost = 100

/** May the asker hand these over? Whoever owns them all, and administrators. */
const mayHandOver = ({ actor }: InLibrary, assets: readonly VisibleAsset[]): boolean =>
  may(actor, 'people.see').yes || assets.every((a) => a.owner_id === actor.memberId)

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

/** Makes somebody else the owner. Throws `not_owner`, and `not_an_heir` for who cannot own it. */
const handOver = on({ assetIds: 'asset.handOver' })
  .input({ toId: memberField })
  .change('asset.owner_changed', async ({ ctx, input: { toId }, the: { assets }, done }) => {
    if (!mayHandOver(ctx, assets)) throw new Problem('not_owner')
    await heirIn(ctx, toId, [])
    const people = await peopleIn(ctx, [toId, ...assets.map((a) => a.owner_id)])
    const changed = assets.filter((a) => a.owner_id !== toId)
    if (!changed.length) return done({ changed: 0 }, nothing('theirs already'))
    await giveOwner(
      ctx,
      changed.map((a) => a.id),
      toId,
    )
    const shape = (id: MemberId | null, { name }: VisibleAsset): OwnerShape => {
      const owner = id ? people.get(id) : undefined
      return { ownerId: id, userId: owner?.user_id ?? null, person: owner?.name ?? null, name }
    }
    return done(
      { changed: changed.length },
      changed.map((a) => ({ on: a.id, before: shape(a.owner_id, a), after: shape(toId, a) })),
    )
  })

export const ownership = router({
  /** Whose a thing is, whether the asker may hand it over, and what its owner would keep of it then (null: nothing). */
  see: on({ assetId: 'asset.handOver' }).read(async ({ ctx, the: { asset } }) => {
    const { owner_id: id } = asset
    const owner = id ? (await peopleIn(ctx, [id])).get(id) : undefined
    const others = id
      ? (await explain(ctx, id, asset.id)).filter((p) => !(p.by === 'ownership' && p.of === asset.id))
      : []
    return {
      owner: owner ? { id: owner.id, name: owner.name } : null,
      mayHandOver: mayHandOver(ctx, [asset]),
      keeps: highest(others.map((p) => p.level)),
    }
  }),

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
  previewHandOver: handOver.preview,
})
