// "My access": what was given to whoever asks in this account, by whom and until when, and giving it up. Rules §4
// ("Everyone may give up what was given to them"); needs entry to the account and no plan (§8, "Who counts", "Plans").
import {
  holdsAt,
  seesByReach,
  type AssetId,
  type CollectionId,
  type GrantShape,
  type GroupMemberShape,
} from '@usher/domain'
import {
  collectionsOwnedBy,
  disown,
  disownCollection,
  givenTo,
  passedOnBy,
  passedOnTo,
  placesIn,
  topMostOwned,
  type GivenGrant,
} from '../access/given.ts'
import { namesOfCollections } from '../access/collections.ts'
import { removeGrants } from '../access/grants.ts'
import { takeOutOfGroup } from '../access/groups.ts'
import { folderPage, pageFields } from '../library/folder-page.ts'
import { can, router } from '../trpc.ts'
import { placed, type Placed } from '../library/placed.ts'
import { whatGoes } from './what-goes.ts'

interface Seen {
  assets: ReadonlyMap<AssetId, Placed>
  /** By their names. */
  collections: ReadonlyMap<CollectionId, string>
}
const shownCollection = (id: CollectionId | null, names: Seen['collections']) => {
  const name = id ? names.get(id) : undefined
  return id && name !== undefined ? { id, name } : null
}
const shownGrant = (grant: GivenGrant, { assets, collections }: Seen) => ({
  grantId: grant.id,
  /** Of a file or folder; null to whoever does not see it: their role has no library. */
  asset: (grant.asset_id && assets.get(grant.asset_id)) ?? null,
  /** Of a collection; null as well where it is not seen. */
  collection: shownCollection(grant.collection_id, collections),
  level: grant.level,
  endsAt: grant.ends_at,
  givenAt: grant.given_at,
  givenBy: grant.giver,
})

export const myAccess = router({
  /** What was given to the asker and to their groups, and holds now. What has ended, and what lies in the trash, is left out. */
  list: can('membership.own').read(async ({ ctx }) => {
    const { memberId, role } = ctx.actor
    const [given, places, owned] = await Promise.all([
      givenTo(ctx, memberId).execute(),
      placesIn(ctx, memberId).execute(),
      collectionsOwnedBy(ctx, memberId).orderBy('collection.name_key').orderBy('collection.id').execute(),
    ])
    const [assets, collections] = await Promise.all([
      placed(
        ctx,
        given.flatMap((g) => g.asset_id ?? []),
      ),
      namesOfCollections(ctx, [...given.flatMap((g) => g.collection_id ?? []), ...owned.map((c) => c.id)]),
    ])
    const seen: Seen = { assets, collections }
    const shown = (groupId: string | null) =>
      given.filter((g) => g.group_id === groupId).map((g) => shownGrant(g, seen))
    return {
      /** Does it have an effect? Only while the role sees by reach (rules §8, "Who counts"). */
      hasEffect: seesByReach(role),
      grants: shown(null),
      groups: places
        .filter((p) => holdsAt(p.ends_at, ctx.now))
        .map(({ id, name, ends_at }) => ({ groupId: id, name, endsAt: ends_at, grants: shown(id) })),
      /** Collections that the asker owns; without a name where their role does not see them. */
      collections: owned.map(({ id }) => ({ id, name: collections.get(id) ?? null })),
    }
  }),

  /** What the asker owns and lies in nothing else of theirs, by page. */
  owned: can('membership.own')
    .input(pageFields)
    .read(async ({ ctx, input }) => {
      const { assets, next } = await folderPage(ctx, topMostOwned(ctx), input)
      const places = await placed(
        ctx,
        assets.map((a) => a.id),
      )
      return { assets: assets.flatMap(({ id }) => places.get(id) ?? []), next }
    }),

  /** What would be gone with a grant. */
  withoutGrant: can('membership.own', { grantId: 'grant' }).read(async ({ ctx, the: { grant } }) => {
    const { asset_id, collection_id } = grant
    const through = collection_id ? (await passedOnBy(ctx, collection_id).execute()).map((i) => i.asset_id) : []
    return whatGoes(ctx, asset_id ? [asset_id] : through, (path) => 'grant' in path && path.grant === grant.id)
  }),
  /** What would be gone with one's place in a group. */
  withoutGroup: can('membership.own', { groupId: 'membership' }).read(async ({ ctx, the: { group } }) => {
    const given = (await givenTo(ctx, ctx.actor.memberId).execute()).filter((g) => g.group_id === group.id)
    const passedOn = await passedOnTo(ctx, group.id).execute()
    return whatGoes(
      ctx,
      [...new Set([...given, ...passedOn].flatMap((g) => g.asset_id ?? []))],
      (path) => 'group' in path && path.group === group.id,
    )
  }),
  /** What would be gone with owning something: on the thing itself; what one owns inside it stays one's own. */
  withoutOwning: can('membership.own', { assetId: 'owned' }).read(({ ctx, the: { asset } }) =>
    whatGoes(ctx, [asset.id], (path) => path.by === 'ownership' && path.of === asset.id),
  ),
  /** What would be gone with owning a collection: what it passes on to oneself. */
  withoutOwningCollection: can('membership.own', { collectionId: 'ownedCollection' }).read(
    async ({ ctx, the: { collection } }) => {
      const through = (await passedOnBy(ctx, collection.id).execute()).map((i) => i.asset_id)
      return whatGoes(
        ctx,
        through,
        (path) => path.by === 'collection' && path.collection === collection.id && path.grant === null,
      )
    },
  ),

  /** Gives up what was given to oneself on a thing. */
  giveUpGrant: can('membership.own', { grantId: 'grant' }).change(
    ['grant.given_up', 'collection.given_up'],
    async ({ ctx, the: { grant }, done }) => {
      await removeGrants(ctx, [grant.id])
      const before: GrantShape = {
        grantId: grant.id,
        memberId: grant.member_id,
        userId: grant.user_id,
        groupId: null,
        grantee: grant.grantee,
        level: grant.level,
        endsAt: grant.ends_at?.toISOString() ?? null,
        name: grant.thing,
      }
      const { asset_id, collection_id } = grant
      return done(null, [
        ...(asset_id ? [{ what: 'grant.given_up' as const, on: asset_id, before, after: null }] : []),
        ...(collection_id ? [{ what: 'collection.given_up' as const, on: collection_id, before, after: null }] : []),
      ])
    },
  ),

  /** Leaves a group: what comes through it, and nothing else. */
  leaveGroup: can('membership.own', { groupId: 'membership' }).change(
    'group.left',
    async ({ ctx, the: { group }, done }) => {
      await takeOutOfGroup(ctx, group.id, [group.member_id])
      const before: GroupMemberShape = {
        name: group.name,
        memberId: group.member_id,
        userId: group.user_id,
        person: group.person,
        endsAt: group.ends_at?.toISOString() ?? null,
      }
      return done(null, { on: group.id, before, after: null })
    },
  ),

  /** Gives up owning a thing, which then has no owner; what one owns inside it stays one's own. */
  disown: can('membership.own', { assetId: 'owned' }).change(
    'asset.disowned',
    async ({ ctx, the: { asset }, done }) => {
      await disown(ctx, asset.id)
      const { name } = asset
      return done(null, { on: asset.id, before: { ownerId: ctx.actor.memberId, name }, after: { ownerId: null, name } })
    },
  ),

  /** Gives up owning a collection, which then has no owner; what is in it stays. */
  disownCollection: can('membership.own', { collectionId: 'ownedCollection' }).change(
    'collection.disowned',
    async ({ ctx, the: { collection }, done }) => {
      const { id, name } = collection
      await disownCollection(ctx, id)
      return done(null, { on: id, before: { ownerId: ctx.actor.memberId, name }, after: { ownerId: null, name } })
    },
  ),
})
