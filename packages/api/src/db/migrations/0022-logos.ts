// The logo of an account: a small picture that the product has drawn itself, apart from the row that every request reads.
import { sql, type Kysely } from 'kysely'

const logos = `
create table account_logo (
  account_id uuid primary key references account (id),
  webp bytea not null check (length(webp) between 1 and 32768)
);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(logos).execute(db)
}
