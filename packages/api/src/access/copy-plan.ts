// What a copy is to go through, in order: written down when it is asked for, so that it goes on where it was whatever ends
// the server, and what comes into the source meanwhile is no part of it. Each thing is gone through once.
import { sql } from 'kysely'
import { copiedAtMost, Problem, type AssetId, type CopyId } from '@usher/domain'
import { whole } from '../db/connect.ts'
import { below, parentsFirst } from './below.ts'
import type { Changing } from './ours.ts'
import type { InLibrary } from './reach.ts'

type Content = InLibrary & Changing

/** Writes down the named things and all below them, as far as the actor sees them. Gives how many. Throws `too_many_things`. */
export async function planCopy(ctx: Content, copyId: CopyId, ids: readonly AssetId[]): Promise<number> {
  const db = whole(ctx.handle)
  const inOrder = below(ctx, ids)
    .select(['asset.id', sql<number>`row_number() over (order by ${parentsFirst(ids)})`.as('place')])
    .limit(copiedAtMost + 1)
  const { numInsertedOrUpdatedRows: n } = await db
    .insertInto('copy_item')
    .columns(['copy_id', 'asset_id', 'place'])
    .expression(db.selectFrom(inOrder.as('i')).select([sql<CopyId>`${copyId}::uuid`.as('copy_id'), 'i.id', 'i.place']))
    .executeTakeFirstOrThrow()
  if (Number(n) > copiedAtMost) throw new Problem('too_many_things', { limit: copiedAtMost })
  return Number(n)
}

/** The next things after so many, with where what lies in the folders above them goes. */
export async function nextOf(ctx: Content, copyId: CopyId, handled: number, atMost: number): Promise<AssetId[]> {
  const rows = await whole(ctx.handle)
    .selectFrom('copy_item')
    .select('asset_id')
    .where('copy_id', '=', copyId)
    .where('place', '>', handled)
    .orderBy('place')
    .limit(atMost)
    .execute()
  return rows.map((r) => r.asset_id)
}

/** Where what lies in these folders goes, as far as they were gone through. */
export async function placesOf(
  ctx: Content,
  copyId: CopyId,
  folders: readonly AssetId[],
): Promise<Map<AssetId, AssetId>> {
  if (!folders.length) return new Map()
  const rows = await whole(ctx.handle)
    .selectFrom('copy_item')
    .select(['asset_id', 'became_id'])
    .where('copy_id', '=', copyId)
    .where('asset_id', 'in', folders)
    .execute()
  return new Map(rows.flatMap(({ asset_id, became_id }) => (became_id ? [[asset_id, became_id] as const] : [])))
}

/** Writes down where what lies in these folders goes. */
export async function notePlaces(ctx: Content, copyId: CopyId, places: ReadonlyMap<AssetId, AssetId>): Promise<void> {
  await sql`
    update copy_item set became_id = place.became_id
      from unnest(${[...places.keys()]}::uuid[], ${[...places.values()]}::uuid[]) place (asset_id, became_id)
     where copy_item.copy_id = ${copyId} and copy_item.asset_id = place.asset_id`.execute(whole(ctx.handle))
}

/** It has ended: what was written down is needed no more. */
export const forgetPlan = (ctx: Content, copyId: CopyId) =>
  whole(ctx.handle).deleteFrom('copy_item').where('copy_id', '=', copyId).execute()

/** The copy as it is, locked: nobody else goes on with it, or ends it, until this is committed. */
export const holdCopy = (ctx: Content, copyId: CopyId) =>
  whole(ctx.handle)
    .selectFrom('copy')
    .selectAll()
    .where('account_id', '=', ctx.accountId)
    .where('id', '=', copyId)
    .forUpdate()
    .executeTakeFirst()
