// The same relation (reach.ts), asked of several members: where what reaches each of them begins, and which level each has on
// what. For weighing a change before and after.
import { sql, type RawBuilder } from 'kysely'
import { rolesByReach, type AssetId, type CollectionId, type Level, type MemberId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { heldBy } from './held.ts'
import { beginnings, climbsFrom, isNotInTrash, levelByClimbing, levelHeld, type Asker } from './reach.ts'

type Thing = AssetId | CollectionId
/** A thing, as it concerns one member. */
export interface Pair {
  memberId: MemberId
  id: Thing
}
/** What they would hold by rules §4, whatever their role is; a group holds what was given to it. */
async function askerFor(ctx: InAccount, memberId: MemberId): Promise<Asker> {
  const [role] = rolesByReach
  if (!role) throw new Error('there is a role that sees by reach')
  return { memberId, ...(await heldBy(ctx, { memberId, role })) }
}
/** Of what they own: what does not lie in a folder that they own as well. */
const topMost = sql`not exists (select from asset above where above.id = own.parent_id and above.owner_id = own.owner_id)`

/**
 * Where what reaches each of these begins: what was given to them, what their collections pass on, and what they own.
 * `below`: of files and folders only these, and what lies in them. About `each` of one, `most` in all; more where there are more.
 */
export async function beginningsOf(
  ctx: InAccount,
  whose: readonly MemberId[],
  { below, each, most }: { below: readonly AssetId[] | null; each: number; most: number },
): Promise<Pair[]> {
  const found: Pair[] = []
  for (const id of whose) {
    if (found.length > most) break
    const asker = await askerFor(ctx, id)
    const isBelow = sql`(asset.id = any(${below ?? []}::uuid[]) or exists (
      select from folder_ancestor f where f.folder_id = ${climbsFrom} and f.ancestor_id = any(${below ?? []}::uuid[])))`
    const { rows } = await sql<{ id: Thing }>`
      with b (id) as (${beginnings(asker, topMost)})
      select id from (
        select asset.id from asset where asset.account_id = ${ctx.accountId} and asset.id in (select id from b)
           and ${isNotInTrash} ${below ? sql`and ${isBelow}` : sql``}
        union all select c.id from collection c
         where c.account_id = ${ctx.accountId} and c.id in (select id from b) ${below ? sql`and false` : sql``}) thing
      limit ${each + 1}`.execute(whole(ctx.handle))
    found.push(...rows.map((r) => ({ memberId: id, id: r.id })))
  }
  return found
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
export async function levelsOfMany(ctx: InAccount, pairs: readonly Pair[]): Promise<Leveled[]> {
  const found: Leveled[] = []
  for (const [memberId, theirs] of Map.groupBy(pairs, (p) => p.memberId)) {
    const asker = await askerFor(ctx, memberId)
    const ids = theirs.map((p) => p.id)
    const { rows } = await sql<Omit<Leveled, 'memberId'>>`
      select asset.id, asset.kind, asset.name, asset.parent_id as "parentId", ${levelByClimbing(asker)} as level
        from asset where asset.account_id = ${ctx.accountId} and asset.id = any(${ids}::uuid[]) and ${isNotInTrash}
      union all
      select c.id, 'collection', c.name, null, ${levelHeld(asker, sql`c.id`)}
        from collection c where c.account_id = ${ctx.accountId} and c.id = any(${ids}::uuid[])`.execute(
      whole(ctx.handle),
    )
    found.push(...rows.map((r) => ({ ...r, memberId })))
  }
  return found
}

/**
 * What reaches a member at a thing by rules §4, whatever their role is, where both are columns of a query: for asking at once
 * of so many members. The thing is one that is there, of a table by another name than `asset`; null: nothing reaches them.
 */
export const levelOfEach = (member: RawBuilder<unknown>, thing: RawBuilder<unknown>) => sql<Level | null>`(
  with principal (id) as (
    select ${member}
    union all select g.group_id from group_member g
     where g.member_id = ${member} and (g.ends_at is null or g.ends_at > moment())),
  held as (
    select given.thing_id, given.level from "grant" given
     where given.principal_id in (select id from principal) and (given.ends_at is null or given.ends_at > moment())),
  line (id) as (
    select ${thing}
    union select f.ancestor_id from asset join folder_ancestor f on f.folder_id = ${climbsFrom} where asset.id = ${thing})
  select max(found.level) from (
    select held.level from held where held.thing_id in (select id from line)
    union all select 'manage' from asset own where own.id in (select id from line) and own.owner_id = ${member}
    union all select 'manage' from collection own where own.id = ${thing} and own.owner_id = ${member}
    union all select 'view' from collection_item i join collection c on c.id = i.collection_id
     where i.asset_id in (select id from line) and i.passes_on
       and (c.owner_id = ${member} or c.id in (select thing_id from held))) found)`
