// THE RELATION: who reaches which file or folder, at which level, and through what (rules §4). Four questions, one answer.
// A role that has the whole library never enters it; everybody else starts here, and sees nothing else.
import { sql, type Kysely, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import {
  highest,
  may,
  standingLevels,
  statusAt,
  type AssetId,
  type Level,
  type Member,
  type MemberId,
  type Path,
  type VersionId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'

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

const isNotInTrash = sql<boolean>`asset.trash_id is null and not exists (
  select from asset p where p.id = asset.parent_id and p.trash_id is not null)`
/** The folder from which a thing's ancestors are climbed: itself, or the one that a file lies in. */
const climbsFrom = sql`case asset.kind when 'folder' then asset.id else asset.parent_id end`
const ownedFrom = (folder: RawBuilder<unknown>, memberId: MemberId): RawBuilder<boolean> =>
  sql<boolean>`(asset.owner_id = ${memberId} or exists (
  select from folder_ancestor f join asset above on above.id = f.ancestor_id
   where f.folder_id = ${folder} and above.owner_id = ${memberId} offset 0))`
/** By ownership, of the thing or of a folder above it: asked of each thing, by climbing. The offset keeps it so. */
const ownedBy = (memberId: MemberId): RawBuilder<boolean> => ownedFrom(climbsFrom, memberId)
/** The same, asked once of all folders below what they own: things are looked up in these. */
const ownedAmongMany = (memberId: MemberId): RawBuilder<boolean> => sql<boolean>`(asset.owner_id = ${memberId}
  or ${climbsFrom} in (select f.folder_id from asset above join folder_ancestor f on f.ancestor_id = above.id
   where above.owner_id = ${memberId} and above.kind = 'folder'))`
/** The same where these are few: things are found by them. */
const ownedIn =
  (folders: readonly AssetId[]) =>
  (memberId: MemberId): RawBuilder<boolean> =>
    sql<boolean>`(asset.owner_id = ${memberId}
    or asset.id = any(${folders}::uuid[]) or asset.parent_id = any(${folders}::uuid[]))`
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

/** Everything that the actor may see; each row carries their level. For what is named by ids or lies in one folder. */
export const visible = (ctx: InLibrary): Visible => seenBy(ctx, ownedBy)
/** What lies in a folder (null: the root): what is above is the same for all of it, and climbed once. */
export const visibleIn = (ctx: InLibrary, folderId: AssetId | null): Visible =>
  seenBy(ctx, (memberId) => ownedFrom(sql`${folderId}::uuid`, memberId)).where(
    'asset.parent_id',
    folderId === null ? 'is' : '=',
    folderId,
  )
/** The same things, for what looks through the whole library: searches and suggestions. `few`: how many folders are few. */
export async function visibleAmongMany(ctx: InLibrary, few = 500): Promise<Visible> {
  const standing = standingLevels[ctx.actor.role]
  if (standing !== 'by_reach') return visible(ctx)
  const folders = await whole(ctx.handle)
    .selectFrom('asset as above')
    .innerJoin('folder_ancestor as f', 'f.ancestor_id', 'above.id')
    .select('f.folder_id')
    .distinct()
    .where('above.account_id', '=', ctx.accountId)
    .where('above.owner_id', '=', ctx.actor.memberId)
    .where('above.kind', '=', 'folder')
    .limit(few + 1)
    .execute()
  return seenBy(ctx, folders.length > few ? ownedAmongMany : ownedIn(folders.map((f) => f.folder_id)))
}

function seenBy({ handle, accountId, actor }: InLibrary, owned: typeof ownedBy): Visible {
  const standing = may(actor, 'library.browse').yes ? standingLevels[actor.role] : 'none'
  const reached = whole(handle)
    .selectFrom('asset')
    .select(columns)
    .where('asset.account_id', '=', accountId)
    .where(isNotInTrash)
    .select(sql<Level>`${standing === 'by_reach' ? 'manage' : standing}`.as('level'))
    .$if(standing === 'none', (q) => q.where(sql<boolean>`false`))
    .$if(standing === 'by_reach', (q) => q.where(owned(actor.memberId)))
  // The columns are those of VisibleAsset; Kysely keeps the builder's type by table name alone.
  return whole(handle).selectFrom(reached.as('asset')) as unknown as Visible
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
    .$if(standing === 'by_reach', (q) => q.where(ownedBy(actor.memberId)))
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

/** A member who reaches a thing: the highest level, and every path. */
export interface Reaching {
  memberId: MemberId
  level: Level
  paths: Path[]
}
/** Every path by which members get to a thing that is there: what `whoReaches` and `explain` are made of. */
async function pathsTo(db: Kysely<DB>, { accountId }: InAccount, id: AssetId, only: MemberId | null) {
  const thing = await db
    .selectFrom('asset')
    .select(['kind', 'parent_id'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where(isNotInTrash)
    .executeTakeFirst()
  if (!thing) return []
  const above = await db
    .selectFrom('folder_ancestor as f')
    .innerJoin('asset as a', 'a.id', 'f.ancestor_id')
    .select(['a.id', 'a.owner_id'])
    .where('f.folder_id', '=', thing.kind === 'folder' ? id : thing.parent_id)
    .orderBy('f.depth')
    .execute()
  const own =
    thing.kind === 'folder'
      ? []
      : await db.selectFrom('asset').select(['id', 'owner_id']).where('id', '=', id).execute()
  const line = [...own, ...above]
  const members = await db
    .selectFrom('member as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['m.id', 'm.role', 'm.status', 'm.ends_at', 'a.plan'])
    .select(sql<Date>`moment()`.as('now'))
    .where('m.account_id', '=', accountId)
    .$if(only !== null, (q) => q.where('m.id', '=', only))
    .execute()
  return members.flatMap((m): Reaching[] => {
    const standing = { role: m.role, plan: m.plan, status: statusAt({ status: m.status, endsAt: m.ends_at }, m.now) }
    const everywhere = may(standing, 'library.browse').yes ? standingLevels[m.role] : 'none'
    const paths: Path[] =
      everywhere === 'none'
        ? []
        : everywhere === 'by_reach'
          ? line.filter((a) => a.owner_id === m.id).map((a) => ({ by: 'ownership', level: 'manage', of: a.id }))
          : [{ by: 'role', level: everywhere }]
    const level = highest(paths.map((p) => p.level))
    return level ? [{ memberId: m.id, level, paths }] : []
  })
}

/** Everybody who reaches a thing, at which level and through what. */
export const whoReaches = (ctx: InAccount, id: AssetId): Promise<Reaching[]> =>
  pathsTo(whole(ctx.handle), ctx, id, null)

/** Every path by which one member gets to a thing; none: it does not exist for them. */
export const explain = async (ctx: InAccount, memberId: MemberId, id: AssetId): Promise<Path[]> =>
  (await pathsTo(whole(ctx.handle), ctx, id, memberId))[0]?.paths ?? []
