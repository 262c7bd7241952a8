// Alerts: at which figure of use, or of what is invoiced, whoever pays is told.
import { sql, type Kysely } from 'kysely'

const alerts = `
create table alert (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  -- So many there are at most (domain: alerts.ts).
  place int not null,
  what text not null,
  -- In bytes, times or cents.
  threshold bigint not null check (threshold > 0),
  -- Of what is invoiced.
  currency text,
  made_at timestamptz not null default moment(),
  unique (account_id, id),
  unique (account_id, place),
  constraint one_alert_at_a_figure unique nulls not distinct (account_id, what, threshold, currency)
);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(alerts).execute(db)
}
