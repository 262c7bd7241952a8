// Tags of files and folders, and the indexes by which the library is listed and searched, a million files large.
import { sql, type Kysely } from 'kysely'

const tagsAndSearch = `
create extension if not exists pg_trgm;

-- Written as it was typed first; one for all ways of writing it.
create table tag (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  name text not null,
  name_key text collate "C" generated always as (normalize(casefold(normalize(name, nfc) collate pg_unicode_fast), nfc)) stored,
  unique (account_id, id),
  unique (account_id, name_key)
);
create table asset_tag (
  account_id uuid not null,
  asset_id uuid not null,
  tag_id uuid not null,
  primary key (asset_id, tag_id),
  foreign key (account_id, asset_id) references asset (account_id, id) on delete cascade,
  foreign key (account_id, tag_id) references tag (account_id, id)
);
create index asset_of_tag on asset_tag (account_id, tag_id, asset_id);

-- A tag that nothing has any more is gone. Whoever puts it on something meanwhile holds its row: waited for, then seen.
create function drop_unused_tags() returns trigger language plpgsql as $$ begin
  perform from tag where id in (select tag_id from gone) order by name_key for update;
  delete from tag where id in (select tag_id from gone)
    and not exists (select from asset_tag a where a.account_id = tag.account_id and a.tag_id = tag.id);
  return null;
end $$;
create trigger drop_unused_tags after delete on asset_tag referencing old table as gone
  for each statement execute function drop_unused_tags();

-- What is visible has no trash_id, so only this can be a condition of an index that lists and searches use. That of
-- a folder's page has none: who deletes a folder for good asks it as well, whether anything lies there.
drop index asset_in_folder;
create index asset_in_folder on asset (account_id, parent_id, kind desc, name_key, id);
create index asset_marked_in_trash on asset (account_id, trash_id, id) where trash_id is not null;

create index asset_by_part_of_name on asset using gin (name_key gin_trgm_ops) where trash_id is null;
create index asset_by_name on asset (account_id, name_key, id) include (parent_id, kind, owner_id) where trash_id is null;
create index asset_by_change on asset (account_id, (coalesce(changed_at, created_at)), id) where trash_id is null;
create index asset_by_creation on asset (account_id, created_at, id) where trash_id is null;
create index asset_by_size on asset (account_id, (coalesce(size, -1)), id) where trash_id is null;
create index asset_by_type on asset (account_id, media_type text_pattern_ops, (coalesce(changed_at, created_at)), id)
  where trash_id is null and kind = 'file';
create index blob_by_time_taken on blob (account_id, taken_at) where taken_at is not null;
create index blob_by_dimensions on blob (account_id, width, height) where width is not null;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tagsAndSearch).execute(db)
}
