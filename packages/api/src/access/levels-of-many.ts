// The same relation (reach.ts), asked of several members at once: where what reaches each of them begins, and which level each
// has on what. For weighing a change before and after.
import { sql } from 'kysely'
import type { AssetId, CollectionId, GroupId, Level, MemberId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { climbsFrom, givenThings, isHeld, isNotInTrash, levelByClimbing } from './reach.ts'

type Thing = AssetId | CollectionId
/** A thing, as it concerns one member. */
export interface Pair {
  memberId: MemberId
  id: Thing
}
const theirs = sql<MemberId>`m.id`

/**
 * Where what reaches each of these begins: what was given to them, what their collections pass on, and what they own and
 * does not lie in a folder that they own as well. `below`: of files and folders only these, and what lies in them. At most `each` of one, `most` in all.
 */
export async function beginningsOf(
  { handle, accountId }: InAccount,
  whose: readonly (MemberId | GroupId)[],
  { below, each, most }: { below: readonly AssetId[] | null; each: number; most: number },
): Promise<Pair[]> {
  if (!whose.length) return []
  const isBelow = sql`(asset.id = any(${below ?? []}::uuid[]) or exists (
    select from folder_ancestor f where f.folder_id = ${climbsFrom} and f.ancestor_id = any(${below ?? []}::uuid[])))`
  const { rows } = await sql<{ member_id: MemberId; id: Thing }>`
    select m.id as member_id, found.id from unnest(${whose}::uuid[]) with ordinality m (id, n)
     cross join lateral (
       select asset.id from (
         ${givenThings(theirs)}
         union select own.id from asset own where own.owner_id = m.id
           and not exists (select from asset above where above.id = own.parent_id and above.owner_id = m.id)) b (id)
         join asset on asset.id = b.id
        where asset.account_id = ${accountId} and ${isNotInTrash} ${below ? sql`and ${isBelow}` : sql``}
       union all
       select c.id from collection c where c.account_id = ${accountId} and ${below === null}
          and (c.owner_id = m.id or exists (select from "grant" held where held.thing_id = c.id and ${isHeld(theirs)}))
       limit ${each + 1}) found
     order by m.n limit ${most + 1}`.execute(whole(handle))
  return rows.map((r) => ({ memberId: r.member_id, id: r.id }))
}

/** A thing that is there, with what reaches one member there. */
export interface Leveled extends Pair {
  kind: 'folder' | 'file' | 'collection'
  name: string
  parentId: AssetId | null
  /** By §4, whatever their role is. */
  level: Level | null
}
/** What is there of these, with the level that reaches each member by rules §4, whatever their role is now. */
export async function levelsOfMany({ handle, accountId }: InAccount, pairs: readonly Pair[]): Promise<Leveled[]> {
  if (!pairs.length) return []
  const { rows } = await sql<Leveled>`
    with m as (select * from unnest(${pairs.map((p) => p.memberId)}::uuid[], ${pairs.map((p) => p.id)}::uuid[]) m (id, thing))
    select m.id as "memberId", asset.id, asset.kind, asset.name, asset.parent_id as "parentId", ${levelByClimbing(theirs)} as level
      from m join asset on asset.id = m.thing where asset.account_id = ${accountId} and ${isNotInTrash}
    union all
    select m.id, c.id, 'collection', c.name, null, greatest(
        case when c.owner_id = m.id then 'manage'::level end,
        (select max(held.level) from "grant" held where held.thing_id = c.id and ${isHeld(theirs)}))
      from m join collection c on c.id = m.thing where c.account_id = ${accountId}`.execute(whole(handle))
  return rows
}
