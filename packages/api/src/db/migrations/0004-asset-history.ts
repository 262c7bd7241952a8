// What happened to one thing is found without reading the whole log: the history that each file and folder shows.
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index on audit_entry (chain, on_id, seq)`.execute(db)
}
