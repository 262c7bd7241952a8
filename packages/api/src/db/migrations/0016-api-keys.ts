// API keys of an account, with their secrets; and what keys upload, copy and download as zips, which is theirs as a member's is.
import { sql, type Kysely } from 'kysely'

const apiKeys = `
create table api_key (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account on delete cascade,
  name text not null,
  -- Area → right; null: a standard key, which has all of them.
  scopes jsonb,
  ends_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default moment(),
  -- Null when the member is gone: a key belongs to the account.
  made_by uuid,
  last_used_at timestamptz,
  unique (account_id, id),
  foreign key (account_id, made_by) references member (account_id, id) on delete set null (made_by)
);
create index on api_key (account_id);
create index on api_key (made_by);

create table api_key_secret (
  hash bytea primary key,
  account_id uuid not null,
  key_id uuid not null,
  -- The beginning of the secret, to find its key by.
  prefix text not null,
  made_at timestamptz not null default moment(),
  -- Of one that was rolled: how long it goes on working. Null: the current one.
  works_until timestamptz,
  foreign key (account_id, key_id) references api_key (account_id, id) on delete cascade
);
create unique index one_current_secret on api_key_secret (key_id) where works_until is null;
create index on api_key_secret (account_id, key_id);

alter table upload add key_id uuid, add check (member_id is null or key_id is null),
  add foreign key (account_id, key_id) references api_key (account_id, id) on delete set null (key_id);
create index on upload (key_id);
alter table zip alter member_id drop not null, add key_id uuid, add check (num_nonnulls(member_id, key_id) = 1),
  add foreign key (account_id, key_id) references api_key (account_id, id) on delete cascade;
create index on zip (key_id);
alter table copy alter member_id drop not null, add key_id uuid, add check (num_nonnulls(member_id, key_id) = 1),
  add foreign key (account_id, key_id) references api_key (account_id, id) on delete cascade;
create index on copy (key_id);

-- What a key did is found in the log as what a member did.
alter table audit_entry rename actor_member to actor_id;
alter table audit_entry alter actor_id
  set expression as (coalesce(body::jsonb #>> '{actor,memberId}', body::jsonb #>> '{actor,keyId}'));
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(apiKeys).execute(db)
}
