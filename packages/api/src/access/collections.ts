// Collections: which of them somebody sees, at which level (rules §3 and §4), and what is in them as far
// as they see it; and the only place that writes them. What a collection passes on is the relation's business (reach.ts).
import { sql, type SelectQueryBuilder } from 'kysely'
import { may, standingLevels, type AssetId, type CollectionId, type Level, type MemberId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { Changing } from './ours.ts'
import { levelHeld, visible, type InLibrary, type Visible } from './reach.ts'

type Rights = InAccount & Changing<'rights'>

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
  held,
}: InLibrary): SelectQueryBuilder<{ collection: VisibleCollection }, 'collection', {}> {
  const standing = may(actor, 'library.browse').yes ? standingLevels[actor.role] : 'none'
  const level =
    standing === 'by_reach'
      ? sql<Level>`${levelHeld(held, sql`collection.id`)}`
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

/** How many collections the account has, whoever sees them. */
export const collectionsInAccount = ({ handle, accountId }: InAccount) =>
  whole(handle)
    .selectFrom('collection as c')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('c.account_id', '=', accountId)

/** The names of those of these collections that the actor sees. Asks nothing for none. */
export async function namesOfCollections(
  ctx: InLibrary,
  ids: readonly CollectionId[],
): Promise<Map<CollectionId, string>> {
  const wanted = [...new Set(ids)]
  if (!wanted.length) return new Map()
  const rows = await visibleCollections(ctx)
    .select(['collection.id', 'collection.name'])
    .where('collection.id', 'in', wanted)
    .execute()
  return new Map(rows.map((c) => [c.id, c.name]))
}

/** The owner of a collection, whoever asks; null: nobody, or there is no such collection. */
export async function ownerOfCollection({ handle, accountId }: InAccount, id: CollectionId): Promise<MemberId | null> {
  const found = await whole(handle)
    .selectFrom('collection')
    .select('owner_id')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return found?.owner_id ?? null
}

/** What is in a collection, as far as the actor sees it: nothing else is listed or counted (rules §8, "Collections"). */
export const visibleInCollection = (ctx: InLibrary, id: CollectionId): Visible =>
  visible(ctx).where(
    sql<boolean>`asset.id in (select i.asset_id from collection_item i where i.account_id = ${ctx.accountId} and i.collection_id = ${id})`,
  )

/** Something in a collection: does the collection pass it on? */
export interface Item {
  collection_id: CollectionId
  asset_id: AssetId
  passes_on: boolean
}
/** What of these things is in a collection; each has been found as one that the actor sees. */
export const itemsIn = (
  { handle, accountId }: InAccount,
  id: CollectionId,
  assetIds: readonly AssetId[],
): Promise<Item[]> =>
  assetIds.length
    ? whole(handle)
        .selectFrom('collection_item as i')
        .select(['i.collection_id', 'i.asset_id', 'i.passes_on'])
        .where('i.account_id', '=', accountId)
        .where('i.collection_id', '=', id)
        .where('i.asset_id', 'in', assetIds)
        .execute()
    : Promise.resolve([])

/** How many things are in each of these collections, as far as the actor sees them; those with nothing left out. */
export const countVisibleIn = (ctx: InLibrary, ids: readonly CollectionId[]) =>
  ids.length
    ? visible(ctx)
        .innerJoin(
          whole(ctx.handle).selectFrom('collection_item').selectAll().where('collection_id', 'in', ids).as('i'),
          'i.asset_id',
          'asset.id',
        )
        .select((eb) => ['i.collection_id', eb.fn.countAll<number>().as('n')])
        .groupBy('i.collection_id')
        .execute()
    : Promise.resolve([])

/** How many things are in a collection, whoever sees them: for the log alone. */
export async function countItems({ handle, accountId }: InAccount, id: CollectionId): Promise<number> {
  const { n } = await whole(handle)
    .selectFrom('collection_item')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('account_id', '=', accountId)
    .where('collection_id', '=', id)
    .executeTakeFirstOrThrow()
  return n
}

/** Those of these things that are in so many collections or more, whoever sees those. */
export async function inManyCollections(
  { handle, accountId }: InAccount,
  assetIds: readonly AssetId[],
  many: number,
): Promise<Set<AssetId>> {
  const rows = await whole(handle)
    .selectFrom('collection_item')
    .select('asset_id')
    .where('account_id', '=', accountId)
    .where('asset_id', 'in', assetIds)
    .groupBy('asset_id')
    .having((eb) => eb.fn.countAll(), '>=', many)
    .execute()
  return new Set(rows.map((r) => r.asset_id))
}

/** Puts things into a collection. What is in it passes on from now on where it is put in so, and never less than before. */
export async function putInCollection(
  { handle, accountId }: Rights,
  id: CollectionId,
  items: readonly { assetId: AssetId; passesOn: boolean }[],
  by: MemberId | null,
): Promise<void> {
  await whole(handle)
    .insertInto('collection_item')
    .values(
      items.map(({ assetId, passesOn }) => ({
        account_id: accountId,
        collection_id: id,
        asset_id: assetId,
        passes_on: passesOn,
        added_by: by,
      })),
    )
    .onConflict((c) =>
      c.constraint('one_item_in_a_collection').doUpdateSet({
        passes_on: sql<boolean>`collection_item.passes_on or excluded.passes_on`,
      }),
    )
    .execute()
}

/** Takes things out of a collection. */
export async function takeOutOfCollection(
  { handle, accountId }: Rights,
  id: CollectionId,
  assetIds: readonly AssetId[],
): Promise<void> {
  await whole(handle)
    .deleteFrom('collection_item')
    .where('account_id', '=', accountId)
    .where('collection_id', '=', id)
    .where('asset_id', 'in', assetIds)
    .execute()
}

/** The collections of these members pass to somebody (null: they have no owner). Gives how many each owned. */
export async function handOverCollections(
  { handle, accountId }: Rights,
  from: readonly MemberId[],
  to: MemberId | null,
): Promise<{ owner_id: MemberId | null; n: number }[]> {
  const db = whole(handle)
  const owned = await db
    .selectFrom('collection')
    .where('account_id', '=', accountId)
    .where('owner_id', 'in', from)
    .select((eb) => ['owner_id', eb.fn.countAll<number>().as('n')])
    .groupBy('owner_id')
    .execute()
  await db
    .updateTable('collection')
    .set({ owner_id: to })
    .where('account_id', '=', accountId)
    .where('owner_id', 'in', from)
    .execute()
  return owned
}

/** Turns the account's guard on or off. */
export async function setGuard({ handle, accountId }: Rights, isOn: boolean): Promise<void> {
  await whole(handle).updateTable('account').set({ guards_collections: isOn }).where('id', '=', accountId).execute()
}
