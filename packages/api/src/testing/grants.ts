// Grants and memberships of a test's world, with their entries: as the product would have made them.
import type { Kysely } from 'kysely'
import type {
  AccessRequestId,
  AccountId,
  AssetId,
  CollectionId,
  MemberId,
  GrantId,
  GroupId,
  Level,
} from '@usher/domain'
import { append, type Line } from '../audit/append.ts'
import { operatorAuthor } from '../audit/author.ts'
import { chainOfAccount } from '../audit/chain.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import { auditKey } from './keys.ts'
import type { TestMember } from './world.ts'

/** Gives a level on a thing to a member or a group. */
export async function give(
  db: Kysely<DB>,
  accountId: AccountId,
  {
    on: thing,
    to,
    level,
    ends = null,
  }: { on: AssetId | { collectionId: CollectionId }; to: TestMember | GroupId; level: Level; ends?: Date | null },
): Promise<GrantId> {
  const member = typeof to === 'string' ? null : to
  const groupId = typeof to === 'string' ? to : null
  const [assetId, collectionId] = typeof thing === 'string' ? [thing, null] : [null, thing.collectionId]
  const { id } = await db
    .insertInto('grant')
    .values({
      account_id: accountId,
      asset_id: assetId,
      collection_id: collectionId,
      member_id: member?.memberId ?? null,
      group_id: groupId,
      level,
      ends_at: ends,
      given_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const after = {
    grantId: id,
    memberId: member?.memberId ?? null,
    userId: member?.userId ?? null,
    groupId,
    grantee: member?.name ?? 'a group',
    level,
    endsAt: ends?.toISOString() ?? null,
    name: 'a thing',
  }
  await append(db, { author: operatorAuthor, at: await clock(db), requestId: null, auditKey }, [
    assetId
      ? { chain: chainOfAccount(accountId), what: 'grant.given', on: assetId, before: null, after }
      : {
          chain: chainOfAccount(accountId),
          what: 'collection.shared',
          on: collectionId as CollectionId,
          before: null,
          after,
        }, // one of the two
  ])
  return id
}

/** A group with these members, until an end. */
export async function plantGroup(
  db: Kysely<DB>,
  accountId: AccountId,
  name: string,
  members: readonly TestMember[],
  ends: Date | null = null,
): Promise<GroupId> {
  const { id } = await db
    .insertInto('group')
    .values({ account_id: accountId, name })
    .returning('id')
    .executeTakeFirstOrThrow()
  const chain = chainOfAccount(accountId)
  const lines: Line[] = [{ chain, what: 'group.created', on: id, before: null, after: { name } }]
  for (const { memberId, userId, name: person } of members) {
    await db
      .insertInto('group_member')
      .values({ account_id: accountId, group_id: id, member_id: memberId, ends_at: ends })
      .execute()
    const after = { name, memberId, userId, person, endsAt: ends?.toISOString() ?? null }
    lines.push({ chain, what: 'group.member_added', on: id, before: null, after })
  }
  await append(db, { author: operatorAuthor, at: await clock(db), requestId: null, auditKey }, lines)
  return id
}

/** A collection with these things in it. */
export async function plantCollection(
  db: Kysely<DB>,
  accountId: AccountId,
  { name, ownerId }: { name: string; ownerId: MemberId | null },
  items: readonly { assetId: AssetId; passesOn: boolean }[],
): Promise<CollectionId> {
  const { id } = await db
    .insertInto('collection')
    .values({ account_id: accountId, name, owner_id: ownerId })
    .returning('id')
    .executeTakeFirstOrThrow()
  const chain = chainOfAccount(accountId)
  const lines: Line[] = [{ chain, what: 'collection.created', on: id, before: null, after: { name, ownerId } }]
  for (const { assetId, passesOn } of items) {
    await db
      .insertInto('collection_item')
      .values({ account_id: accountId, collection_id: id, asset_id: assetId, passes_on: passesOn, added_by: null })
      .execute()
    const after = { name, assetId, asset: 'a thing', passesOn }
    lines.push({ chain, what: 'collection.item_added', on: id, before: null, after })
  }
  await append(db, { author: operatorAuthor, at: await clock(db), requestId: null, auditKey }, lines)
  return id
}

/** An open request for access; whoever can share the thing can answer it. */
export async function plantAccessRequest(
  db: Kysely<DB>,
  accountId: AccountId,
  { memberId, thingId, level }: { memberId: MemberId; thingId: AssetId | CollectionId; level: Level },
): Promise<AccessRequestId> {
  const asked = { account_id: accountId, member_id: memberId, thing_id: thingId, level, words: '', is_dropped: false }
  const { id } = await db.insertInto('access_request').values(asked).returning('id').executeTakeFirstOrThrow()
  return id
}
