// What narrows down a query of visible things, and the order of what is left: by name, tag, type, size, dates,
// dimensions, owner and place. Reads only; the query has said already who may see what.
import { sql, type RawBuilder } from 'kysely'
import {
  mediaFamilies,
  mediaFamilyNames,
  type AssetId,
  type MediaFamily,
  type MemberId,
  type TagId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { nameKeyOf } from './files.ts'
import type { Visible } from './reach.ts'

/** What is looked for; all that is said has to be so. Moments and sizes: from ≤ it < until, or ≤ to. */
export interface Narrowing {
  /** Words, each of which occurs in the name; in any order. */
  name?: string | undefined
  /** All of them; which tag it is, is looked up before: how many have it decides how it is best searched for. */
  tags: readonly TagId[]
  /** Any of them. */
  types: readonly MediaFamily[]
  sizeFrom?: number | undefined
  sizeTo?: number | undefined
  changedFrom?: Date | undefined
  changedUntil?: Date | undefined
  /** Days by the camera's clock, both included. */
  takenFrom?: string | undefined
  takenTo?: string | undefined
  widthFrom?: number | undefined
  widthTo?: number | undefined
  heightFrom?: number | undefined
  heightTo?: number | undefined
  owner?: MemberId | undefined
}

/** A pattern for `name_key like`: these letters, anywhere. What would stand for others stands for itself. */
export const anyPart = (letters: string): RawBuilder<string> =>
  nameKeyOf(`%${letters.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)

/** The index of parts knows three letters in a row; for less it would be read whole, and then every row as well. */
const hasPart = (word: string): RawBuilder<boolean> =>
  /[\p{L}\p{N}]{3}/u.test(word)
    ? sql`asset.name_key like ${anyPart(word)}`
    : sql`strpos(asset.name_key, ${nameKeyOf(word)}) > 0`

const isOfTypes = (types: readonly string[]): RawBuilder<boolean> =>
  sql`(${sql.join(
    types.map((type) =>
      type.endsWith('*')
        ? sql`asset.media_type like ${`${type.slice(0, -1).replaceAll('_', String.raw`\_`)}%`}`
        : sql`asset.media_type = ${type}`,
    ),
    sql` or `,
  )})`
const known = mediaFamilyNames.flatMap((family) => mediaFamilies[family].types)
const isOfFamily = (family: MediaFamily): RawBuilder<boolean> =>
  family === 'folder'
    ? sql`asset.kind = 'folder'`
    : family === 'other'
      ? sql`(asset.kind = 'file' and not ${isOfTypes(known)})`
      : sql`(asset.kind = 'file' and ${isOfTypes(mediaFamilies[family].types)})`

const changedAt = sql<Date>`coalesce(asset.changed_at, asset.created_at)`
const sizeOrFirst = sql<number>`coalesce(asset.size, -1)`
/** The day after, as a moment of the camera's clock. */
const dayAfter = (day: string) => sql`${day}::date + 1`

/** Of the file's current version; what has no such figure is not among them. */
function looksLike(found: Narrowing): RawBuilder<boolean> | null {
  const conditions = [
    found.takenFrom !== undefined && sql`b.taken_at >= ${found.takenFrom}::date`,
    found.takenTo !== undefined && sql`b.taken_at < ${dayAfter(found.takenTo)}`,
    found.widthFrom !== undefined && sql`b.width >= ${found.widthFrom}`,
    found.widthTo !== undefined && sql`b.width <= ${found.widthTo}`,
    found.heightFrom !== undefined && sql`b.height >= ${found.heightFrom}`,
    found.heightTo !== undefined && sql`b.height <= ${found.heightTo}`,
  ].filter((c) => c !== false)
  if (!conditions.length) return null
  return sql`exists (select from version v join blob b on b.account_id = v.account_id and b.id = v.blob_id
    where v.asset_id = asset.id and v.id = asset.version_id and ${sql.join(conditions, sql` and `)})`
}

/** Does a thing lie in this folder, or below? */
export const liesWithin = (folderId: AssetId): RawBuilder<boolean> =>
  sql`exists (select from folder_ancestor f where f.folder_id = asset.parent_id and f.ancestor_id = ${folderId})`

/** Those of the visible things that are looked for, in a folder and below (null: everywhere). */
export function narrowed(
  visible: Visible,
  { accountId }: InAccount,
  folderId: AssetId | null,
  wanted: Narrowing,
): Visible {
  const conditions: (RawBuilder<boolean> | null)[] = [
    ...(wanted.name?.split(/\s+/u).filter(Boolean) ?? []).map(hasPart),
    ...wanted.tags.map(
      (tag) => sql<boolean>`asset.id in (select its.asset_id from asset_tag its
        where its.account_id = ${accountId} and its.tag_id = ${tag})`,
    ),
    wanted.types.length ? sql`(${sql.join(wanted.types.map(isOfFamily), sql` or `)})` : null,
    wanted.sizeFrom === undefined ? null : sql`asset.size >= ${wanted.sizeFrom}`,
    wanted.sizeTo === undefined ? null : sql`asset.size <= ${wanted.sizeTo}`,
    wanted.changedFrom === undefined ? null : sql`${changedAt} >= ${wanted.changedFrom}`,
    wanted.changedUntil === undefined ? null : sql`${changedAt} < ${wanted.changedUntil}`,
    looksLike(wanted),
    wanted.owner === undefined ? null : sql`asset.owner_id = ${wanted.owner}`,
    folderId && liesWithin(folderId),
  ]
  return conditions.reduce((query, condition) => (condition ? query.where(condition) : query), visible)
}

const microseconds = (at: RawBuilder<Date>) => sql<number>`(extract(epoch from ${at}) * 1000000)::bigint`
const fromMicroseconds = (at: string | number) => sql`timestamptz 'epoch' + ${at} * interval '1 microsecond'`
/** How things are sorted: by what, and how that travels in a cursor. A folder changed when it was made. */
const orders = {
  name: { by: sql`asset.name_key`, told: sql`asset.name_key`, read: (key: string | number) => sql`${key}::text` },
  changed: { by: changedAt, told: microseconds(changedAt), read: fromMicroseconds },
  created: {
    by: sql`asset.created_at`,
    told: microseconds(sql<Date>`asset.created_at`),
    read: fromMicroseconds,
  },
  size: { by: sizeOrFirst, told: sizeOrFirst, read: (key: string | number) => sql`${key}::bigint` },
} as const
export type Sort = keyof typeof orders
export const sorts = Object.keys(orders) as [Sort, ...Sort[]]

/** Where a page ended: at this key and thing. A name is text, everything else a whole number. */
export interface PageEnd {
  key: string | number
  id: AssetId
}
/** Sorted, after where a page ended; each row says, as `ends`, at which key it would end one. */
export function inOrder(query: Visible, sort: Sort, descending: boolean, after: PageEnd | null) {
  const { by, told, read } = orders[sort]
  const direction = descending ? 'desc' : 'asc'
  const beyond = descending ? sql`<` : sql`>`
  return query
    .select(sql<string | number>`${told}`.as('ends'))
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(${by}, asset.id) ${beyond} (${read(after?.key ?? '')}, ${after?.id}::uuid)`),
    )
    .orderBy(by, direction)
    .orderBy('asset.id', direction)
}

/** How many there are, counted no further than this. */
export async function countedUpTo({ handle }: InAccount, query: Visible, most: number): Promise<number> {
  const { n } = await whole(handle)
    .selectFrom(query.select('asset.id').limit(most).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}
