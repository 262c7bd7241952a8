// Copying: a few things in one change, all of them or none; many as a job that goes on by itself. Rules §4 ("Copy").
import { z } from 'zod'
import { copiesAtOnce, copiesUnderWay, nothing, Problem, type AssetId, type CopyId } from '@usher/domain'
import { askedBy, isAskedBy, type WhoAsks } from '../access/asked-by.ts'
import { allBelow } from '../access/below.ts'
import { planCopy } from '../access/copy-plan.ts'
import { liesIn } from '../access/merge.ts'
import { addOurs, changeOurs, ours, type Changing, type ContentWriting } from '../access/ours.ts'
import type { InLibrary, VisibleAsset } from '../access/reach.ts'
import { copyThings, whichVersions, type Copying } from '../copies/copy-things.ts'
import { on } from '../trpc.ts'

/** Either it is done, or it goes on by itself under this id. */
type Answer = { copied: number } | { copyId: CopyId; things: number }
const answer = (of: Answer): Answer => of

/**
 * Copies things with all below them into a folder (null: the root). `versions`: of each file its current version alone,
 * or all of them.
 */
export const copy = on({ assetIds: 'asset.copy', destinationId: 'folder.copyInto' })
  .forKeys('files', 'write')
  .input({ versions: z.enum(whichVersions).default('current') })
  .change(['asset.copied', 'version.added'], async ({ ctx, input: { versions }, the, done }) => {
    const into = the.destination?.id ?? null
    // To where it is: nothing changes.
    const tops = the.assets.filter((a) => a.parent_id !== into)
    const ids = tops.map((a) => a.id)
    if (!ids.length) return done(answer({ copied: 0 }), nothing('they lie there already'))
    if (into && (await liesIn(ctx, into, ids))) throw new Problem('into_itself')
    const things = await allBelow(ctx, ids, copiesAtOnce)
    if (things.length > copiesAtOnce) {
      const begun = await begin(ctx, tops, into, versions)
      const job = { job: 'copy' as const, payload: { copyId: begun.copyId } }
      return done(answer(begun), nothing('it is copied part by part, each with its entries'), job)
    }
    const copying: Copying = { ctx, versions, places: new Map(), made: new Set(), entries: [] }
    await copyThings(copying, things, ({ parent_id }) => (parent_id && copying.places.get(parent_id)) ?? into)
    const { entries } = copying
    return done(
      answer({ copied: entries.length }),
      entries.length ? entries : nothing('every folder of it is there already'),
    )
  })

type Context = InLibrary & ContentWriting & Changing<'content'> & { requestId: string; actor: WhoAsks }

/** Writes down what is to be copied. Throws `too_many_copies` and `too_many_things`. */
async function begin(
  ctx: Context,
  tops: readonly VisibleAsset[],
  into: AssetId | null,
  versions: (typeof whichVersions)[number],
): Promise<{ copyId: CopyId; things: number }> {
  const underWay = await ours(ctx, 'copy')
    .select('copy.id')
    .where(isAskedBy('copy', ctx.actor))
    .where('copy.state', '=', 'running')
    .execute()
  if (underWay.length >= copiesUnderWay) throw new Problem('too_many_copies', { limit: copiesUnderWay })
  const { id } = await addOurs(ctx, 'copy', {
    ...askedBy(ctx.actor),
    name: `${tops[0]?.name ?? ''}${tops.length > 1 ? ` and ${tops.length - 1} more` : ''}`,
    asset_ids: tops.map((t) => t.id),
    destination_id: into,
    with_versions: versions === 'all',
    request: ctx.requestId,
    things: 0,
  })
  const things = await planCopy(
    ctx,
    id,
    tops.map((t) => t.id),
  )
  await changeOurs(ctx, 'copy', [id], { things })
  return { copyId: id, things }
}
