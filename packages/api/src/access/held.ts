// What was given to whoever asks: read once a request, before what it opens. The relation (reach.ts) is then asked with ids
// that PostgreSQL knows when it plans, instead of finding them anew for each thing.
import { sql } from 'kysely'
import {
  highest,
  levels,
  seesByReach,
  type AssetId,
  type Key,
  type CollectionId,
  type Level,
  type Member,
  type GroupId,
  type MemberId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'

/** What somebody has by grants, their own and those of their groups, by owning collections, and through these. */
export interface Held {
  /** Files, folders and collections on which they have a level, each under the highest. */
  things: Readonly<Record<Level, readonly (AssetId | CollectionId)[]>>
  /** Collections that pass so many things on that these are not named above: they view what is in them. */
  collections: readonly CollectionId[]
}
const nothingHeld: Held = { things: { view: [], contribute: [], manage: [] }, collections: [] }

/**
 * A group, asked as if it were a member: the relation takes whoever a level can have been given to, and ids of members and
 * groups are never the same. It owns nothing, and is in no other group.
 */
export const groupAsMember = (id: GroupId): MemberId => id as string as MemberId

/** What collections pass on is named one by one up to so many, all of them together. */
const namedAtMost = 2000

/** By the database's clock. Of whose role does not see by reach nothing counts, and nothing is asked. */
export async function heldBy(
  { handle, accountId }: InAccount,
  { memberId, role }: Pick<Member | Key, 'memberId' | 'role'>,
  named = namedAtMost,
): Promise<Held> {
  if (!seesByReach(role)) return nothingHeld
  type Row =
    | { id: AssetId; level: Level; is: 'thing' | 'passed on' }
    | { id: CollectionId; level: Level; is: 'collection' }
  const { rows } = await sql<Row>`select /* plan kept */ * from (
    with principal as (
      select ${memberId}::uuid as id
      union all select g.group_id from group_member g
       where g.member_id = ${memberId} and (g.ends_at is null or g.ends_at > moment())),
    held as materialized (
      select held.thing_id as id, held.level, case when held.collection_id is null then 'thing' else 'collection' end as is
        from "grant" held where held.account_id = ${accountId} and held.principal_id in (select id from principal)
         and (held.ends_at is null or held.ends_at > moment())
      union all select c.id, 'manage', 'collection' from collection c where c.account_id = ${accountId} and c.owner_id = ${memberId}),
    passed as (
      select i.asset_id as id from collection_item i
       where i.passes_on and i.collection_id in (select id from held where held.is = 'collection') limit ${named + 1})
    select id, level, held.is from held union all select id, 'view', 'passed on' from passed) told`.execute(
    whole(handle),
  )
  const passed = rows.filter((r) => r.is === 'passed on')
  const isNamed = passed.length <= named
  const byThing = Map.groupBy(isNamed ? rows : rows.filter((r) => r.is !== 'passed on'), (r) => r.id)
  const at = (level: Level) =>
    [...byThing].flatMap(([id, its]) => (highest(its.map((r) => r.level)) === level ? [id] : []))
  const collections = new Set(rows.flatMap((r) => (r.is === 'collection' ? [r.id] : [])))
  return {
    things: Object.fromEntries(levels.map((level) => [level, at(level)])) as Record<Level, (AssetId | CollectionId)[]>,
    collections: isNamed ? [] : [...collections],
  }
}
