// The library: files and folders, where they lie, whose they are, and the closure of folders that every question of
// reach climbs (rules §3 and §4).
import { sql, type Kysely } from 'kysely'

const library = `
create table asset (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  -- Null at the library's root.
  parent_id uuid,
  kind text not null check (kind in ('file', 'folder')),
  name text not null,
  name_key text collate "C" generated always as (normalize(casefold(normalize(name, nfc) collate pg_unicode_fast), nfc)) stored,
  owner_id uuid,
  created_at timestamptz not null default moment(),
  -- Which deletion took it along: the id of what was deleted. Folders below it carry it as well, files below do not.
  trash_id uuid,
  trashed_at timestamptz,
  valid_from timestamptz not null default moment(),
  unique (account_id, id),
  foreign key (account_id, parent_id) references asset (account_id, id),
  foreign key (account_id, owner_id) references member (account_id, id) on delete set null (owner_id),
  check (parent_id <> id),
  check ((trash_id = id) = (trashed_at is not null))
);
-- What lies in the trash has given its name free; its place is the one that it lay in.
create unique index one_name_in_a_folder on asset (account_id, parent_id, name_key) nulls not distinct where trashed_at is null;
create index asset_in_folder on asset (account_id, parent_id, kind desc, name_key, id) where trashed_at is null;
create index asset_of_owner on asset (account_id, owner_id);
create index asset_in_trash on asset (account_id, trashed_at) where trashed_at is not null;
select keep_history_of('asset');

-- Each folder with itself (0) and every folder above it.
create table folder_ancestor (
  account_id uuid not null,
  folder_id uuid not null,
  ancestor_id uuid not null,
  depth int not null,
  primary key (folder_id, ancestor_id),
  foreign key (account_id, folder_id) references asset (account_id, id) on delete cascade,
  foreign key (account_id, ancestor_id) references asset (account_id, id) on delete cascade
);
create index on folder_ancestor (ancestor_id, folder_id);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(library).execute(db)
}
