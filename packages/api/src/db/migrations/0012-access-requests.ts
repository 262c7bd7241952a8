// What restricted members ask for of those who can share a thing, and which ends of grants they were told of.
import { sql, type Kysely } from 'kysely'

const accessRequests = `
create table access_request (
  id uuid primary key default uuidv7(),
  account_id uuid not null,
  member_id uuid not null,
  -- Any id that was asked for: asking takes the same steps, and stores the same, for what is not there (rules §4).
  thing_id uuid not null,
  level level not null,
  words text not null,
  is_dropped boolean not null,
  asked_at timestamptz not null default moment(),
  answer text check (answer in ('approved', 'declined')),
  answer_words text not null default '',
  answered_by uuid,
  answered_at timestamptz,
  unique (account_id, id),
  check ((answer is null) = (answered_at is null)),
  foreign key (account_id, member_id) references member (account_id, id) on delete cascade,
  foreign key (account_id, answered_by) references member (account_id, id) on delete set null (answered_by)
);
create unique index one_open_access_request on access_request (member_id, thing_id) where answered_at is null;
create index on access_request (account_id, thing_id) where answered_at is null and not is_dropped;
create index on access_request (answered_by);

create table told_end (
  account_id uuid not null,
  grant_id uuid not null,
  ends_at timestamptz not null,
  told_at timestamptz not null default moment(),
  primary key (grant_id, ends_at),
  foreign key (account_id, grant_id) references "grant" (account_id, id) on delete cascade
);
create index on told_end (account_id, grant_id);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(accessRequests).execute(db)
}
