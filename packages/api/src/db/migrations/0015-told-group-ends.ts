// Which ends of places in groups people were told of.
import { sql, type Kysely } from 'kysely'

const toldGroupEnds = `
create table told_group_end (
  member_id uuid not null,
  group_id uuid not null,
  ends_at timestamptz not null,
  told_at timestamptz not null default moment(),
  primary key (member_id, group_id, ends_at),
  -- Whoever leaves the group and comes back is told anew.
  foreign key (member_id, group_id) references group_member (member_id, group_id) on delete cascade
);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(toldGroupEnds).execute(db)
}
