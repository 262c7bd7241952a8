// Sharing: groups of members, and grants of a level on a file or folder to a member or a group (rules §4).
import { sql, type Kysely } from 'kysely'

const sharing = `
create type level as enum ('view', 'contribute', 'manage');

create table "group" (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  name text not null,
  name_key text collate "C" generated always as (normalize(casefold(normalize(name, nfc) collate pg_unicode_fast), nfc)) stored,
  created_at timestamptz not null default moment(),
  unique (account_id, id)
);
create unique index one_group_of_a_name on "group" (account_id, name_key);

create table group_member (
  id uuid primary key default uuidv7(),
  account_id uuid not null,
  group_id uuid not null,
  member_id uuid not null,
  ends_at timestamptz,
  valid_from timestamptz not null default moment(),
  unique (member_id, group_id),
  foreign key (account_id, group_id) references "group" (account_id, id) on delete cascade,
  foreign key (account_id, member_id) references member (account_id, id) on delete cascade
);
create index on group_member (group_id);
select keep_history_of('group_member');

create table "grant" (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  asset_id uuid not null,
  member_id uuid,
  group_id uuid,
  -- Whoever it is given to: what a reach is asked for by.
  principal_id uuid not null generated always as (coalesce(member_id, group_id)) stored,
  level level not null,
  ends_at timestamptz,
  given_by uuid,
  given_at timestamptz not null default moment(),
  valid_from timestamptz not null default moment(),
  unique (account_id, id),
  -- One for each person or group and thing (rules §8, "Ends").
  constraint one_grant_on_a_thing unique (asset_id, principal_id),
  check (num_nonnulls(member_id, group_id) = 1),
  foreign key (account_id, asset_id) references asset (account_id, id) on delete cascade,
  foreign key (account_id, member_id) references member (account_id, id) on delete cascade,
  foreign key (account_id, group_id) references "group" (account_id, id) on delete cascade,
  foreign key (account_id, given_by) references member (account_id, id) on delete set null (given_by)
);
create index grant_of_principal on "grant" (principal_id, asset_id);
create index grant_given_by on "grant" (given_by);
select keep_history_of('grant');
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(sharing).execute(db)
}
