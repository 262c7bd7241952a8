// THE RELATION: who reaches which file or folder, at which level, and through what (rules §4). Four questions, one answer;
// two of them, who reaches a thing and why, are beside it (who-and-why.ts). A role that has the whole library never enters
// it; everybody else starts here, and sees nothing else.
import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import {
  may,
  seesByReach,
  standingLevels,
  type AssetId,
  type Level,
  type Member,
  type MemberId,
  type VersionId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'

/** Whoever asks about the library: a member whose door has let them in. */
export interface InLibrary extends InAccount {
  actor: Pick<Member, 'memberId' | 'role' | 'plan' | 'status'>
}
/** A file or folder as somebody may know it: with the level that they have on it. */
export interface VisibleAsset {
  id: AssetId
  parent_id: AssetId | null
  kind: 'file' | 'folder'
  name: string
  name_key: string
  owner_id: MemberId | null
  created_at: Date
  /** Of a file: its current version, with its bytes; null for a folder. */
  version_id: VersionId | null
  size: number | null
  media_type: string | null
  changed_at: Date | null
  level: Level
}

export const isNotInTrash = sql<boolean>`asset.trash_id is null and not exists (
  select from asset p where p.id = asset.parent_id and p.trash_id is not null)`
/** The folder from which a thing's ancestors are climbed: itself, or the one that a file lies in. */
export const climbsFrom = sql`case asset.kind when 'folder' then asset.id else asset.parent_id end`
/** Whoever a level can have been given to, for it to be this member's: themself, and each group that they are in. */
const principals = (memberId: MemberId) => sql`array(
  select ${memberId}::uuid union all select g.group_id from group_member g
   where g.member_id = ${memberId} and (g.ends_at is null or g.ends_at > moment()))`
/** A grant, called `held`, that is one of theirs and has not ended. */
export const isHeld = (memberId: MemberId) => sql`held.principal_id = any(${principals(memberId)})
  and (held.ends_at is null or held.ends_at > moment())`
/** The collections on which they have any level: those that they own, and those on which something was given to them. */
const theirCollections = (memberId: MemberId) => sql`array(
  select c.id from collection c where c.owner_id = ${memberId}
  union all select held.thing_id from "grant" held where held.collection_id is not null and ${isHeld(memberId)})`
/** An item, called `i`, of such a collection, which passes it on to them. */
const isPassedOn = (memberId: MemberId) => sql`i.passes_on and i.collection_id = any(${theirCollections(memberId)})`
/** Through a collection comes view, and no more, on what is in it and all below. */
const viewThrough = (thing: RawBuilder<unknown>, memberId: MemberId) => sql`
  case when exists (select from collection_item i where i.asset_id = ${thing} and ${isPassedOn(memberId)}) then 'view'::level end`
/** What they have on the thing itself: by owning it, by a grant on it, by a collection that it is in. Null: nothing. */
const levelOnItself = (memberId: MemberId): RawBuilder<Level | null> => sql`greatest(
  case when asset.owner_id = ${memberId} then 'manage'::level end,
  (select max(held.level) from "grant" held where held.thing_id = asset.id and ${isHeld(memberId)}),
  ${viewThrough(sql`asset.id`, memberId)})`
/** What reaches them through this folder: by owning, by a grant on, by a collection with, it or a folder above it. */
const levelThrough = (folder: RawBuilder<unknown>, memberId: MemberId): RawBuilder<Level | null> => sql`(
  select max(case when above.owner_id = ${memberId} then 'manage'::level
                  else greatest(held.level, ${viewThrough(sql`f.ancestor_id`, memberId)}) end)
    from folder_ancestor f join asset above on above.id = f.ancestor_id
    left join "grant" held on held.thing_id = f.ancestor_id and ${isHeld(memberId)}
   where f.folder_id = ${folder})`
/** What reaches them in any way, by climbing from the thing. */
const levelByClimbing = (memberId: MemberId) =>
  sql<Level | null>`greatest(${levelOnItself(memberId)}, ${levelThrough(climbsFrom, memberId)})`
/** Things on which something was given to them, and what their collections pass on. */
const givenThings = (memberId: MemberId) => sql`
  select held.thing_id from "grant" held where ${isHeld(memberId)}
  union all select i.asset_id from collection_item i where ${isPassedOn(memberId)}`
/** Where what they see begins: what they own, and what was given to them. */
const isBeginning = (memberId: MemberId): RawBuilder<boolean> => sql`(asset.owner_id = ${memberId}
  or asset.id in (${givenThings(memberId)}))`
/** The folders among these: all below them is reached. */
const beginningFolders = (memberId: MemberId) => sql`
  select above.id from asset above where above.owner_id = ${memberId} and above.kind = 'folder'
  union all ${givenThings(memberId)}`

/** How a level gets into a query of `asset`: what is asked of each row, and the level of those that are left. */
type Reaches = (memberId: MemberId) => {
  /** Found once for each row, as `reached`. */
  reached?: RawBuilder<{ level: Level }>
  where: RawBuilder<boolean>
  level: RawBuilder<Level>
}
/** Asked of each thing, for what is named by ids: what else the query asks has found few. The offset keeps it one asking. */
const byClimbing: Reaches = (memberId) => ({
  reached: sql`(select ${levelByClimbing(memberId)} as level offset 0)`,
  where: sql`reached.level is not null`,
  level: sql`reached.level`,
})
/** For what lies in a folder (null: the root): what comes through the folder is the same for all of it. */
const byFolder =
  (folderId: AssetId | null): Reaches =>
  (memberId) => {
    const through = levelThrough(sql`${folderId}::uuid`, memberId)
    return {
      where: sql`(${through} is not null or ${isBeginning(memberId)})`,
      level: sql`greatest(${through}, ${levelOnItself(memberId)})`,
    }
  }
/** All folders through which something reaches them: what is looked for lies in these. */
const byManyFolders: Reaches = (memberId) => ({
  where: sql`(${isBeginning(memberId)} or ${climbsFrom} in (
    select f.folder_id from folder_ancestor f where f.ancestor_id in (${beginningFolders(memberId)})))`,
  level: levelByClimbing(memberId) as RawBuilder<Level>,
})
/** The same where these are few: things are found by them. */
const byFewFolders =
  (folders: readonly AssetId[]): Reaches =>
  (memberId) => ({
    where: sql`(${isBeginning(memberId)} or asset.parent_id = any(${folders}::uuid[]))`,
    level: levelByClimbing(memberId) as RawBuilder<Level>,
  })
const columns = [
  'asset.id',
  'asset.parent_id',
  'asset.kind',
  'asset.name',
  'asset.name_key',
  'asset.owner_id',
  'asset.created_at',
  'asset.version_id',
  'asset.size',
  'asset.media_type',
  'asset.changed_at',
] as const

/** Visible things, as a query to go on with. */
export type Visible = SelectQueryBuilder<{ asset: VisibleAsset }, 'asset', {}>

/** Everything that the actor may see; each row carries their level. For what is named by ids. */
export const visible = (ctx: InLibrary): Visible => seenBy(ctx, byClimbing)
/** What lies in a folder (null: the root). */
export const visibleIn = (ctx: InLibrary, folderId: AssetId | null): Visible =>
  seenBy(ctx, byFolder(folderId)).where('asset.parent_id', folderId === null ? 'is' : '=', folderId)
/**
 * The top-most things that the actor sees: whose parent they do not see, or which lie at the root (rules §8, "Lists").
 * Only of those who see by reach alone; to everybody else it is the root.
 */
export const visibleTopMost = (ctx: InLibrary): Visible =>
  seesByReach(ctx.actor.role)
    ? seenBy(ctx, (memberId) => ({
        where: sql`(${isBeginning(memberId)}
          and (asset.parent_id is null or ${levelThrough(sql`asset.parent_id`, memberId)} is null))`,
        level: levelOnItself(memberId) as RawBuilder<Level>,
      }))
    : visibleIn(ctx, null)
/** The same things, for what looks through the whole library: searches and suggestions. `few`: how many folders are few. */
export async function visibleAmongMany(ctx: InLibrary, few = 500): Promise<Visible> {
  const standing = standingLevels[ctx.actor.role]
  if (standing !== 'by_reach') return visible(ctx)
  const { rows } = await sql<{ folder_id: AssetId }>`
    select distinct f.folder_id from folder_ancestor f
     where f.account_id = ${ctx.accountId} and f.ancestor_id in (${beginningFolders(ctx.actor.memberId)})
    limit ${few + 1}`.execute(whole(ctx.handle))
  return seenBy(ctx, rows.length > few ? byManyFolders : byFewFolders(rows.map((f) => f.folder_id)))
}

function seenBy({ handle, accountId, actor }: InLibrary, reaches: Reaches): Visible {
  const standing = may(actor, 'library.browse').yes ? standingLevels[actor.role] : 'none'
  const found = whole(handle)
    .selectFrom('asset')
    .select(columns)
    .where('asset.account_id', '=', accountId)
    .where(isNotInTrash)
  const { reached, where, level } = reaches(actor.memberId)
  const seen =
    standing === 'by_reach'
      ? (reached ? found.innerJoinLateral(reached.as('reached'), (join) => join.onTrue()) : found)
          .where(where)
          .select(level.as('level'))
      : found.$if(standing === 'none', (q) => q.where(sql<boolean>`false`)).select(sql<Level>`${standing}`.as('level'))
  // The columns are those of VisibleAsset; Kysely keeps the builder's type by table name alone.
  return whole(handle).selectFrom(seen.as('asset')) as unknown as Visible
}

/** What lies in the trash: with the place that it lay in, and when it was deleted. */
export interface TrashedAsset extends VisibleAsset {
  trashed_at: Date
}
/**
 * What was deleted and can be restored, as far as the actor may see it (rules §4): whoever has *manage* on the place it
 * lay in, its owner, and the roles that manage everything. What a deletion took along is not listed by itself.
 */
export function inTrash({
  handle,
  accountId,
  actor,
}: InLibrary): SelectQueryBuilder<{ asset: TrashedAsset }, 'asset', {}> {
  const standing = may(actor, 'library.change').yes ? standingLevels[actor.role] : 'none'
  const reached = whole(handle)
    .selectFrom('asset')
    .select(columns)
    .select('asset.trashed_at')
    .where('asset.account_id', '=', accountId)
    .where('asset.trashed_at', 'is not', null)
    .select(sql<Level>`'manage'`.as('level'))
    .$if(standing !== 'manage' && standing !== 'by_reach', (q) => q.where(sql<boolean>`false`))
    .$if(standing === 'by_reach', (q) =>
      q.where(
        sql<boolean>`(asset.owner_id = ${actor.memberId}
          or ${levelThrough(sql`asset.parent_id`, actor.memberId)} = 'manage')`,
      ),
    )
  return whole(handle).selectFrom(reached.as('asset')) as unknown as ReturnType<typeof inTrash>
}

/** The level on each of these things; what is not among them does not exist for the actor. */
export async function levelOn(ctx: InLibrary, ids: readonly AssetId[]): Promise<Map<AssetId, Level>> {
  if (!ids.length) return new Map()
  const rows = await visible(ctx).select(['asset.id', 'asset.level']).where('asset.id', 'in', ids).execute()
  return new Map(rows.map((r) => [r.id, r.level]))
}

/** The level that somebody has at the root: that of their role; who sees by reach alone may only open it (rules §8). */
export function levelAtRoot({ actor }: Pick<InLibrary, 'actor'>): Level | null {
  if (!may(actor, 'library.browse').yes) return null
  const standing = standingLevels[actor.role]
  return standing === 'none' ? null : standing === 'by_reach' ? 'view' : standing
}

/** A step of a path: a folder that the actor may see. */
export interface Step {
  id: AssetId
  name: string
  level: Level
}
/** The path to each of these folders, it included, from the top: what of it the actor may see (rules §8, "Lists"). */
export async function pathsOf(ctx: InLibrary, folderIds: readonly AssetId[]): Promise<Map<AssetId, Step[]>> {
  if (!folderIds.length) return new Map()
  const rows = await visible(ctx)
    .innerJoin(
      whole(ctx.handle).selectFrom('folder_ancestor').selectAll().where('folder_id', 'in', folderIds).as('f'),
      'f.ancestor_id',
      'asset.id',
    )
    .select(['asset.id', 'asset.name', 'asset.level', 'f.folder_id'])
    .orderBy('f.depth', 'desc')
    .execute()
  const byFolder = Map.groupBy(rows, (r) => r.folder_id)
  return new Map([...byFolder].map(([to, steps]) => [to, steps.map(({ id, name, level }) => ({ id, name, level }))]))
}
/** The path to one folder, it included. */
export const pathOf = async (ctx: InLibrary, folderId: AssetId): Promise<Step[]> =>
  (await pathsOf(ctx, [folderId])).get(folderId) ?? []
