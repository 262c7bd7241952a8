// What was counted of an account's use: written in batches, read by day and by what it was used by. Whoever may see details sees
// all of the library (rules §1), so that nothing here is narrowed by reach.
import { sql, type Kysely, type RawBuilder } from 'kysely'
import {
  dayIn,
  measureNames,
  noUse,
  storedFamilies,
  familyOf,
  type AccountId,
  type AssetId,
  type CountedUse,
  type DayRange,
  type Figures,
  type KeyId,
  type Measure,
  type MemberId,
  type StoredFamily,
  type UsageBy,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { namesAbove } from './paths.ts'

/** What happened so many times in one quarter of an hour. */
export interface Uses {
  accountId: AccountId
  what: CountedUse
  memberId: MemberId | null
  keyId: KeyId | null
  assetId: AssetId | null
  /** Milliseconds since 1970. */
  at: number
  n: number
  bytes: number
}

/** Adds to what was counted before, on the days that it was where each account is. All of it, or nothing. */
export async function addUses(db: Kysely<DB>, uses: readonly Uses[]): Promise<void> {
  const accounts = await db
    .selectFrom('account')
    .select(['id', 'time_zone'])
    .where('id', 'in', [...new Set(uses.map((u) => u.accountId))])
    .execute()
  const zones = new Map(accounts.map((a) => [a.id, a.time_zone]))
  const rows = uses.flatMap(({ at, ...use }) => {
    const zone = zones.get(use.accountId)
    return zone === undefined ? [] : [{ ...use, day: dayIn(zone, new Date(at)) }]
  })
  // In one order, so that two servers that write the same rows wait for each other only once.
  await sql`
    insert into usage (account_id, day, what, member_id, key_id, asset_id, n, bytes)
    select "accountId", day, what, "memberId", "keyId", "assetId", sum(n), sum(bytes)
      from json_to_recordset(${JSON.stringify(rows)}::json)
           as u("accountId" uuid, day date, what text, "memberId" uuid, "keyId" uuid, "assetId" uuid, n bigint, bytes bigint)
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
    on conflict (account_id, day, what, asset_id, member_id, key_id)
    do update set n = usage.n + excluded.n, bytes = usage.bytes + excluded.bytes`.execute(db)
}

const sumOf = (column: 'n' | 'bytes', ...what: CountedUse[]) =>
  sql`coalesce(sum(u.${sql.ref(column)}) filter (where u.what in (${sql.join(what)})), 0)::bigint`
/** Each measure, of the rows of `usage u` that are together. */
const figures: Record<Measure, RawBuilder<unknown>> = {
  uploads: sumOf('n', 'upload'),
  uploadedBytes: sumOf('bytes', 'upload'),
  downloads: sumOf('n', 'download'),
  sentBytes: sumOf('bytes', 'download', 'thumbnail'),
  thumbnails: sumOf('n', 'thumbnail'),
  keyCalls: sql`coalesce(sum(u.n) filter (where u.what = 'call' and u.key_id is not null), 0)::bigint`,
  activePeople: sql`count(distinct u.member_id) filter (where u.what = 'call')`,
  signIns: sumOf('n', 'sign_in'),
}
const allFigures = sql.join(measureNames.map((m) => sql`${figures[m]} as ${sql.ref(m)}`))
const figuresOf = (row: Figures | undefined): Figures =>
  row ? (Object.fromEntries(measureNames.map((m) => [m, row[m]])) as Figures) : noUse

const within = ({ accountId }: InAccount, { from, to }: DayRange) =>
  sql`u.account_id = ${accountId} and u.day between ${from}::date and ${to}::date`

/** The figures of a range in all, and of each of its days on which something was counted. */
export async function usageIn(
  ctx: InAccount,
  range: DayRange,
): Promise<{ total: Figures; days: ReadonlyMap<string, Figures> }> {
  const { rows } = await sql<Figures & { day: string | null }>`
    select u.day::text as day, ${allFigures} from usage u where ${within(ctx, range)}
     group by grouping sets ((u.day), ())`.execute(whole(ctx.handle))
  return {
    total: figuresOf(rows.find((r) => r.day === null)),
    days: new Map(rows.flatMap((r) => (r.day === null ? [] : [[r.day, figuresOf(r)] as const]))),
  }
}

/** Who or what used something, or was used, with its figures. */
export interface UsedBy extends Figures {
  /** Null: what lies in no folder here. */
  id: AssetId | MemberId | KeyId | null
  /** Null: it is gone. */
  name: string | null
  /** Of a file: its folder. */
  path: string | null
  isInTrash: boolean
}
export interface WhichUses {
  by: UsageBy
  range: DayRange
  /** Of folders: those in this one; null: at the top. */
  inside: AssetId | null
  sort: Measure
  skip: number
  limit: number
}

/** What use is of, with a name: one line each before it is added up. `u` stands for the row of `usage`. */
const sources: Record<UsageBy, (which: WhichUses) => { id: RawBuilder<unknown>; joins: RawBuilder<unknown> }> = {
  files: () => ({ id: sql`u.asset_id`, joins: sql`where u.asset_id is not null` }),
  people: () => ({ id: sql`u.member_id`, joins: sql`where u.member_id is not null` }),
  keys: () => ({ id: sql`u.key_id`, joins: sql`where u.key_id is not null` }),
  folders: ({ inside }) => ({
    id: sql`f.ancestor_id`,
    joins: sql`
      join asset a on a.id = u.asset_id and a.account_id = u.account_id
      left join lateral (
        select fa.ancestor_id from folder_ancestor fa join asset p on p.id = fa.ancestor_id
         where fa.folder_id = a.parent_id and p.parent_id is not distinct from ${inside}::uuid) f on true
      where f.ancestor_id is not null or a.parent_id is not distinct from ${inside}::uuid`,
  }),
}
const named: Record<UsageBy, RawBuilder<unknown>> = {
  files: sql`
    select s.*, asset.name, '/' || coalesce(${namesAbove}, '') as path, asset.trash_id is not null as "isInTrash"
      from summed s left join asset on asset.id = s.id and asset.account_id = s.account_id`,
  folders: sql`
    select s.*, asset.name, null as path, coalesce(asset.trash_id is not null, false) as "isInTrash"
      from summed s left join asset on asset.id = s.id and asset.account_id = s.account_id`,
  people: sql`
    select s.*, m.name, null as path, false as "isInTrash"
      from summed s left join member_person m on m.id = s.id and m.account_id = s.account_id`,
  keys: sql`
    select s.*, k.name, null as path, false as "isInTrash"
      from summed s left join api_key k on k.id = s.id and k.account_id = s.account_id`,
}

/** Most of what it is sorted by first. */
export async function usageBySomething(ctx: InAccount, which: WhichUses): Promise<UsedBy[]> {
  const { by, range, sort, skip, limit } = which
  const { id, joins } = sources[by](which)
  const { rows } = await sql<UsedBy>`
    with u as materialized (select * from usage u where ${within(ctx, range)}),
    summed as (
      select ${id} as id, ${ctx.accountId}::uuid as account_id, ${allFigures} from u ${joins} group by 1
       order by ${sql.ref(sort)} desc, id limit ${limit} offset ${skip})
    select * from (${named[by]}) each_of order by ${sql.ref(sort)} desc, id`.execute(whole(ctx.handle))
  return rows.map(({ id: one, name, path, isInTrash, ...row }) => ({
    id: one,
    name,
    path,
    isInTrash: isInTrash ?? false,
    ...figuresOf(row),
  }))
}

/** Files with all their versions, the trash included. */
export interface Stored {
  files: number
  bytes: number
}
type StoredNow = Record<StoredFamily, Stored>
const nothingStored = (): StoredNow =>
  Object.fromEntries(storedFamilies.map((f) => [f, { files: 0, bytes: 0 }])) as StoredNow

/** What an account has in storage at this moment, by the family of files. */
export async function storedNow({ handle, accountId }: InAccount): Promise<StoredNow> {
  const rows = await whole(handle)
    .selectFrom('blob')
    .select(['media_type', (eb) => eb.fn.countAll<number>().as('files'), (eb) => eb.fn.sum<string>('size').as('bytes')])
    .where('account_id', '=', accountId)
    .groupBy('media_type')
    .execute()
  const stored = nothingStored()
  for (const { media_type, files, bytes } of rows) {
    const of = stored[familyOf(media_type) as StoredFamily] // what has bytes is no folder
    of.files += files
    of.bytes += Number(bytes)
  }
  return stored
}

/** All bytes that an account has in storage at this moment. */
export async function storedBytes({ handle, accountId }: InAccount): Promise<number> {
  const stored = await whole(handle)
    .selectFrom('stored')
    .select('bytes')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return stored?.bytes ?? 0
}

/** What was in storage on the days of a range, as it was noted last on each of them. */
export async function storedOn({ handle, accountId }: InAccount, { from, to }: DayRange) {
  const { rows } = await sql<{ day: string; family: StoredFamily } & Stored>`
    select day::text as day, family, files, bytes from usage_storage
     where account_id = ${accountId} and day between ${from}::date and ${to}::date order by day`.execute(whole(handle))
  const days = new Map<string, StoredNow>()
  for (const { day, family, files, bytes } of rows) {
    const on = days.get(day) ?? nothingStored()
    on[family] = { files, bytes }
    days.set(day, on)
  }
  return days
}

/** Notes what an account has in storage, as that of the day that it is there. */
export async function noteStored(db: Kysely<DB>, ctx: InAccount, day: string): Promise<void> {
  const stored = await storedNow(ctx)
  await sql`
    insert into usage_storage (account_id, day, family, files, bytes)
    select ${ctx.accountId}::uuid, ${day}::date, family, files, bytes
      from json_to_recordset(${JSON.stringify(storedFamilies.map((family) => ({ family, ...stored[family] })))}::json)
           as s(family text, files bigint, bytes bigint)
    on conflict (account_id, day, family) do update set files = excluded.files, bytes = excluded.bytes`.execute(db)
}

/** Removes what was counted before that day. */
export async function forgetUsage(db: Kysely<DB>, before: string): Promise<void> {
  await sql`delete from usage where day < ${before}::date`.execute(db)
  await sql`delete from usage_storage where day < ${before}::date`.execute(db)
}
