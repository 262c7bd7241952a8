// What is given to whom on files, folders and collections: the only place that reads and writes grants by themselves. They are changed
// under the exclusive lock alone, which the types of the contexts say.
import { sql } from 'kysely'
import type { AssetId, CollectionId, GrantId, GroupId, Level, MemberId, UserId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { moment } from '../db/statements.ts'
import type { Changing } from './ours.ts'

type Rights = InAccount & Changing<'rights'>

/** Whom something can be given to. */
export type Principal = { memberId: MemberId; groupId: null } | { memberId: null; groupId: GroupId }
/** What it is given on. */
export type OnThing = { assetId: AssetId; collectionId: null } | { assetId: null; collectionId: CollectionId }
/** A grant with the name of whoever it was given to, and of who gave it. */
export interface Grant {
  id: GrantId
  /** The file, folder or collection. */
  thing_id: AssetId | CollectionId
  member_id: MemberId | null
  group_id: GroupId | null
  level: Level
  ends_at: Date | null
  given_at: Date
  given_by: MemberId | null
  grantee: string
  /** Of a member. */
  email: string | null
  user_id: UserId | null
}

/** The account's grants on these things, those included that have ended or are without effect. */
export const grantsOn = ({ handle, accountId }: InAccount, thingIds: readonly (AssetId | CollectionId)[]) =>
  whole(handle)
    .selectFrom('grant as g')
    .leftJoin('member_person as m', 'm.id', 'g.member_id')
    .leftJoin('group', 'group.id', 'g.group_id')
    .select(['g.id', 'g.thing_id', 'g.member_id', 'g.group_id', 'g.level', 'g.ends_at', 'g.given_at', 'g.given_by'])
    .select((eb) => eb.fn.coalesce('m.name', 'group.name').$notNull().as('grantee'))
    .select(['m.email', 'm.user_id'])
    .where('g.account_id', '=', accountId)
    .where('g.thing_id', 'in', thingIds)
    .orderBy('grantee')
    .orderBy('g.id') satisfies { execute(): Promise<Grant[]> }

/** The account's grants to a group by the name of the thing, those included that have ended, and those in the trash. */
export const grantsTo = ({ handle, accountId }: InAccount, groupId: GroupId) =>
  whole(handle)
    .selectFrom('grant as g')
    .leftJoin('asset as a', 'a.id', 'g.asset_id')
    .leftJoin('asset as above', 'above.id', 'a.parent_id')
    .leftJoin('collection as c', 'c.id', 'g.collection_id')
    .select(['g.id', 'g.thing_id', 'g.level', 'g.ends_at', 'a.kind', 'a.parent_id', 'above.name as folder'])
    .select((eb) => eb.fn.coalesce('a.name', 'c.name').$notNull().as('name'))
    .select((eb) =>
      eb
        .or([eb('a.trash_id', 'is not', null), eb('above.trash_id', 'is not', null)])
        .$castTo<boolean>()
        .as('in_trash'),
    )
    .where('g.account_id', '=', accountId)
    .where('g.group_id', '=', groupId)
    .orderBy((eb) => eb.fn.coalesce('a.name_key', 'c.name_key'))
    .orderBy('g.id')

/** How many grants each of the account's groups has; those that have ended left out, groups without any as well. */
export const grantsOfGroups = ({ handle, accountId }: InAccount) =>
  whole(handle)
    .selectFrom('grant as g')
    .select((eb) => ['g.group_id', eb.fn.countAll<number>().as('n')])
    .where('g.account_id', '=', accountId)
    .where('g.group_id', 'is not', null)
    .where((eb) => eb.or([eb('g.ends_at', 'is', null), eb('g.ends_at', '>', moment())]))
    .groupBy('g.group_id')

/** How many grants the account has that have not ended. */
export const grantsInAccount = ({ handle, accountId }: InAccount) =>
  whole(handle)
    .selectFrom('grant as g')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('g.account_id', '=', accountId)
    .where((eb) => eb.or([eb('g.ends_at', 'is', null), eb('g.ends_at', '>', moment())]))

/** Gives a level on a thing; what was given there to the same before is replaced. Gives the grant's id. */
export async function putGrant(
  { handle, accountId }: Rights,
  { assetId, collectionId }: OnThing,
  { memberId, groupId }: Principal,
  { level, ends, by }: { level: Level; ends: Date | null; by: MemberId },
): Promise<GrantId> {
  const { id } = await whole(handle)
    .insertInto('grant')
    .values({
      account_id: accountId,
      asset_id: assetId,
      collection_id: collectionId,
      member_id: memberId,
      group_id: groupId,
      level,
      ends_at: ends,
      given_by: by,
    })
    .onConflict((c) =>
      c.constraint('one_grant_on_a_thing').doUpdateSet((eb) => ({
        level: eb.ref('excluded.level'),
        ends_at: eb.ref('excluded.ends_at'),
        given_by: eb.ref('excluded.given_by'),
        given_at: eb.ref('excluded.given_at'),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface NewGrant {
  on: OnThing
  /** One of the two. */
  memberId: MemberId | null
  groupId: GroupId | null
  level: Level
  ends: Date | null
  /** Null: the operator, or somebody who is gone. */
  by: MemberId | null
}
/** As many as one statement takes. */
export const grantsAtOnce = 1000

/** Adds grants, at most `grantsAtOnce`, where there were none; gives the id of each. */
export async function addGrants({ handle, accountId }: Rights, grants: readonly NewGrant[]): Promise<GrantId[]> {
  if (!grants.length) return []
  const { rows } = await sql<{ id: GrantId }>`select uuidv7() as id from generate_series(1, ${grants.length})`.execute(
    whole(handle),
  )
  const ids = rows.map((r) => r.id)
  await whole(handle)
    .insertInto('grant')
    .values(
      grants.map(({ on, memberId, groupId, level, ends, by }, n) => ({
        id: ids[n],
        account_id: accountId,
        asset_id: on.assetId,
        collection_id: on.collectionId,
        member_id: memberId,
        group_id: groupId,
        level,
        ends_at: ends,
        given_by: by,
      })),
    )
    .execute()
  return ids
}

/** Takes grants away. */
export async function removeGrants({ handle, accountId }: Rights, ids: readonly GrantId[]): Promise<void> {
  await whole(handle).deleteFrom('grant').where('account_id', '=', accountId).where('id', 'in', ids).execute()
}
