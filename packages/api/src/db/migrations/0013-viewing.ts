// "View as": an administrator's session sees the account as one of its members or groups does, for a while.
import { sql, type Kysely } from 'kysely'

const viewing = `
create table viewing (
  id uuid primary key default uuidv7(),
  account_id uuid not null,
  session_id uuid not null references session on delete cascade,
  member_id uuid,
  group_id uuid,
  until timestamptz not null,
  constraint as_one check (num_nonnulls(member_id, group_id) = 1),
  foreign key (account_id, member_id) references member (account_id, id) on delete cascade,
  foreign key (account_id, group_id) references "group" (account_id, id) on delete cascade
);
create index on viewing (session_id);
create index on viewing (member_id);
create index on viewing (group_id);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(viewing).execute(db)
}
