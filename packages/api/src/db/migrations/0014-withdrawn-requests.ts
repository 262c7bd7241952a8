// Requests for access can be withdrawn by whoever asked, and are listed for them.
import { sql, type Kysely } from 'kysely'

const withdrawnRequests = `
-- Asking again takes it up again: it stays one request, of which nobody is told twice.
alter table access_request add withdrawn_at timestamptz, add check (withdrawn_at is null or answered_at is null);
create index on access_request (member_id, id);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(withdrawnRequests).execute(db)
}
