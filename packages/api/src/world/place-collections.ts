// The collections of a world's account, with what is in them: rows and entries, in the world's transaction.
import type { Kysely } from 'kysely'
import { emailKey, type AccountId, type AssetId, type CollectionId, type MemberId, type Told } from '@usher/domain'
import { putInCollection } from '../access/collections.ts'
import { addOurs, type Changing, type RightsWriting } from '../access/ours.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { here } from './world-fields.ts'
import type { WorldAccount } from './world-format.ts'

type Kinds = 'collection.created' | 'collection.item_added'
/** What is put into a collection by one statement. */
const itemsAtOnce = 1000

/** `assets`: the id of each path; `people`: of each address. Gives each collection's id by its name. */
export async function placeCollections(
  db: Kysely<DB>,
  accountId: AccountId,
  { collections }: WorldAccount,
  assets: Readonly<Record<string, AssetId>>,
  people: ReadonlyMap<string, string>,
  now: Date,
): Promise<{ collections: Record<string, CollectionId>; told: (Told<Kinds> & { account: AccountId })[] }> {
  // The world's transaction holds the lock of the house, and nobody else knows this account yet.
  const ctx = { handle: handleOf(db), accountId } as RightsWriting & Changing<'rights'>
  const told: (Told<Kinds> & { account: AccountId })[] = []
  const ids: [string, CollectionId][] = []
  for (const { name, owner, assets: within } of collections) {
    // That each of them is a member was looked at when the world was read.
    const ownerId = owner ? (here(people.get(emailKey(owner))) as MemberId) : null
    const { id } = await addOurs(ctx, 'collection', { name, owner_id: ownerId, created_at: now })
    ids.push([name, id])
    told.push({ what: 'collection.created', on: id, before: null, after: { name, ownerId }, account: accountId })
    const items = within.map(({ path, passesOn }) => ({ assetId: here(assets[path]), path, passesOn }))
    for (let from = 0; from < items.length; from += itemsAtOnce)
      await putInCollection(ctx, id, items.slice(from, from + itemsAtOnce), null)
    for (const { assetId, path, passesOn } of items) {
      const after = { name, assetId, asset: path.slice(path.lastIndexOf('/') + 1), passesOn }
      told.push({ what: 'collection.item_added', on: id, before: null, after, account: accountId })
    }
  }
  return { collections: Object.fromEntries(ids), told }
}
