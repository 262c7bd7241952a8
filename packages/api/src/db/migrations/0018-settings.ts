// What an account is set to: its time zone, whom a restricted sharer finds, and when shares end by default.
import { sql, type Kysely } from 'kysely'

const settings = `
alter table account
  add column time_zone text not null default 'UTC',
  add column picker text not null default 'everyone' check (picker in ('everyone', 'own_groups')),
  -- Null: no end.
  add column share_days integer check (share_days between 1 and 3650);
alter table history.account add column time_zone text, add column picker text, add column share_days integer;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(settings).execute(db)
}
