// What is counted of an account's use, day by day in its own time zone; and how much it has in storage, by the day.
import { sql, type Kysely } from 'kysely'

const usage = `
create table usage (
  account_id uuid not null references account,
  -- As it was where the account is, in that moment.
  day date not null,
  what text not null check (what in ('call', 'upload', 'download', 'thumbnail', 'sign_in')),
  -- By whom: a member, an API key, or nobody by name. What has gone since stays counted.
  member_id uuid,
  key_id uuid,
  -- Of uploads and downloads.
  asset_id uuid,
  n bigint not null,
  bytes bigint not null,
  unique nulls not distinct (account_id, day, what, asset_id, member_id, key_id)
);
create index usage_day on usage (day);

create table usage_storage (
  account_id uuid not null references account,
  day date not null,
  family text not null,
  files bigint not null,
  bytes bigint not null,
  primary key (account_id, day, family)
);
create index usage_storage_day on usage_storage (day);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(usage).execute(db)
}
