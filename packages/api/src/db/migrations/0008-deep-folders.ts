// Folders many deep: that each ancestor is there need not be looked up for every row of the closure, which is most of what
// such a row costs. Rows come from those of the parent, and go with the folder; what lies in a folder goes before it.
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table folder_ancestor drop constraint folder_ancestor_account_id_ancestor_id_fkey`.execute(db)
}
