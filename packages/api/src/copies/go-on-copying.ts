// A copy of more than one change takes: part by part, each a change of its own that knows where the one before ended. What was
// there when it was asked for is copied, as far as it still is there, in sight of whoever asked, when its turn comes.
import type { Kysely } from 'kysely'
import { allows, nothing, Problem, type AnyProblem, type AssetId, type CopyId } from '@usher/domain'
import { forgetPlan, holdCopy, nextOf, notePlaces, placesOf } from '../access/copy-plan.ts'
import { findAllowed } from '../access/on.ts'
import { changeOurs } from '../access/ours.ts'
import { visible, type VisibleAsset } from '../access/reach.ts'
import { deletedAccounts } from '../accounts/deleted-accounts.ts'
import type { DB } from '../db/schema.ts'
import { hoursFromNow, moment } from '../db/statements.ts'
import { addJob } from '../jobs/add-job.ts'
import { onBehalf, type Behalf, type JobChanging } from '../job-change.ts'
import { problemIn } from '../refusing.ts'
import { copyThings, type Copying } from './copy-things.ts'

/** So many things a change: the account's moves wait for it. */
const atOnce = 200

interface House {
  db: Kysely<DB>
  auditKey: Buffer
}
type Copy = NonNullable<Awaited<ReturnType<typeof holdCopy>>>

/**
 * Copies the next part, and asks for the one after it, in one transaction. Can be run any number of times: what another
 * has copied meanwhile is behind. What is refused ends the copy, with the reason; `isLastTry`: so does what went wrong.
 */
export async function goOnCopying(house: House, copyId: CopyId, isLastTry: boolean): Promise<void> {
  const asked = await house.db
    .selectFrom('copy')
    .select(['account_id as accountId', 'member_id as memberId', 'key_id as keyId', 'request as requestId'])
    .where('id', '=', copyId)
    .where('state', '=', 'running')
    .where('account_id', 'not in', deletedAccounts(house.db))
    .executeTakeFirst()
  // Ended, or gone with the member or the key that asked; or it waits for the deletion of its account to be undone.
  if (!asked) return
  try {
    await onBehalf(house, asked, ['asset.copied', 'version.added'], (ctx) => copyPart(ctx, copyId))
  } catch (error) {
    const problem = problemIn(error)
    const isRefusal = problem !== null && problem.kind !== 'busy'
    if (isRefusal || isLastTry) await stop(house, asked, copyId, (problem ?? new Problem('copy_broken')).toJSON())
    if (!isRefusal) throw error
  }
}

async function copyPart(ctx: JobChanging, copyId: CopyId) {
  const copy = await holdCopy(ctx, copyId)
  if (copy?.state !== 'running') return { result: null, trace: nothing('it ended meanwhile') }
  // What was asked for is held against what the asker may do now, as at the first time.
  await findAllowed(
    ctx,
    { assetIds: 'asset.copy', destinationId: 'folder.copyInto' },
    { assetIds: copy.asset_ids, destinationId: copy.destination_id },
  )
  const ids = await nextOf(ctx, copyId, copy.handled, atOnce)
  const copying = await copyThese(ctx, copy, ids)
  const { entries } = copying
  await notePlaces(ctx, copyId, copying.places)
  const handled = copy.handled + ids.length
  const isDone = handled >= copy.things
  await changeOurs(ctx, 'copy', [copyId], {
    handled,
    copied: copy.copied + entries.length,
    went_on_at: ctx.now,
    ...(isDone && { state: 'done', ended_at: ctx.now }),
  })
  if (isDone) await forgetPlan(ctx, copyId)
  return {
    result: null,
    trace: entries.length ? entries : nothing('all of this part was there already, or is gone'),
    effects: isDone ? [] : [{ job: 'copy' as const, payload: { copyId } }],
  }
}

async function copyThese(ctx: JobChanging, copy: Copy, ids: readonly AssetId[]): Promise<Copying> {
  const copying: Copying = {
    ctx,
    versions: copy.with_versions ? 'all' : 'current',
    places: new Map(),
    made: new Set(),
    entries: [],
  }
  if (!ids.length) return copying
  const seen = await visible(ctx).selectAll('asset').where('asset.id', 'in', ids).execute()
  const assets = new Map(seen.map((asset) => [asset.id, asset]))
  const above = await placesOf(ctx, copy.id, [...new Set(seen.flatMap((a) => a.parent_id ?? []))])
  const open = await stillOpen(ctx, [...above.values()])
  const tops = new Set(copy.asset_ids)
  /** Where it goes; undefined: nowhere, as the folder that it lies in was not copied, or its copy is gone. */
  const placeOf = ({ id, parent_id }: VisibleAsset): AssetId | null | undefined => {
    const found = parent_id && copying.places.get(parent_id)
    if (found) return found
    const place = parent_id && above.get(parent_id)
    if (place) return open.has(place) ? place : undefined
    return tops.has(id) && parent_id !== copy.destination_id ? copy.destination_id : undefined
  }
  const inOrder = ids.flatMap((id) => assets.get(id) ?? []).filter(({ level }) => allows(level, 'asset.copy'))
  await copyThings(copying, inOrder, placeOf)
  return copying
}

/** Those of these folders that something can be copied into. */
async function stillOpen(ctx: JobChanging, ids: readonly AssetId[]): Promise<Set<AssetId>> {
  if (!ids.length) return new Set()
  const rows = await visible(ctx).select(['asset.id', 'asset.level']).where('asset.id', 'in', ids).execute()
  return new Set(rows.flatMap((r) => (allows(r.level, 'folder.copyInto') ? [r.id] : [])))
}

/** The copy ends here, for this reason; what is copied stays. */
async function stop({ db }: House, { accountId }: Behalf, copyId: CopyId, problem: AnyProblem): Promise<void> {
  await db
    .updateTable('copy')
    .set({ state: 'stopped', problem: JSON.stringify(problem), ended_at: moment() })
    .where('account_id', '=', accountId)
    .where('id', '=', copyId)
    .where('state', '=', 'running')
    .execute()
  await db.deleteFrom('copy_item').where('copy_id', '=', copyId).execute()
}

/** Copies whose job was lost, killed in its last try, get another. */
export async function goOnWithForgotten(db: Kysely<DB>): Promise<void> {
  const forgotten = await db
    .selectFrom('copy')
    .select('id')
    .where('ended_at', 'is', null)
    .where('went_on_at', '<', hoursFromNow(-1))
    .where('account_id', 'not in', deletedAccounts(db))
    .execute()
  for (const { id } of forgotten) await addJob(db, 'copy', { copyId: id })
}
