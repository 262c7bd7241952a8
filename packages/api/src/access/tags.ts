// The tags of files and folders: the only place that writes them. Whoever sees a thing sees its tags; a tag that nothing
// visible has is not known to anybody who asks, also while it is being typed (rules §4).
import { sql } from 'kysely'
import { Problem, tagsAtMost, type AssetId, type TagId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { nameKeyOf } from './files.ts'
import { anyPart } from './narrow.ts'
import type { Changing } from './ours.ts'
import { visibleAmongMany, type InLibrary, type VisibleAsset } from './reach.ts'

type Content = InAccount & Changing
const suggestedAtMost = 10

/** The tags of things that a door has found, in their order, each with how many of them have it. */
export const tagsOn = ({ handle, accountId }: InAccount, ids: readonly AssetId[]) =>
  whole(handle)
    .selectFrom('asset_tag')
    .innerJoin('tag', 'tag.id', 'asset_tag.tag_id')
    .select((eb) => ['tag.name', eb.fn.countAll<number>().as('on')])
    .where('asset_tag.account_id', '=', accountId)
    .where('asset_tag.asset_id', 'in', ids)
    .groupBy(['tag.name', 'tag.name_key'])
    .orderBy('tag.name_key')
    .execute()

const noTag = '00000000-0000-0000-0000-000000000000'
/** The tags of these names; for a name that nothing has, one that nothing has. */
export async function tagIdsOf({ handle, accountId }: InAccount, names: readonly string[]): Promise<TagId[]> {
  if (!names.length) return []
  const { rows } = await sql<{ id: TagId }>`
    select coalesce(tag.id, ${noTag}::uuid) as id from unnest(${names}::text[]) wanted
      left join tag on tag.account_id = ${accountId} and tag.name_key = ${nameKeyOf(sql`wanted`)}`.execute(
    whole(handle),
  )
  return rows.map((r) => r.id)
}

/** Tags of what the actor may see, with these letters anywhere in them: those that begin with them first. */
export async function suggestedTags(ctx: InLibrary, typed: string): Promise<string[]> {
  const db = whole(ctx.handle)
  const inOrder = db
    .selectFrom('tag')
    .select(['tag.id', 'tag.name'])
    .where('tag.account_id', '=', ctx.accountId)
    .where('tag.name_key', 'like', anyPart(typed))
    .orderBy(sql`starts_with(tag.name_key, ${nameKeyOf(typed)})`, 'desc')
    .orderBy('tag.name_key')
  const tagged = (await visibleAmongMany(ctx))
    .innerJoin(db.selectFrom('asset_tag').selectAll().as('its'), 'its.asset_id', 'asset.id')
    .where('its.account_id', '=', ctx.accountId)
    .where('its.tag_id', '=', sql<TagId>`tag.id`)
    .select('asset.id')
  // Asked of one tag after the other, which the offset keeps so, until there are enough.
  const rows = await db
    .selectFrom(inOrder.as('tag'))
    .select('tag.name')
    .where((eb) => eb.exists(tagged.offset(0)))
    .limit(suggestedAtMost)
    .execute()
  return rows.map((r) => r.name)
}

/** What became of one thing: the names of the tags that it got and lost. */
export interface Tagged {
  id: AssetId
  name: string
  added: string[]
  removed: string[]
}
interface OnAsset {
  asset_id: AssetId
  tag_id: TagId
}
type Named = Pick<VisibleAsset, 'id' | 'name'>
/**
 * Puts tags on things that a door has found, and takes others away; what is named as both is put on. Gives those that
 * changed. Throws `too_many_tags`, with the first that would have more.
 */
export async function changeTags(
  ctx: Content,
  assets: readonly Named[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<Tagged[]> {
  const db = whole(ctx.handle)
  const ids = assets.map((a) => a.id)
  const there = await lockInOrder(ctx, ids, [...add, ...remove])
  const put = await tagsNamed(ctx, add)
  const taken = there.filter((t) => !put.some((p) => p.id === t.id))
  const idsOf = (tags: typeof put) => tags.map((t) => t.id)
  const { rows: added } = await sql<OnAsset>`
    insert into asset_tag (account_id, asset_id, tag_id)
    select ${ctx.accountId}::uuid, asset_id, tag_id
      from unnest(${ids}::uuid[]) asset_id cross join unnest(${idsOf(put)}::uuid[]) tag_id
    on conflict do nothing returning asset_id, tag_id`.execute(db)
  const { rows: removed } = await sql<OnAsset>`
    delete from asset_tag
     where account_id = ${ctx.accountId} and asset_id = any(${ids}::uuid[]) and tag_id = any(${idsOf(taken)}::uuid[])
    returning asset_id, tag_id`.execute(db)
  await keepWithinLimit(ctx, assets)
  const namesOn = (rows: readonly OnAsset[], tags: typeof put, id: AssetId) =>
    tags.filter((t) => rows.some((r) => r.asset_id === id && r.tag_id === t.id)).map((t) => t.name)
  return assets
    .map(({ id, name }) => ({ id, name, added: namesOn(added, put, id), removed: namesOn(removed, taken, id) }))
    .filter((a) => a.added.length + a.removed.length > 0)
}

/** Two who tag one thing, or use one tag, do so one after the other. Gives those of the tags that are there. */
async function lockInOrder({ handle, accountId }: Content, ids: readonly AssetId[], names: readonly string[]) {
  const db = whole(handle)
  await db
    .selectFrom('asset')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return db
    .selectFrom('tag')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .where('name_key', 'in', sql<string>`(select ${nameKeyOf(sql`name`)} from unnest(${names}::text[]) name)`)
    .orderBy('name_key')
    .forUpdate()
    .execute()
}

/** The tags of these names; those that were not there are made. */
async function tagsNamed({ handle, accountId }: Content, names: readonly string[]) {
  const { rows } = await sql<{ id: TagId; name: string }>`
    insert into tag as t (account_id, name)
    select distinct on (key) ${accountId}::uuid, name
      from (select name, ${nameKeyOf(sql`name`)} as key from unnest(${names}::text[]) name) named order by key
    on conflict (account_id, name_key) do update set name = t.name returning id, name`.execute(whole(handle))
  return rows
}

/** Throws `too_many_tags`, with the first that has more. */
export async function keepWithinLimit({ handle, accountId }: Content, assets: readonly Named[]): Promise<void> {
  const over = await whole(handle)
    .selectFrom('asset_tag')
    .select('asset_id')
    .where('account_id', '=', accountId)
    .where(
      'asset_id',
      'in',
      assets.map((a) => a.id),
    )
    .groupBy('asset_id')
    .having((eb) => eb.fn.countAll(), '>', tagsAtMost)
    .execute()
  const first = assets.find((a) => over.some((o) => o.asset_id === a.id))
  if (first) throw new Problem('too_many_tags', { limit: tagsAtMost, name: first.name })
}

/** Puts on copies what the things have that they are copies of (`from` → `to`); gives their names, by copy. */
export async function copyTags(
  { handle, accountId }: Content,
  pairs: readonly { from: AssetId; to: AssetId }[],
): Promise<Map<AssetId, string[]>> {
  const { rows } = await sql<{ id: AssetId; names: string[] }>`
    with copied as (
      insert into asset_tag (account_id, asset_id, tag_id)
      select its.account_id, pair.to_id, its.tag_id
        from unnest(${pairs.map((p) => p.from)}::uuid[], ${pairs.map((p) => p.to)}::uuid[]) pair (from_id, to_id)
        join asset_tag its on its.account_id = ${accountId} and its.asset_id = pair.from_id
      returning asset_id, tag_id)
    select copied.asset_id as id, array_agg(tag.name) as names
      from copied join tag on tag.id = copied.tag_id group by copied.asset_id`.execute(whole(handle))
  return new Map(rows.map(({ id, names }) => [id, names.toSorted()]))
}
