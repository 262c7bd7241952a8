// The tree of files and folders, and its closure: the only place that writes them. Whose they are and where they lie is
// changed under the exclusive lock alone, which the types of the contexts say.
import { sql, type Kysely } from 'kysely'
import { deepest, foldersAtOnce, Problem, type AssetId, type MemberId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { broke } from '../db/broken-constraint.ts'
import { whole } from '../db/connect.ts'
import { handOverCollections } from './collections.ts'
import type { DB } from '../db/schema.ts'
import type { Changing } from './ours.ts'
import type { TrashedAsset } from './reach.ts'

type Content = InAccount & Changing
type Rights = InAccount & Changing<'rights'>
/** Of two that take one name, the second is told so. */
export const orTaken = (error: unknown): never => {
  throw broke(error, 'one_name_in_a_folder') ? new Problem('name_taken') : error
}

async function depthOf(db: Kysely<DB>, folderId: AssetId | null): Promise<number> {
  if (!folderId) return 0
  const { n } = await db
    .selectFrom('folder_ancestor')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('folder_id', '=', folderId)
    .executeTakeFirstOrThrow()
  return n
}

/** How many folders one within the other the highest of these is; 0 of files. */
async function heightOf(db: Kysely<DB>, ids: readonly AssetId[]): Promise<number> {
  const { depth } = await db
    .selectFrom('folder_ancestor')
    .select((eb) => eb.fn.max<number | null>('depth').as('depth'))
    .where('ancestor_id', 'in', ids)
    .executeTakeFirstOrThrow()
  return depth === null ? 0 : depth + 1
}

/** Makes a folder; throws `name_taken`, also where what has the name is invisible, and `too_deep`. */
export async function addFolder(
  ctx: Content,
  { parentId, name, ownerId }: { parentId: AssetId | null; name: string; ownerId: MemberId | null },
): Promise<AssetId> {
  const db = whole(ctx.handle)
  if ((await depthOf(db, parentId)) >= deepest) throw new Problem('too_deep', { limit: deepest })
  const { id } = await db
    .insertInto('asset')
    .values({
      account_id: ctx.accountId,
      parent_id: parentId,
      kind: 'folder',
      name,
      owner_id: ownerId,
      trash_id: null,
      trashed_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(orTaken)
  await sql`
    insert into folder_ancestor (account_id, folder_id, ancestor_id, depth)
    select ${ctx.accountId}::uuid, ${id}::uuid, ${id}::uuid, 0
    union all
    select account_id, ${id}::uuid, ancestor_id, depth + 1 from folder_ancestor where folder_id = ${parentId}::uuid`.execute(
    db,
  )
  return id
}

/** Gives a thing another name; throws `name_taken`. */
export async function nameAsset(ctx: Content, id: AssetId, name: string): Promise<void> {
  await whole(ctx.handle)
    .updateTable('asset')
    .set({ name })
    .where('account_id', '=', ctx.accountId)
    .where('id', '=', id)
    .execute()
    .catch(orTaken)
}

/** The folders below and including these; throws `too_many_folders`. */
async function foldersBelow(db: Kysely<DB>, ids: readonly AssetId[]): Promise<AssetId[]> {
  const rows = await db
    .selectFrom('folder_ancestor')
    .select('folder_id')
    .distinct()
    .where('ancestor_id', 'in', ids)
    .limit(foldersAtOnce + 1)
    .execute()
  if (rows.length > foldersAtOnce) throw new Problem('too_many_folders', { limit: foldersAtOnce })
  return rows.map((r) => r.folder_id)
}

/**
 * Puts things into another folder (null: the root), with everything below them; only the closure of folders is written
 * anew. Throws `into_itself`, `name_taken`, `too_deep`, `too_many_folders`.
 */
export async function moveAssets(ctx: Rights, ids: readonly AssetId[], parentId: AssetId | null): Promise<void> {
  const db = whole(ctx.handle)
  const moved = await foldersBelow(db, ids)
  if (parentId && moved.includes(parentId)) throw new Problem('into_itself')
  if ((await depthOf(db, parentId)) + (await heightOf(db, ids)) > deepest)
    throw new Problem('too_deep', { limit: deepest })
  await db
    .updateTable('asset')
    .set({ parent_id: parentId })
    .where('account_id', '=', ctx.accountId)
    .where('id', 'in', ids)
    .execute()
    .catch(orTaken)
  if (!moved.length) return
  // What was above the moved folders goes, what is above their new place comes; below them nothing changes.
  await sql`
    delete from folder_ancestor f using folder_ancestor up, folder_ancestor down
     where up.folder_id = any(${ids}::uuid[]) and up.depth > 0
       and down.ancestor_id = up.folder_id
       and f.folder_id = down.folder_id and f.ancestor_id = up.ancestor_id`.execute(db)
  await sql`
    insert into folder_ancestor (account_id, folder_id, ancestor_id, depth)
    select down.account_id, down.folder_id, up.ancestor_id, up.depth + down.depth + 1
      from folder_ancestor down cross join folder_ancestor up
     where down.ancestor_id = any(${ids}::uuid[]) and up.folder_id = ${parentId}`.execute(db)
}

/** Puts things, and everything below them that is not there yet, into the trash; their names are free from now on. */
export async function trashAssets(ctx: Rights, ids: readonly AssetId[], at: Date): Promise<void> {
  const db = whole(ctx.handle)
  await foldersBelow(db, ids)
  // Each goes with the nearest of them: what is deleted together comes back apart.
  await sql`
    update asset set trash_id = nearest.ancestor_id
      from (select distinct on (folder_id) folder_id, ancestor_id from folder_ancestor
             where ancestor_id = any(${ids}::uuid[]) and depth > 0 order by folder_id, depth) nearest
     where asset.id = nearest.folder_id and asset.trash_id is null`.execute(db)
  await sql`
    update asset set trash_id = id, trashed_at = ${at} where account_id = ${ctx.accountId} and id = any(${ids}::uuid[])`.execute(
    db,
  )
}

/** What these members own passes to somebody (null: it has no owner). Gives how many things each owned who owned any. */
export async function handOver(
  ctx: Rights,
  from: readonly MemberId[],
  to: MemberId | null,
): Promise<Map<MemberId, number>> {
  const db = whole(ctx.handle)
  const owned = await db
    .selectFrom('asset')
    .where('account_id', '=', ctx.accountId)
    .where('owner_id', 'in', from)
    .select((eb) => ['owner_id', eb.fn.countAll<number>().as('n')])
    .groupBy('owner_id')
    .execute()
  await db
    .updateTable('asset')
    .set({ owner_id: to })
    .where('account_id', '=', ctx.accountId)
    .where('owner_id', 'in', from)
    .execute()
  const collections = await handOverCollections(ctx, from, to)
  const count = new Map<MemberId, number>()
  for (const { owner_id, n } of [...owned, ...collections])
    if (owner_id) count.set(owner_id, (count.get(owner_id) ?? 0) + n)
  return count
}

/** Makes somebody the owner of these things; what lies in them keeps its own. */
export async function giveOwner(ctx: Rights, ids: readonly AssetId[], to: MemberId): Promise<void> {
  await whole(ctx.handle)
    .updateTable('asset')
    .set({ owner_id: to })
    .where('account_id', '=', ctx.accountId)
    .where('id', 'in', ids)
    .execute()
}

/** Removes a thing and everything below it for good; gives how many folders were below. */
export async function purgeAsset(ctx: Rights, id: AssetId): Promise<number> {
  const db = whole(ctx.handle)
  const gone = await db.selectFrom('folder_ancestor').select('folder_id').where('ancestor_id', '=', id).execute()
  const folders = gone.map((f) => f.folder_id)
  // One statement: what lies in a folder may go before or after the folder itself.
  await sql`
    delete from asset where account_id = ${ctx.accountId} and (id = ${id} or parent_id = any(${folders}::uuid[]))`.execute(
    db,
  )
  return Math.max(0, folders.length - 1)
}

/** Takes a thing, and what its deletion took along, out of the trash and into a folder, under a name. */
export async function restoreAsset(
  ctx: Rights,
  { id, parent_id }: TrashedAsset,
  parentId: AssetId | null,
  name: string,
): Promise<void> {
  // In the trash it has no name that could be in anybody's way.
  if (parent_id !== parentId) await moveAssets(ctx, [id], parentId)
  await sql`
    update asset set trash_id = null, trashed_at = null, name = case id when ${id} then ${name} else name end
     where account_id = ${ctx.accountId} and trash_id = ${id}`
    .execute(whole(ctx.handle))
    .catch(orTaken)
}
