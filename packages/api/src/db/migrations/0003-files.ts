// Files: their versions, the bytes that storage has, how much of it an account uses, and uploads that are under way.
import { sql, type Kysely } from 'kysely'

const files = `
-- Bytes in storage, under the id as their key. Several versions may share them (copies); without any they are removed.
create table blob (
  id uuid primary key,
  account_id uuid not null references account,
  size bigint not null check (size >= 0),
  sha256 bytea not null check (length(sha256) = 32),
  media_type text not null,
  created_at timestamptz not null default moment(),
  -- What was found by looking at them: null until then.
  looked_at timestamptz,
  has_picture boolean not null default false,
  width int,
  height int,
  pages int,
  camera text,
  -- By the camera's own clock, whose zone nobody knows.
  taken_at timestamp,
  unique (account_id, id)
);
create index blob_not_looked_at on blob (account_id, id) where looked_at is null;

create table version (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  asset_id uuid not null,
  number int not null check (number > 0),
  blob_id uuid not null,
  made_by uuid,
  made_at timestamptz not null default moment(),
  unique (account_id, id),
  unique (asset_id, number),
  unique (asset_id, id),
  foreign key (account_id, asset_id) references asset (account_id, id) on delete cascade,
  foreign key (account_id, blob_id) references blob (account_id, id),
  foreign key (account_id, made_by) references member (account_id, id) on delete set null (made_by)
);
create index version_of_blob on version (account_id, blob_id);
create index version_made_by on version (account_id, made_by);

-- A file's current version, and what lists and searches want to know of it. Copied, as a version's bytes never change.
alter table asset add version_id uuid, add size bigint, add media_type text, add changed_at timestamptz;
alter table history.asset add version_id uuid, add size bigint, add media_type text, add changed_at timestamptz;
alter table asset
  add check ((kind = 'file') = (version_id is not null)),
  add check ((version_id is null) = (size is null) and (size is null) = (media_type is null) and (size is null) = (changed_at is null)),
  add foreign key (id, version_id) references version (asset_id, id) deferrable initially deferred;

-- How many bytes an account has in storage, the trash included. The row is locked by whoever adds to it, so that the
-- limit holds however many uploads end at once.
create table stored (account_id uuid primary key references account, bytes bigint not null check (bytes >= 0));
create function count_stored() returns trigger language plpgsql as $$ begin
  if tg_op = 'INSERT' then
    insert into stored values (new.account_id, new.size) on conflict (account_id) do update set bytes = stored.bytes + excluded.bytes;
  else
    update stored set bytes = bytes - old.size where account_id = old.account_id;
  end if;
  return null;
end $$;
create trigger count_stored after insert or delete on blob for each row execute function count_stored();

-- Bytes that no version has any more are gone: first the row, and with the transaction a job that removes them from storage.
create function drop_blob() returns trigger language plpgsql as $$ begin
  -- Of two that delete the last two versions of the same bytes, the second waits here, and sees that it is the last.
  perform from blob where id = old.blob_id for update;
  delete from blob where id = old.blob_id and not exists (select from version where blob_id = old.blob_id);
  if found then
    perform graphile_worker.add_job('remove_bytes', json_build_object('blobId', old.blob_id), max_attempts := 20);
  end if;
  return null;
end $$;
create trigger drop_blob after delete on version for each row execute function drop_blob();

-- An upload that is under way, or was finished a short while ago: its bytes are sent part by part, and nothing of it is
-- to be seen before its end. Where it goes to is looked up each time: that may be gone, or out of reach, by then.
create table upload (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  -- Null when the member is gone: it cannot be finished any more, and is removed with its bytes.
  member_id uuid,
  -- The folder that it goes to (null: the root), or the file that it becomes a version of.
  folder_id uuid,
  asset_id uuid,
  name text not null,
  size bigint not null check (size >= 0),
  -- The key that its bytes get in storage.
  blob_id uuid not null unique default gen_random_uuid(),
  begun_at timestamptz not null default moment(),
  finished_at timestamptz,
  became_asset_id uuid,
  foreign key (account_id, member_id) references member (account_id, id) on delete set null (member_id),
  check ((finished_at is null) = (became_asset_id is null)),
  check (folder_id is null or asset_id is null)
);
create index upload_of_member on upload (account_id, member_id);
create index upload_begun on upload (begun_at);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(files).execute(db)
}
