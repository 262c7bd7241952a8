// Copies of more than one change takes: they go on by themselves, part by part, and whoever asked for one sees how far it is.
import { sql, type Kysely } from 'kysely'

const copies = `
create table copy (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  member_id uuid not null,
  name text not null,
  asset_ids uuid[] not null,
  -- Null: the library's root.
  destination_id uuid,
  with_versions boolean not null,
  -- The request that asked for it: what it leaves in the log is found by that.
  request text not null,
  -- How many things are to be copied; how many of them it has gone through; and what came of these.
  things int not null,
  handled int not null default 0,
  copied int not null default 0,
  state text not null default 'running' check (state in ('running', 'done', 'stopped', 'cancelled')),
  problem jsonb,
  asked_at timestamptz not null default moment(),
  went_on_at timestamptz not null default moment(),
  ended_at timestamptz,
  unique (account_id, id),
  foreign key (account_id, member_id) references member (account_id, id) on delete cascade,
  check ((state = 'running') = (ended_at is null)),
  check ((state = 'stopped') = (problem is not null))
);
create index copy_of_member on copy (account_id, member_id, asked_at desc);
create index copy_running on copy (went_on_at) where ended_at is null;
create index copy_ended on copy (ended_at) where ended_at is not null;

-- What is to be copied, parents before what lies in them: as it was when it was asked for. Gone with the end of the copy.
create table copy_item (
  copy_id uuid not null references copy on delete cascade,
  place int not null,
  asset_id uuid not null,
  -- Of a folder that was gone through: where what lies in it goes.
  became_id uuid,
  primary key (copy_id, place),
  unique (copy_id, asset_id)
);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(copies).execute(db)
}
