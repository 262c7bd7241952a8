// THE RELATION: who reaches which file or folder, at which level, and through what (rules §4). Four questions, one answer;
// two of them, who reaches a thing and why, are beside it (who-and-why.ts). A role that has the whole library never enters
// it; everybody else starts here, and sees nothing else.
import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import {
  levels,
  may,
  seesByReach,
  standingLevels,
  type AssetId,
  type Key,
  type Level,
  type Member,
  type MemberId,
  type VersionId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { heldBy, type Held } from './held.ts'

/** Whoever asks about the library: a member whose door has let them in, or a key, which nobody is behind. */
export interface InLibrary extends InAccount {
  actor: Pick<Member | Key, 'memberId' | 'role' | 'plan' | 'status'>
  /** What was given to them, read where they ask. */
  held: Held
}
/** A person among these: what is given, asked for and given up is theirs alone. */
export interface MemberInLibrary extends InLibrary {
  actor: Pick<Member, 'memberId' | 'role' | 'plan' | 'status'>
}
/** As somebody: with what they hold. */
export const inLibraryAs = async <A extends InLibrary['actor']>(
  { handle, accountId }: InAccount,
  actor: A,
  named?: number,
): Promise<InLibrary & { actor: A }> => ({
  handle,
  accountId,
  actor,
  held: await heldBy({ handle, accountId }, actor, named),
})
/** Who asks, as far as the relation goes: what they own, and what they hold. */
export type Asker = Pick<Member | Key, 'memberId'> & Held
const askerIn = ({ actor, held }: InLibrary): Asker => ({ memberId: actor.memberId, ...held })

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
const allThings = ({ things }: Held) => Object.values(things).flat()
const among = (thing: RawBuilder<unknown>, ids: readonly string[]) => sql<boolean>`${thing} = any(${ids}::uuid[])`

/** The level that they hold on a thing itself. Null: none. */
export const levelHeld = ({ things }: Held, thing: RawBuilder<unknown>): RawBuilder<Level | null> => {
  const held = levels.toReversed().filter((level) => things[level].length)
  const cases = held.map((level) => sql`when ${among(thing, things[level])} then ${sql.lit(level)}::level`)
  return cases.length ? sql`case ${sql.join(cases, sql` `)} end` : sql`null::level`
}
/** Items, called `i`, that one of their collections passes on, of those whose things are not named. */
const passedOn = ({ collections }: Held) =>
  sql`collection_item i where i.passes_on and ${among(sql`i.collection_id`, collections)}`
/** Through a collection comes view, and no more, on what is in it and all below. */
const viewThrough = (held: Held, thing: RawBuilder<unknown>): RawBuilder<Level | null> =>
  held.collections.length
    ? sql`case when exists (select from ${passedOn(held)} and i.asset_id = ${thing}) then 'view'::level end`
    : sql`null::level`
/** What they have on a thing of this owner itself: by owning it, by what they hold on it, by a collection that it is in. */
const levelOf = (
  asker: Asker,
  thing: RawBuilder<unknown>,
  owner: RawBuilder<unknown>,
): RawBuilder<Level | null> => sql`greatest(
  case when ${owner} = ${asker.memberId} then 'manage'::level end, ${levelHeld(asker, thing)}, ${viewThrough(asker, thing)})`
const levelOnItself = (asker: Asker) => levelOf(asker, sql`asset.id`, sql`asset.owner_id`)
/** What reaches them through this folder: by what they have on it, or on a folder above it. */
const levelThrough = (asker: Asker, folder: RawBuilder<unknown>): RawBuilder<Level | null> => sql`(
  select max(${levelOf(asker, sql`f.ancestor_id`, sql`above.owner_id`)})
    from folder_ancestor f join asset above on above.id = f.ancestor_id where f.folder_id = ${folder})`
/** What reaches them in any way, by climbing from the thing. */
export const levelByClimbing = (asker: Asker) =>
  sql<Level | null>`greatest(${levelOnItself(asker)}, ${levelThrough(asker, climbsFrom)})`
/** Is this one of the things on which they have a level itself? */
const isBeginning = (asker: Asker): RawBuilder<boolean> => sql`(asset.owner_id = ${asker.memberId}
  or ${among(sql`asset.id`, allThings(asker))}
  or ${asker.collections.length ? sql`asset.id in (select i.asset_id from ${passedOn(asker)})` : sql`false`})`
/** The same things, found by what makes them so. `owned`: which of those that they own. */
export const beginnings = (asker: Asker, owned = sql`true`) => sql`
  select own.id from asset own where own.owner_id = ${asker.memberId} and ${owned}
  union all select unnest(${allThings(asker)}::uuid[])
  union all select i.asset_id from ${passedOn(asker)}`
/** The folders among these: all below them is reached. */
const beginningFolders = (asker: Asker) => beginnings(asker, sql`own.kind = 'folder'`)

/** How a level gets into a query of `asset`: what is asked of each row, and the level of those that are left. */
type Reaches = (asker: Asker) => {
  /** Found once for each row, as `reached`. */
  reached?: RawBuilder<{ level: Level }>
  where: RawBuilder<boolean>
  level: RawBuilder<Level>
}
/** Asked of each thing, for what is named by ids: what else the query asks has found few. The offset keeps it one asking. */
const byClimbing: Reaches = (asker) => ({
  reached: sql`(select ${levelByClimbing(asker)} as level offset 0)`,
  where: sql`reached.level is not null`,
  level: sql`reached.level`,
})
/** For what lies in a folder (null: the root): what comes through the folder is the same for all of it. */
const byFolder =
  (folderId: AssetId | null): Reaches =>
  (asker) => {
    const through = levelThrough(asker, sql`${folderId}::uuid`)
    return {
      where: sql`(${through} is not null or ${isBeginning(asker)})`,
      level: sql`greatest(${through}, ${levelOnItself(asker)})`,
    }
  }
/** All folders through which something reaches them: what is looked for lies in these. */
const byManyFolders: Reaches = (asker) => ({
  where: sql`(${isBeginning(asker)} or ${climbsFrom} in (
    select f.folder_id from folder_ancestor f where f.ancestor_id = any(array(${beginningFolders(asker)}))))`,
  level: levelByClimbing(asker) as RawBuilder<Level>,
})
/** The same where these are few: things are found by them. */
const byFewFolders =
  (folders: readonly AssetId[]): Reaches =>
  (asker) => ({
    where: sql`(${isBeginning(asker)} or asset.parent_id = any(${folders}::uuid[]))`,
    level: levelByClimbing(asker) as RawBuilder<Level>,
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
    ? seenBy(ctx, (asker) => ({
        where: sql`(asset.id in (${beginnings(asker)})
          and (asset.parent_id is null or ${levelThrough(asker, sql`asset.parent_id`)} is null))`,
        level: levelOnItself(asker) as RawBuilder<Level>,
      }))
    : visibleIn(ctx, null)
/** The same things, for what looks through the whole library: searches and suggestions. `few`: how many folders are few. */
export async function visibleAmongMany(ctx: InLibrary, few = 500): Promise<Visible> {
  const standing = standingLevels[ctx.actor.role]
  if (standing !== 'by_reach') return visible(ctx)
  // As many again for those that are below two: what is found more often than that is many.
  const { rows } = await sql<{ folder_id: AssetId }>`
    select f.folder_id from folder_ancestor f
     where f.account_id = ${ctx.accountId} and f.ancestor_id = any(array(${beginningFolders(askerIn(ctx))}))
    limit ${2 * few + 1}`.execute(whole(ctx.handle))
  const folders = [...new Set(rows.map((f) => f.folder_id))]
  return seenBy(ctx, rows.length > 2 * few || folders.length > few ? byManyFolders : byFewFolders(folders))
}

function seenBy(ctx: InLibrary, reaches: Reaches): Visible {
  const { handle, accountId, actor } = ctx
  const standing = may(actor, 'library.browse').yes ? standingLevels[actor.role] : 'none'
  const found = whole(handle)
    .selectFrom('asset')
    .select(columns)
    .where('asset.account_id', '=', accountId)
    .where(isNotInTrash)
  const { reached, where, level } = reaches(askerIn(ctx))
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
export function inTrash(ctx: InLibrary): SelectQueryBuilder<{ asset: TrashedAsset }, 'asset', {}> {
  const { handle, accountId, actor } = ctx
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
          or ${levelThrough(askerIn(ctx), sql`asset.parent_id`)} = 'manage')`,
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
