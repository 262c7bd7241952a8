// What was given to one member: on files, folders and collections to themself or through groups, their places in groups, and what they
// own. Rules §4 ("Everyone may give up what was given to them").
import type { AssetId, CollectionId, GrantId, GroupId, Level, MemberId, UserId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { moment } from '../db/statements.ts'
import type { Changing } from './ours.ts'
import { visible, type InLibrary, type Visible } from './reach.ts'

type Rights = InAccount & Changing<'rights'>

/** A grant with the name of the thing that it is on, and who gave it, where that is still known. */
export interface GivenGrant {
  id: GrantId
  /** One of the two. */
  asset_id: AssetId | null
  collection_id: CollectionId | null
  group_id: GroupId | null
  level: Level
  ends_at: Date | null
  given_at: Date
  giver: string | null
  thing: string
}

const grantsAnd = ({ handle, accountId }: InAccount) =>
  whole(handle)
    .selectFrom('grant as g')
    .leftJoin('asset', 'asset.id', 'g.asset_id')
    .leftJoin('collection as c', 'c.id', 'g.collection_id')
    .leftJoin('member_person as by', 'by.id', 'g.given_by')
    .select(['g.id', 'g.asset_id', 'g.collection_id', 'g.group_id', 'g.level', 'g.ends_at', 'g.given_at'])
    .select((eb) => ['by.name as giver', eb.fn.coalesce('asset.name', 'c.name').$notNull().as('thing')])
    .where('g.account_id', '=', accountId)

/** The member's own grants, those included that have ended or have no effect, with their name. */
export const grantsOf = (ctx: InAccount, memberId: MemberId) =>
  grantsAnd(ctx)
    .innerJoin('member_person as m', 'm.id', 'g.member_id')
    .select(['m.id as member_id', 'm.user_id', 'm.name as grantee'])
    .where('g.member_id', '=', memberId) satisfies {
    execute(): Promise<(GivenGrant & { member_id: MemberId; user_id: UserId; grantee: string })[]>
  }

/** What was given to them and to the groups that they are in, and has not ended; on things that are there, by name. */
export const givenTo = (ctx: InAccount, memberId: MemberId) =>
  grantsAnd(ctx)
    .leftJoin('asset as above', 'above.id', 'asset.parent_id')
    .where('asset.trash_id', 'is', null)
    .where('above.trash_id', 'is', null)
    .where((eb) => eb.or([eb('g.ends_at', 'is', null), eb('g.ends_at', '>', moment())]))
    .where((eb) =>
      eb.or([
        eb('g.member_id', '=', memberId),
        eb(
          'g.group_id',
          'in',
          placesIn(ctx, memberId)
            .clearSelect()
            .select('g.group_id')
            .where((e) => e.or([e('g.ends_at', 'is', null), e('g.ends_at', '>', moment())])),
        ),
      ]),
    )
    .orderBy((eb) => eb.fn.coalesce('asset.name_key', 'c.name_key'))
    .orderBy('g.id') satisfies { execute(): Promise<GivenGrant[]> }

/** Their places in groups by the group's name, those included that have ended; `id` is the group's. */
export const placesIn = ({ handle, accountId }: InAccount, memberId: MemberId) =>
  whole(handle)
    .selectFrom('group_member as g')
    .innerJoin('group', 'group.id', 'g.group_id')
    .innerJoin('member_person as m', 'm.id', 'g.member_id')
    .select(['g.group_id as id', 'group.name', 'g.ends_at', 'g.member_id', 'm.user_id', 'm.name as person'])
    .where('g.account_id', '=', accountId)
    .where('g.member_id', '=', memberId)
    .orderBy('group.name_key') satisfies {
    execute(): Promise<
      { id: GroupId; name: string; ends_at: Date | null; member_id: MemberId; user_id: UserId; person: string }[]
    >
  }

/** What reaches a group through collections that were given to it. */
export const passedOnTo = ({ handle, accountId }: InAccount, groupId: GroupId) =>
  whole(handle)
    .selectFrom('collection_item as i')
    .innerJoin('grant as g', 'g.collection_id', 'i.collection_id')
    .select('i.asset_id')
    .distinct()
    .where('i.account_id', '=', accountId)
    .where('i.passes_on', '=', true)
    .where('g.group_id', '=', groupId)
    .where((eb) => eb.or([eb('g.ends_at', 'is', null), eb('g.ends_at', '>', moment())]))

/** What a collection passes on. */
export const passedOnBy = ({ handle, accountId }: InAccount, id: CollectionId) =>
  whole(handle)
    .selectFrom('collection_item as i')
    .select('i.asset_id')
    .where('i.account_id', '=', accountId)
    .where('i.collection_id', '=', id)
    .where('i.passes_on', '=', true)

/** The collections that they own. */
export const collectionsOwnedBy = ({ handle, accountId }: InAccount, memberId: MemberId) =>
  whole(handle)
    .selectFrom('collection')
    .select(['collection.id', 'collection.name'])
    .where('collection.account_id', '=', accountId)
    .where('collection.owner_id', '=', memberId) satisfies { execute(): Promise<{ id: CollectionId; name: string }[]> }

/** What they own, wherever it lies. */
export const ownedBy = ({ handle, accountId }: InAccount, memberId: MemberId) =>
  whole(handle)
    .selectFrom('asset')
    .select(['asset.id', 'asset.name'])
    .where('asset.account_id', '=', accountId)
    .where('asset.owner_id', '=', memberId) satisfies { execute(): Promise<{ id: AssetId; name: string }[]> }

/** What the asker owns and sees, and lies in nothing that they own: everything below is theirs through these. */
export const topMostOwned = (ctx: InLibrary): Visible =>
  visible(ctx)
    .where('asset.owner_id', '=', ctx.actor.memberId)
    .where((eb) =>
      eb.not(
        eb.exists(
          whole(ctx.handle)
            .selectFrom('folder_ancestor as f')
            .innerJoin('asset as above', 'above.id', 'f.ancestor_id')
            .select('f.folder_id')
            .whereRef('f.folder_id', '=', eb.ref('asset.parent_id') as never)
            .where('above.owner_id', '=', ctx.actor.memberId),
        ),
      ),
    )

/** The thing has no owner from now on. */
export async function disown({ handle, accountId }: Rights, id: AssetId): Promise<void> {
  await whole(handle)
    .updateTable('asset')
    .set({ owner_id: null })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** The collection has no owner from now on. */
export async function disownCollection({ handle, accountId }: Rights, id: CollectionId): Promise<void> {
  await whole(handle)
    .updateTable('collection')
    .set({ owner_id: null })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}
