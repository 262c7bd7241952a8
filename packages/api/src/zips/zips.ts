// Many files and folders as one zip: asked for with what was chosen, fetched as it is made. Limits of rules §2; each
// person sees the downloads that they asked for themselves.
import { nothing, Problem, zipAtMost, type AssetId } from '@usher/domain'
import { askedBy, isAskedBy, type WhoAsks } from '../access/asked-by.ts'
import { allBelow } from '../access/below.ts'
import { visibleInCollection } from '../access/collections.ts'
import { addOurs, ours, type Writing } from '../access/ours.ts'
import { visible, type InLibrary, type VisibleAsset } from '../access/reach.ts'
import { can, on, router } from '../trpc.ts'
import { usedBy } from '../usage/used-by.ts'
import { asHostile } from '../versions/send-bytes.ts'
import { streamZip } from './zip-stream.ts'

/** Throws `zip_too_large`. */
async function thingsFor(ctx: InLibrary, ids: readonly AssetId[]): Promise<VisibleAsset[]> {
  const things = await allBelow(ctx, ids, zipAtMost.things)
  const bytes = things.reduce((sum, { size }) => sum + (size ?? 0), 0)
  if (things.length > zipAtMost.things || bytes > zipAtMost.bytes) throw new Problem('zip_too_large', zipAtMost)
  return things
}

/** "Spring.zip", "Spring and 3 more.zip" */
const nameOf = (chosen: readonly { name: string }[]) =>
  `${chosen[0]?.name ?? 'Library'}${chosen.length > 1 ? ` and ${chosen.length - 1} more` : ''}.zip`

/** Keeps what was asked for. Throws `zip_too_large`. */
async function asked(ctx: InLibrary & Writing<'zip'> & { actor: WhoAsks }, name: string, chosen: AssetId[]) {
  const things = await thingsFor(ctx, chosen)
  const bytes = things.reduce((sum, { size }) => sum + (size ?? 0), 0)
  const { id } = await addOurs(ctx, 'zip', {
    ...askedBy(ctx.actor),
    name,
    asset_ids: chosen,
    things: things.length,
    bytes,
  })
  return { id, name, things: things.length, bytes }
}

export const zips = router({
  /** Asks for a zip of these things and all below them, as far as one sees it. */
  prepare: on({ assetIds: 'asset.download' })
    .forKeys('files', 'read')
    .change([], async ({ ctx, the: { assets }, done }) => {
      const chosen = assets.map((a) => a.id)
      return done(await asked(ctx, nameOf(assets), chosen), nothing('what is downloaded stays as it is'))
    }),

  /** Asks for a zip of what is in a collection, with all below it, as far as one sees it. Throws `not_found` where that is nothing. */
  prepareCollection: on({ collectionId: 'collection.download' })
    .forKeys('files', 'read', { area: 'collections', right: 'read' })
    .change([], async ({ ctx, the: { collection }, done }) => {
      const chosen = await visibleInCollection(ctx, collection.id)
        .select('asset.id')
        .limit(zipAtMost.things + 1)
        .execute()
      if (!chosen.length) throw new Problem('not_found')
      return done(
        await asked(
          ctx,
          `${collection.name}.zip`,
          chosen.map((a) => a.id),
        ),
        nothing('what is downloaded stays as it is'),
      )
    }),

  /** One's own downloads of the last days, newest first; each with what is left of what was chosen, as far as one sees it. */
  list: can('library.browse')
    .forKeys('files', 'read')
    .read(async ({ ctx }) => {
      const prepared = await ours(ctx, 'zip')
        .select(['zip.id', 'zip.name', 'zip.things', 'zip.bytes', 'zip.asked_at as askedAt', 'zip.asset_ids as chosen'])
        .where(isAskedBy('zip', ctx.actor))
        .orderBy('zip.asked_at', 'desc')
        .limit(50)
        .execute()
      const ids = [...new Set(prepared.flatMap((zip) => zip.chosen))]
      const seen = ids.length
        ? await visible(ctx).select(['asset.id', 'asset.name', 'asset.kind']).where('asset.id', 'in', ids).execute()
        : []
      const there = new Map(seen.map((asset) => [asset.id, asset]))
      return prepared.map(({ chosen, ...zip }) => ({ ...zip, left: chosen.flatMap((id) => there.get(id) ?? []) }))
    }),
})

/** The zip, made as it is sent: what has gone since it was asked for, or out of reach, is not in it. */
export const zipBytes = can('library.browse', { zipId: 'zip' })
  .forKeys('files', 'read')
  .route('/api/:account/zips/:zipId', async ({ ctx, the: { zip }, req, res, again }) => {
    const things = await thingsFor(ctx, zip.asset_ids)
    if (!things.length) throw new Problem('not_found')
    asHostile(res, zip.id)
    res.removeHeader('etag')
    res.attachment(zip.name)
    res.type('application/zip')
    if (req.method === 'HEAD') return void res.end()
    const by = usedBy(ctx)
    await streamZip(
      things,
      async () => (await again()).ctx,
      ctx.house.storage,
      res,
      (assetId, bytes) => ctx.house.counts(ctx.now, { ...by, what: 'download', assetId, bytes }),
    )
  })
