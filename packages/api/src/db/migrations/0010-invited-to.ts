// What an invitation to restricted access holds until it is accepted: groups, and first folders with a level (rules §6).
// What is deleted by then is gone from it as well.
import { sql, type Kysely } from 'kysely'

const invitedTo = `
create table invited_group (
  account_id uuid not null,
  invitation_id uuid not null,
  group_id uuid not null,
  primary key (invitation_id, group_id),
  foreign key (account_id, invitation_id) references invitation (account_id, id) on delete cascade,
  foreign key (account_id, group_id) references "group" (account_id, id) on delete cascade
);
create index on invited_group (group_id);

create table invited_grant (
  account_id uuid not null,
  invitation_id uuid not null,
  asset_id uuid not null,
  level level not null,
  primary key (invitation_id, asset_id),
  foreign key (account_id, invitation_id) references invitation (account_id, id) on delete cascade,
  foreign key (account_id, asset_id) references asset (account_id, id) on delete cascade
);
create index on invited_grant (asset_id);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(invitedTo).execute(db)
}
