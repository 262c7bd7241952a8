// Two things of one name become one: versions, tags and collections of what is moved join those of what is there, and all that lay in a
// moved folder lies in the other. Nothing of it is lost; each step is one statement for any number of pairs.
import { sql, type RawBuilder } from 'kysely'
import { collectionsAtMost, Problem, versionsAtMost, type AssetId, type MemberId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { inManyCollections } from './collections.ts'
import type { Changing } from './ours.ts'
import { visibleIn, type InLibrary, type VisibleAsset } from './reach.ts'
import { keepWithinLimit } from './tags.ts'

type Rights = InAccount & Changing<'rights'>
/** What is moved, and what has its name where it goes. */
export interface Pair {
  from: VisibleAsset
  to: VisibleAsset
}

/** What lies in a folder, and what was deleted from it and lies in the trash: of either at most so many, and one more. */
export async function contentOf(
  ctx: InLibrary,
  folderId: AssetId,
  atMost: number,
): Promise<{ there: VisibleAsset[]; trashed: Trashed[] }> {
  const there = await visibleIn(ctx, folderId)
    .selectAll('asset')
    .limit(atMost + 1)
    .execute()
  const trashed = await whole(ctx.handle)
    .selectFrom('asset')
    .select(['id', 'name'])
    .where('account_id', '=', ctx.accountId)
    .where('parent_id', '=', folderId)
    .where('trashed_at', 'is not', null)
    .limit(atMost + 1)
    .execute()
  return { there, trashed }
}
interface Trashed {
  id: AssetId
  name: string
}

/** Those of some things that a folder has the name of already, each with what has it. */
export async function pairsIn(
  ctx: InLibrary,
  things: readonly VisibleAsset[],
  folderId: AssetId | null,
): Promise<Pair[]> {
  if (!things.length) return []
  const rows = await visibleIn(ctx, folderId)
    .selectAll('asset')
    .where('asset.name_key', '=', sql<string>`any(${things.map((t) => t.name_key)}::text[])`)
    .execute()
  const there = new Map(rows.map((row) => [row.name_key, row]))
  return things.flatMap((from) => {
    const to = there.get(from.name_key)
    return to ? [{ from, to }] : []
  })
}

/** The deepest of them first: what lies in another of them leaves it before that is moved. */
export async function deepestFirst(ctx: InAccount, ids: readonly AssetId[]): Promise<AssetId[]> {
  const rows = await whole(ctx.handle)
    .selectFrom('asset')
    .select('id')
    .where('account_id', '=', ctx.accountId)
    .where('id', 'in', ids)
    .orderBy(sql`(select count(*) from folder_ancestor f where f.folder_id = asset.parent_id)`, 'desc')
    .orderBy('id')
    .execute()
  return rows.map((r) => r.id)
}

/** Does this folder lie below that one, or is it that one? */
export async function liesIn(ctx: InAccount, folderId: AssetId, above: readonly AssetId[]): Promise<boolean> {
  const found = await whole(ctx.handle)
    .selectFrom('folder_ancestor')
    .select('folder_id')
    .where('account_id', '=', ctx.accountId)
    .where('folder_id', '=', folderId)
    .where('ancestor_id', 'in', above)
    .executeTakeFirst()
  return found !== undefined
}

/** What became of the thing that is there: all its tags, and whose it is where it was nobody's before. */
export interface Merged {
  tags: string[]
  ownerId: MemberId | null
}

/**
 * Each moved thing becomes part of the one that is there, and is gone; of a folder nothing may lie in it any more. Gives
 * what became of those, by id. Throws `too_many_versions` and `too_many_tags`, with the name.
 */
export async function mergeInto(ctx: Rights, pairs: readonly Pair[]): Promise<Map<AssetId, Merged>> {
  const db = whole(ctx.handle)
  const paired = sql`unnest(${pairs.map((p) => p.from.id)}::uuid[], ${pairs.map((p) => p.to.id)}::uuid[]) pair (from_id, to_id)`
  await joinVersions(ctx, pairs, paired)
  await sql`
    insert into asset_tag (account_id, asset_id, tag_id)
    select its.account_id, pair.to_id, its.tag_id from ${paired} join asset_tag its on its.asset_id = pair.from_id
    on conflict do nothing`.execute(db)
  await joinCollections(ctx, pairs, paired)
  await keepWithinLimit(
    ctx,
    pairs.map((p) => p.to),
  )
  const { rows: owned } = await sql<{ id: AssetId; ownerId: MemberId }>`
    update asset set owner_id = moved.owner_id
      from ${paired} join asset moved on moved.id = pair.from_id and moved.owner_id is not null
     where asset.account_id = ${ctx.accountId} and asset.id = pair.to_id and asset.owner_id is null
    returning asset.id, asset.owner_id as "ownerId"`.execute(db)
  // An upload that is under way goes where its folder, or its file, went.
  await sql`
    update upload set folder_id = case when folder_id is not null then pair.to_id end,
                      asset_id = case when asset_id is not null then pair.to_id end
      from ${paired}
     where upload.account_id = ${ctx.accountId} and upload.finished_at is null
       and coalesce(upload.folder_id, upload.asset_id) = pair.from_id`.execute(db)
  await sql`
    delete from asset where account_id = ${ctx.accountId} and id in (select pair.from_id from ${paired})`.execute(db)
  const { rows: tagged } = await sql<{ id: AssetId; tags: string[] }>`
    select its.asset_id as id, array_agg(tag.name) as tags
      from ${paired} join asset_tag its on its.asset_id = pair.to_id join tag on tag.id = its.tag_id
     group by its.asset_id`.execute(db)
  const tagsOf = new Map(tagged.map(({ id, tags }) => [id, tags.toSorted()]))
  const ownerOf = new Map(owned.map(({ id, ownerId }) => [id, ownerId]))
  return new Map(pairs.map(({ to: { id } }) => [id, { tags: tagsOf.get(id) ?? [], ownerId: ownerOf.get(id) ?? null }]))
}

/** What is there is in the collections of both; passed on by one if either was. Throws `in_too_many_collections`. */
async function joinCollections(ctx: Rights, pairs: readonly Pair[], paired: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into collection_item (account_id, collection_id, asset_id, passes_on, added_by, added_at)
    select distinct on (i.collection_id, pair.to_id) i.account_id, i.collection_id, pair.to_id, i.passes_on, i.added_by, i.added_at
      from ${paired} join collection_item i on i.asset_id = pair.from_id
     order by i.collection_id, pair.to_id, i.passes_on desc
    on conflict on constraint one_item_in_a_collection
    do update set passes_on = collection_item.passes_on or excluded.passes_on`.execute(whole(ctx.handle))
  const full = await inManyCollections(
    ctx,
    pairs.map(({ to }) => to.id),
    collectionsAtMost + 1,
  )
  if (full.size)
    throw new Problem('in_too_many_collections', {
      limit: collectionsAtMost,
      names: pairs.flatMap(({ to }) => (full.has(to.id) ? [to.name] : [])),
    })
}

/** The versions of each moved file follow those of the one that is there, in their order; its current one is current. */
async function joinVersions(ctx: Rights, pairs: readonly Pair[], paired: RawBuilder<unknown>): Promise<void> {
  const db = whole(ctx.handle)
  const { rows: counts } = await sql<{ id: AssetId; n: number }>`
    select pair.to_id as id, count(*) as n from ${paired} join version v on v.asset_id in (pair.from_id, pair.to_id)
     group by pair.to_id`.execute(db)
  const over = counts.find(({ n }) => n > versionsAtMost)
  if (over)
    throw new Problem('too_many_versions', {
      limit: versionsAtMost,
      name: pairs.find(({ to }) => to.id === over.id)?.to.name ?? '',
    })
  await sql`
    update version set asset_id = coming.to_id, number = coming.number
      from (select v.id, pair.to_id,
                   (select max(number) from version there where there.asset_id = pair.to_id)
                     + row_number() over (partition by pair.to_id order by v.number) as number
              from ${paired} join version v on v.asset_id = pair.from_id) coming
     where version.account_id = ${ctx.accountId} and version.id = coming.id`.execute(db)
  await sql`
    update asset set version_id = moved.version_id, size = moved.size, media_type = moved.media_type,
                     changed_at = moved.changed_at
      from ${paired} join asset moved on moved.id = pair.from_id and moved.kind = 'file'
     where asset.account_id = ${ctx.accountId} and asset.id = pair.to_id`.execute(db)
}
