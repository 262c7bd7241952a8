// Who shares what in a library of the benchmarks: people, groups, grants and collections in proportion to its files (goals of
// a million: 2,000, 200, 60,000, 2,000 with 100,000 things in them), small accounts beside it, and three people who see a
// little, a twentieth and nearly half of it. Made by the database itself, rows as valid as any.
import { sql, type Kysely } from 'kysely'
import type { AccountId, AssetId, MemberId } from '@usher/domain'
import type { DB } from '../db/schema.ts'

/** Sees about this share of the files, through grants of their own, of groups and through collections. */
export const shares = { rich: 0.45, typical: 0.045, poor: 0.0001 } as const
export type Class = keyof typeof shares

export interface Sharer {
  memberId: MemberId
  /** How much they see, as a share of the files. */
  sees: number
  /** Folders of at least 400 files that they see; of whoever has none, others. */
  fullFolders: AssetId[]
  /** Files that they see, picked evenly. */
  files: AssetId[]
}

/** A throw for each `r`, the same in every run: independent of the other throws. */
const dice = (k: number) => sql`(hashint8extended(r::bigint, ${k}::bigint) & 2147483647)::int`
const level = sql`(array['view', 'view', 'contribute', 'manage'])[${dice(40)} % 4 + 1]::level`

/** A library that `plantBigLibrary` made. */
export async function plantBigSharing(
  db: Kysely<DB>,
  accountId: AccountId,
  files: number,
): Promise<Record<Class, Sharer>> {
  const account = sql`${accountId}::uuid`
  const people = Math.max(20, files / 500)
  const groups = Math.max(4, files / 5000)
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`create temp table p on commit drop as select n, uuidv7() as id, uuidv7() as user_id from generate_series(0, ${people}::int - 1) n`.execute(
      trx,
    )
    await sql`insert into "user" (id, email, email_key, name) select user_id, 'p' || n || '@example.org', 'p' || n || '@example.org', 'Person ' || n from p`.execute(
      trx,
    )
    await sql`insert into member (id, account_id, user_id, role, status) select id, ${account}, user_id, 'library_restricted', 'active' from p`.execute(
      trx,
    )
    await sql`create temp table g on commit drop as select n, uuidv7() as id from generate_series(0, ${groups}::int - 1) n`.execute(
      trx,
    )
    await sql`insert into "group" (id, account_id, name) select id, ${account}, 'Group ' || n from g`.execute(trx)
    // The first three are given theirs below: the third nothing else. Everybody else is in two groups, of any.
    await sql`insert into group_member (account_id, group_id, member_id)
      select distinct ${account}, g.id, p.id from p cross join generate_series(0, 1) k join g on g.n = (p.n * 7 + k * 13) % ${groups}::int where p.n <> 2`.execute(
      trx,
    )
    await sql`create temp table folder on commit drop as
      select row_number() over (order by f.folder_id) - 1 as n, f.folder_id as id, count(*) as depth
        from folder_ancestor f where f.account_id = ${account} group by f.folder_id`.execute(trx)
    await sql`create temp table file on commit drop as
      select row_number() over (order by id) - 1 as n, id from asset where account_id = ${account} and kind = 'file'`.execute(
      trx,
    )
    await sql`create unique index on folder (n)`.execute(trx)
    await sql`create unique index on file (n)`.execute(trx)
    // Two of three grants on a folder some way down, the others on a file; one of ten to a group.
    await sql`insert into "grant" (account_id, asset_id, member_id, group_id, level)
      select ${account}, thing, member_id, group_id, level from (
        select distinct on (thing, coalesce(member_id, group_id)) thing, member_id, group_id, level from (
          select coalesce(folder.id, file.id) as thing, case when ${dice(31)} % 10 > 0 then p.id end as member_id,
                 case when ${dice(31)} % 10 = 0 then g.id end as group_id, ${level} as level
            from generate_series(1, ${Math.round(files * 0.06)}::int) r
            left join folder on ${dice(32)} % 3 > 0 and folder.n = ${dice(33)} % (select count(*) from folder) and folder.depth > 4
            left join file on folder.id is null and file.n = ${dice(34)} % (select count(*) from file)
            join p on p.n = 3 + ${dice(35)} % (${people}::int - 3)
            join g on g.n = ${dice(36)} % ${groups}::int) thrown
         where thing is not null) given`.execute(trx)
    // Fifty things in each collection, nine of ten passed on; each shared with two people.
    await sql`create temp table c on commit drop as select n, uuidv7() as id from generate_series(0, ${people}::int - 1) n`.execute(
      trx,
    )
    await sql`insert into collection (id, account_id, name, owner_id)
      select c.id, ${account}, 'Collection ' || c.n, p.id from c join p on p.n = 3 + (c.n * 11) % (${people}::int - 3)`.execute(
      trx,
    )
    await sql`insert into collection_item (account_id, collection_id, asset_id, passes_on)
      select distinct on (c.id, file.id) ${account}, c.id, file.id, ${dice(37)} % 10 > 0
        from generate_series(1, ${files / 10}::int) r join c on c.n = r % ${people}::int
        join file on file.n = ${dice(38)} % (select count(*) from file)`.execute(trx)
    await sql`insert into "grant" (account_id, collection_id, member_id, level)
      select distinct on (c.id, p.id) ${account}, c.id, p.id, 'view'::level
        from c cross join generate_series(1, 2) k join p on p.n = (c.n * 17 + k * 29) % ${people}::int and p.n <> 2`.execute(
      trx,
    )
    await sql`insert into account (slug, name, agreed_plan) select 'small-' || n, 'Small ' || n, 'enterprise' from generate_series(1, 100) n`.execute(
      trx,
    )
  })
  const sharers = {} as Record<Class, Sharer>
  const { rows: three } = await sql<{ id: MemberId }>`
    select m.id from member m join "user" u on u.id = m.user_id where m.account_id = ${account} and u.email in ('p0@example.org', 'p1@example.org', 'p2@example.org') order by u.email`.execute(
    db,
  )
  for (const [n, which] of (Object.keys(shares) as Class[]).entries()) {
    const memberId = three[n]?.id
    if (!memberId) throw new Error('the first three people are the classes')
    await giveShare(db, accountId, memberId, Math.round(files * shares[which]))
    sharers[which] = await sharer(db, accountId, memberId, files)
  }
  await db.connection().execute(async (one) => {
    await sql`set statement_timeout = 0`.execute(one)
    await sql`vacuum (analyze)`.execute(one)
    await sql`reset statement_timeout`.execute(one)
  })
  return sharers
}

/** Gives folders until about so many files lie below them: large ones first, none below another. */
async function giveShare(db: Kysely<DB>, accountId: AccountId, memberId: MemberId, wanted: number): Promise<void> {
  const { rows } = await sql<{ id: AssetId; above: AssetId[]; below: number }>`
    select f.ancestor_id as id, count(a.id)::int as below,
           (select array_agg(up.ancestor_id) from folder_ancestor up where up.folder_id = f.ancestor_id) as above
      from folder_ancestor f join asset a on a.parent_id = f.folder_id and a.kind = 'file'
     where f.account_id = ${accountId}::uuid group by f.ancestor_id having count(a.id) <= ${wanted}
     order by count(a.id) desc, f.ancestor_id limit 3000`.execute(db)
  const given = new Set<AssetId>()
  let left = wanted
  for (const { id, above, below } of rows) {
    if (below > left || above.some((up) => given.has(up))) continue
    given.add(id)
    left -= below
    if (left < wanted / 50) break
  }
  await sql`insert into "grant" (account_id, asset_id, member_id, level)
    select ${accountId}::uuid, id, ${memberId}::uuid, 'contribute' from unnest(${[...given]}::uuid[]) id
    on conflict do nothing`.execute(db)
}

async function sharer(db: Kysely<DB>, accountId: AccountId, memberId: MemberId, files: number): Promise<Sharer> {
  // Plain on purpose: what they see, counted in another way than the product does.
  const seen = sql`
    with held as (
      select thing_id from "grant" where member_id = ${memberId}::uuid
         or group_id in (select group_id from group_member where member_id = ${memberId}::uuid)),
    passed as (
      select i.asset_id from collection_item i join collection c on c.id = i.collection_id
       where i.passes_on and (c.owner_id = ${memberId}::uuid or c.id in (select thing_id from held))),
    folders as (select distinct folder_id from folder_ancestor where ancestor_id in (select thing_id from held))
    select a.id, a.parent_id from asset a where a.account_id = ${accountId}::uuid and a.kind = 'file'
       and (a.parent_id in (select folder_id from folders) or a.id in (select thing_id from held) or a.id in (select asset_id from passed))`
  const [count] = (await sql<{ n: number }>`select count(*)::int as n from (${seen}) seen`.execute(db)).rows
  const full = await sql<{ id: AssetId }>`
    select parent_id as id from (${seen}) seen group by parent_id having count(*) >= 400 order by 1 limit 40`.execute(
    db,
  )
  const some = await sql<{ id: AssetId }>`
    select id from (${seen}) seen order by md5(id::text) limit 200`.execute(db)
  return {
    memberId,
    sees: (count?.n ?? 0) / files,
    fullFolders: full.rows.map((r) => r.id),
    files: some.rows.map((r) => r.id),
  }
}
