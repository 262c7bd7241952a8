// Who reaches a thing, and through what: two of the four questions of the relation (reach.ts), answered with every path,
// not only the winner (rules §4).
import { sql, type Kysely } from 'kysely'
import {
  highest,
  may,
  rolesByReach,
  standingLevels,
  statusAt,
  type AccountId,
  type AssetId,
  type CollectionId,
  type GrantId,
  type GroupId,
  type Level,
  type MemberId,
  type Path,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { climbsFrom, isNotInTrash } from './reach.ts'

/** A member who reaches a thing: the highest level, and every path. */
export interface Reaching {
  memberId: MemberId
  level: Level
  paths: Path[]
}
/** A grant of a line of things, as it reaches one member: through a group, the earlier of both ends. */
interface Held {
  id: GrantId
  thing_id: AssetId | CollectionId
  level: Level
  ends_at: Date | null
  group_id: GroupId | null
  to: MemberId
}
/** What of these things was given, and has not ended: each grant with each member that it reaches. */
async function heldOn(db: Kysely<DB>, things: readonly (AssetId | CollectionId)[]): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select held.id, held.thing_id, held.level, held.group_id,
           least(held.ends_at, g.ends_at) as ends_at, coalesce(held.member_id, g.member_id) as to
      from "grant" held left join group_member g on g.group_id = held.group_id
     where held.thing_id = any(${things}::uuid[]) and (held.ends_at is null or held.ends_at > moment())
       and (held.group_id is null or (g.member_id is not null and (g.ends_at is null or g.ends_at > moment())))
     order by held.id`.execute(db)
  return rows
}
/** A collection that passes one of these things on, with its owner: once for each that it passes on. */
interface Passing {
  collection_id: CollectionId
  of: AssetId
  owner_id: MemberId | null
}
const passingOn = async (db: Kysely<DB>, things: readonly (AssetId | CollectionId)[]): Promise<Passing[]> =>
  db
    .selectFrom('collection_item as i')
    .innerJoin('collection as c', 'c.id', 'i.collection_id')
    .select(['i.collection_id', 'i.asset_id as of', 'c.owner_id'])
    .where('i.asset_id', '=', sql<AssetId>`any(${things}::uuid[])`)
    .where('i.passes_on', '=', true)
    .execute()
/** A thing that is there and the folders above it, from below, each with its owner. */
async function lineIn(db: Kysely<DB>, accountId: AccountId, id: AssetId) {
  const { rows } = await sql<{ id: AssetId; owner_id: MemberId | null }>`
    select above.id, above.owner_id from (
      select asset.id, 0 as steps from asset
       where asset.account_id = ${accountId} and asset.id = ${id} and ${isNotInTrash}
      union select f.ancestor_id, f.depth + case asset.kind when 'folder' then 0 else 1 end
        from asset join folder_ancestor f on f.folder_id = ${climbsFrom}
       where asset.account_id = ${accountId} and asset.id = ${id} and ${isNotInTrash}) line
      join asset above on above.id = line.id
     order by line.steps`.execute(db)
  return rows
}
/** The same, for who asks who reaches it: not all of these need be visible to them. */
export const lineOf = ({ handle, accountId }: InAccount, id: AssetId) => lineIn(whole(handle), accountId, id)

const pathBy = (on: AssetId | CollectionId, { level, id: grant, group_id: group, ends_at: ends }: Held): Path => ({
  by: 'grant',
  level,
  on,
  grant,
  group,
  ends,
})
/** What a collection passes on to a member: once for each way in which they have a level on it. */
function pathsThrough(
  { collection_id: collection, of, owner_id }: Passing,
  to: MemberId,
  held: readonly Held[],
): Path[] {
  const through = { by: 'collection', level: 'view', of, collection } as const
  return [
    ...(owner_id === to ? [{ ...through, grant: null, group: null, ends: null }] : []),
    ...held
      .filter((g) => g.to === to && g.thing_id === collection)
      .map((g) => ({ ...through, grant: g.id, group: g.group_id, ends: g.ends_at })),
  ]
}

/** A thing with its owner. */
interface Owned {
  id: AssetId | CollectionId
  owner_id: MemberId | null
}
/** Every path by which members get to a thing that is there: what `whoReaches` and `explain` are made of. */
async function pathsTo(ctx: InAccount, id: AssetId, only: MemberId | null): Promise<Reaching[]> {
  const db = whole(ctx.handle)
  const line = await lineIn(db, ctx.accountId, id)
  const passing = line.length
    ? await passingOn(
        db,
        line.map((a) => a.id),
      )
    : []
  return pathsAlong(ctx, line, passing, only)
}
/** The same of a collection: nothing is above it, and no collection passes it on. */
async function pathsToCollection(ctx: InAccount, id: CollectionId, only: MemberId | null): Promise<Reaching[]> {
  const line = await whole(ctx.handle)
    .selectFrom('collection')
    .select(['id', 'owner_id'])
    .where('account_id', '=', ctx.accountId)
    .where('id', '=', id)
    .execute()
  return pathsAlong(ctx, line, [], only)
}
async function pathsAlong(
  { handle, accountId }: InAccount,
  line: readonly Owned[],
  passing: readonly Passing[],
  only: MemberId | null,
): Promise<Reaching[]> {
  if (!line.length) return []
  const db = whole(handle)
  const held = await heldOn(db, [...line.map((a) => a.id), ...passing.map((p) => p.collection_id)])
  const reached = [...[...line, ...passing].flatMap((a) => a.owner_id ?? []), ...held.map((g) => g.to)]
  const members = await db
    .selectFrom('member as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['m.id', 'm.role', 'm.status', 'm.ends_at', 'a.plan'])
    .select(sql<Date>`moment()`.as('now'))
    .where('m.account_id', '=', accountId)
    .where((eb) =>
      eb.or([eb('m.role', 'not in', rolesByReach), eb('m.id', '=', sql<MemberId>`any(${reached}::uuid[])`)]),
    )
    .$if(only !== null, (q) => q.where('m.id', '=', only))
    .execute()
  return members.flatMap((m): Reaching[] => {
    const standing = { role: m.role, plan: m.plan, status: statusAt({ status: m.status, endsAt: m.ends_at }, m.now) }
    const everywhere = may(standing, 'library.browse').yes ? standingLevels[m.role] : 'none'
    if (everywhere === 'none') return []
    const paths: Path[] =
      everywhere === 'by_reach'
        ? line.flatMap((a): Path[] => [
            ...(a.owner_id === m.id ? [{ by: 'ownership' as const, level: 'manage' as const, of: a.id }] : []),
            ...held.filter((g) => g.to === m.id && g.thing_id === a.id).map((g) => pathBy(a.id, g)),
            ...passing.filter((p) => p.of === a.id).flatMap((p) => pathsThrough(p, m.id, held)),
          ])
        : [{ by: 'role', level: everywhere }]
    const level = highest(paths.map((p) => p.level))
    return level ? [{ memberId: m.id, level, paths }] : []
  })
}

/** What collections pass on of these things to groups: to each, once for each way. */
export async function throughCollections(
  { handle }: InAccount,
  things: readonly { id: AssetId | CollectionId }[],
): Promise<Map<GroupId, Path[]>> {
  const passing = await passingOn(
    whole(handle),
    things.map((a) => a.id),
  )
  const collections = passing.map((p) => p.collection_id)
  const held = collections.length ? await heldOn(whole(handle), collections) : []
  const ofGroups = Map.groupBy(held, (g) => g.group_id)
  return new Map(
    [...ofGroups].flatMap(([group, its]) => {
      const one = its.filter((g) => g.to === its[0]?.to)
      return group ? [[group, passing.flatMap((p) => one.flatMap((g) => pathsThrough(p, g.to, [g])))] as const] : []
    }),
  )
}

/** Everybody who reaches a thing, at which level and through what. */
export const whoReaches = (ctx: InAccount, id: AssetId): Promise<Reaching[]> => pathsTo(ctx, id, null)
/** Everybody who has a level on a collection, and through what. */
export const whoReachesCollection = (ctx: InAccount, id: CollectionId): Promise<Reaching[]> =>
  pathsToCollection(ctx, id, null)

/** Every path by which one member gets to a thing; none: it does not exist for them. */
export const explain = async (ctx: InAccount, memberId: MemberId, id: AssetId): Promise<Path[]> =>
  (await pathsTo(ctx, id, memberId))[0]?.paths ?? []
/** Every path by which one member has a level on a collection. */
export const explainCollection = async (ctx: InAccount, memberId: MemberId, id: CollectionId): Promise<Path[]> =>
  (await pathsToCollection(ctx, id, memberId))[0]?.paths ?? []
