// Collections: which of them somebody sees, at which level (rules §3 and §4), and what is in them as far
// as they see it. What a collection passes on of what is in it is the relation's business (reach.ts).
import { sql, type SelectQueryBuilder } from 'kysely'
import { may, standingLevels, type AssetId, type CollectionId, type Level, type MemberId } from '@usher/domain'
import { whole } from '../db/connect.ts'
import { isHeld, visible, type InLibrary, type Visible } from './reach.ts'

/** A collection as somebody may know it: with the level that they have on it. */
export interface VisibleCollection {
  id: CollectionId
  name: string
  name_key: string
  owner_id: MemberId | null
  created_at: Date
  level: Level
}

/** The collections that the actor sees, as a query to go on with; each row carries their level. */
export function visibleCollections({
  handle,
  accountId,
  actor,
}: InLibrary): SelectQueryBuilder<{ collection: VisibleCollection }, 'collection', {}> {
  const standing = may(actor, 'library.browse').yes ? standingLevels[actor.role] : 'none'
  const level =
    standing === 'by_reach'
      ? sql<Level>`greatest(
          case when collection.owner_id = ${actor.memberId} then 'manage'::level end,
          (select max(held.level) from "grant" held where held.thing_id = collection.id and ${isHeld(actor.memberId)}))`
      : sql<Level>`${standing === 'none' ? null : standing}::level`
  const found = whole(handle)
    .selectFrom('collection')
    .select(['collection.id', 'collection.name', 'collection.name_key', 'collection.owner_id', 'collection.created_at'])
    .select(level.as('level'))
    .where('collection.account_id', '=', accountId)
    .where(level, 'is not', null)
  // The columns are those of VisibleCollection; Kysely keeps the builder's type by table name alone.
  return whole(handle).selectFrom(found.as('collection')) as unknown as ReturnType<typeof visibleCollections>
}

/** What is in a collection, as far as the actor sees it: nothing else is listed or counted (rules §8, "Collections"). */
export const visibleInCollection = (ctx: InLibrary, id: CollectionId): Visible =>
  visible(ctx).where(
    sql<boolean>`asset.id in (select i.asset_id from collection_item i where i.account_id = ${ctx.accountId} and i.collection_id = ${id})`,
  )
