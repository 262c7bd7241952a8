// Collections: named groupings of files and folders, which pass view on to those who have a level on them (rules §4).
import { sql, type Kysely } from 'kysely'

const collections = `
create table collection (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  name text not null,
  name_key text collate "C" generated always as (normalize(casefold(normalize(name, nfc) collate pg_unicode_fast), nfc)) stored,
  owner_id uuid,
  created_at timestamptz not null default moment(),
  valid_from timestamptz not null default moment(),
  unique (account_id, id),
  foreign key (account_id, owner_id) references member (account_id, id) on delete set null (owner_id)
);
create index on collection (account_id, name_key);
create index on collection (owner_id);
select keep_history_of('collection');

create table collection_item (
  id uuid primary key default uuidv7(),
  account_id uuid not null,
  collection_id uuid not null,
  asset_id uuid not null,
  -- Could whoever put it in have shared it then, or did somebody who can confirm it (rules §4.5)?
  passes_on boolean not null,
  added_by uuid,
  added_at timestamptz not null default moment(),
  valid_from timestamptz not null default moment(),
  constraint one_item_in_a_collection unique (collection_id, asset_id),
  foreign key (account_id, collection_id) references collection (account_id, id) on delete cascade,
  foreign key (account_id, asset_id) references asset (account_id, id) on delete cascade,
  foreign key (account_id, added_by) references member (account_id, id) on delete set null (added_by)
);
create index item_of_asset on collection_item (asset_id, collection_id) where passes_on;
create index on collection_item (asset_id);
create index on collection_item (added_by);
select keep_history_of('collection_item');

-- A grant is on a file or folder, or on a collection.
alter table "grant" alter column asset_id drop not null;
alter table "grant" add column collection_id uuid;
alter table "grant" add constraint on_one_thing check (num_nonnulls(asset_id, collection_id) = 1);
alter table "grant" add foreign key (account_id, collection_id) references collection (account_id, id) on delete cascade;
-- Either of them: what a reach is asked for by.
alter table "grant" add column thing_id uuid not null generated always as (coalesce(asset_id, collection_id)) stored;
alter table "grant" drop constraint one_grant_on_a_thing;
alter table "grant" add constraint one_grant_on_a_thing unique (thing_id, principal_id);
drop index grant_of_principal;
create index grant_of_principal on "grant" (principal_id, thing_id);
create index on "grant" (asset_id);
create index on "grant" (collection_id) where collection_id is not null;
alter table history."grant" alter column asset_id drop not null, add column collection_id uuid, add column thing_id uuid;

-- Does what is put into a collection pass on only where whoever puts it in could share it?
alter table account add column guards_collections boolean not null default true;
alter table history.account add column guards_collections boolean;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(collections).execute(db)
}
