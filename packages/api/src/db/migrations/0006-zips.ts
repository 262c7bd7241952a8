// Zip downloads that somebody asked for: what is to be in them, by name of what was chosen. What is in it is looked up
// when it is fetched, entry by entry.
import { sql, type Kysely } from 'kysely'

const zips = `
create table zip (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  member_id uuid not null,
  name text not null,
  asset_ids uuid[] not null,
  -- When it was asked for: how many files and folders, and how many bytes of files.
  things int not null,
  bytes bigint not null,
  asked_at timestamptz not null default moment(),
  foreign key (account_id, member_id) references member (account_id, id) on delete cascade
);
create index zip_of_member on zip (account_id, member_id, asked_at desc);
create index zip_asked on zip (asked_at);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(zips).execute(db)
}
