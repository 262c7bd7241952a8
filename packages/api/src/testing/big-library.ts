// A library of any size for the benchmarks: folders in a tree of mean depth 8, ten files to a folder, half of them in
// folders of five hundred; with versions, dates, dimensions and tags. Made by the database itself, rows as valid as any.
import { sql, type Kysely } from 'kysely'
import type { AccountId } from '@usher/domain'
import type { DB } from '../db/schema.ts'

/** A sixth of the names begin with it. */
export const namePrefix = 'Product shot'
/** Words at the end of names: in a tenth of them, in a thousandth, in a ten thousandth. */
export const nameWords = ['harbour', 'meadow', 'zeppelin'] as const
/** Tags: in a tenth of the files, in a hundredth. */
export const tagNames = ['campaign', 'archive'] as const
/** A throw for each row `n`, the same in every run: independent of the other throws. */
const dice = (k: number) => sql`(hashint8extended(n::bigint, ${k}::bigint) & 2147483647)::int`

/**
 * From 10,000 files on; takes one or two minutes for a million. Foreign keys and triggers are left out meanwhile, which
 * the database's user may say, as a superuser.
 */
export async function plantBigLibrary(db: Kysely<DB>, accountId: AccountId, files: number): Promise<void> {
  const account = sql`${accountId}::uuid`
  const folders = files / 10
  // A full tree of this many folders to each has a mean depth of about 8.
  const branches = Math.max(2, Math.round(folders ** (1 / 8)))
  const full = files / 1000
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`set local maintenance_work_mem = '512MB'`.execute(trx)
    // Made anew at the end, in one go: a third of the time.
    const indexes = await sql<{ name: string; made: string }>`
      select c.relname as name, pg_get_indexdef(c.oid) as made from pg_index i join pg_class c on c.oid = i.indexrelid
       where i.indrelid in ('asset'::regclass, 'blob'::regclass, 'version'::regclass, 'asset_tag'::regclass) and not i.indisunique`.execute(
      trx,
    )
    for (const { name } of indexes.rows) await sql`drop index ${sql.ref(name)}`.execute(trx)
    await sql`create temp table f on commit drop as
      select n, uuidv7() as id, case when n > 0 then (n - 1) / ${branches}::int end as up from generate_series(0, ${folders}::int - 1) n`.execute(
      trx,
    )
    await sql`create unique index on f (n)`.execute(trx)
    await sql`insert into asset (id, account_id, parent_id, kind, name)
      select f.id, ${account}, p.id, 'folder', 'Folder ' || f.n from f left join f p on p.n = f.up order by f.n`.execute(
      trx,
    )
    await sql`insert into folder_ancestor (account_id, folder_id, ancestor_id, depth)
      with recursive line as (
        select n, n as above, 0 as depth from f
        union all select n, (above - 1) / ${branches}::int, depth + 1 from line where above > 0)
      select ${account}, f.id, a.id, depth from line join f using (n) join f a on a.n = line.above`.execute(trx)
    await sql`create temp table t on commit drop as
      select n, uuidv7() as id, gen_random_uuid() as version, gen_random_uuid() as blob,
        case when n % 2 = 0 then (n / 2 % ${full}::int) * (${folders}::int / ${full}::int) else ${dice(1)} % ${folders}::int end as up,
        concat_ws(' ', (array['IMG', 'DSC', 'Banner', 'Logo', 'Report', ${namePrefix}::text])[${dice(2)} % 6 + 1], n,
          case when ${dice(3)} % 10 = 0 then ${nameWords[0]}::text end, case when ${dice(4)} % 1000 = 0 then ${nameWords[1]}::text end,
          case when ${dice(5)} % 10000 = 0 then ${nameWords[2]}::text end) as name,
        (array['image/jpeg', 'image/jpeg', 'image/jpeg', 'image/jpeg', 'image/png', 'video/mp4', 'application/pdf',
          case when ${dice(6)} % 20 = 0 then 'audio/mpeg' else 'application/zip' end])[${dice(7)} % 8 + 1] as media_type,
        1000 + ${dice(8)} % 50000000 as size,
        timestamptz '2024-01-01' + ${dice(9)} % 94608000 * interval '1 second' as at
      from generate_series(1, ${files}::int) n`.execute(trx)
    await sql`insert into blob (id, account_id, size, sha256, media_type, looked_at, width, height, taken_at)
      select blob, ${account}, size, sha256(n::text::bytea), media_type, at,
        case when media_type like 'image/%' then 600 + n % 5400 end, case when media_type like 'image/%' then 400 + n % 3600 end,
        case when media_type = 'image/jpeg' then at - interval '2 days' end from t`.execute(trx)
    await sql`insert into version (id, account_id, asset_id, number, blob_id, made_at)
      select version, ${account}, id, 1, blob, at from t`.execute(trx)
    await sql`insert into asset (id, account_id, parent_id, kind, name, created_at, version_id, size, media_type, changed_at)
      select t.id, ${account}, f.id, 'file', t.name, at, version, t.size, media_type, at
        from t join f on f.n = t.up`.execute(trx)
    await sql`insert into tag (account_id, name) select ${account}, name from unnest(${tagNames}::text[]) name
      union all select ${account}, 'tag ' || n from generate_series(0, 199) n`.execute(trx)
    await sql`insert into asset_tag (account_id, asset_id, tag_id)
      with named as (
        select id, 'tag ' || ${dice(10)} % 400 as name from t
        union all select id, ${tagNames[0]} from t where ${dice(11)} % 10 = 0
        union all select id, ${tagNames[1]} from t where ${dice(12)} % 100 = 0)
      select ${account}, named.id, tag.id from named join tag on tag.account_id = ${account} and tag.name = named.name`.execute(
      trx,
    )
    await sql`insert into stored select account_id, sum(size) from blob where account_id = ${account} group by account_id`.execute(
      trx,
    )
    for (const { made } of indexes.rows) await sql.raw(made).execute(trx)
  })
}
