// Accounts that are deleted: since when, for the thirty days in which that can be undone. What invoices say outlasts the account
// that they were for.
import { sql, type Kysely } from 'kysely'

const deletedAccounts = `
alter table account add column deleted_at timestamptz;
alter table history.account add column deleted_at timestamptz;
create index on account (deleted_at) where deleted_at is not null;

-- An invoice is kept as it was issued, for those who keep the books: its account may be gone by then.
alter table invoice drop constraint invoice_account_id_fkey;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(deletedAccounts).execute(db)
}
