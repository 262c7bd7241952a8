// A collection of a test's world that passes one thing on to somebody, until an end.
import type { Kysely } from 'kysely'
import type { AccountId, AssetId, CollectionId, GrantId, GroupId } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import type { TestMember } from './world.ts'

export async function plantCollection(
  db: Kysely<DB>,
  accountId: AccountId,
  { name, of, to, end }: { name: string; of: AssetId; to: TestMember | GroupId; end: Date | null },
): Promise<{ collection: CollectionId; grant: GrantId }> {
  const { id: collection } = await db
    .insertInto('collection')
    .values({ account_id: accountId, name, owner_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('collection_item')
    .values({ account_id: accountId, collection_id: collection, asset_id: of, added_by: null, passes_on: true })
    .execute()
  const { id: grant } = await db
    .insertInto('grant')
    .values({
      account_id: accountId,
      asset_id: null,
      collection_id: collection,
      member_id: typeof to === 'string' ? null : to.memberId,
      group_id: typeof to === 'string' ? to : null,
      level: 'manage',
      ends_at: end,
      given_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { collection, grant }
}
