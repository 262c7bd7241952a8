// The database's clock in one test's clone: moved by so much, while time goes on.
import { sql, type Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'

/** From now on it is so much later than it is: `8 days`, `11 minutes`, `0`. */
export const moveClock = (db: Kysely<DB>, by: string) =>
  sql
    .raw(
      `create or replace function moment() returns timestamptz language sql volatile as $$ select clock_timestamp() + interval '${by}' $$`,
    )
    .execute(db)

/**
 * Whoever is signed in stays so however far the clock is moved, and has just given the password. The servers note when somebody
 * was last there some seconds later, by which time the clock may have moved by months.
 */
export async function stayingSignedIn(db: Kysely<DB>): Promise<void> {
  for (const statement of [
    `create or replace function stay_signed_in() returns trigger language plpgsql as $$ begin
       new.last_active_at := greatest(new.last_active_at, old.last_active_at); return new;
     end $$`,
    `create or replace trigger stay_signed_in before update on session for each row execute function stay_signed_in()`,
    `update session set last_active_at = '2100-01-01', password_at = moment()`,
  ])
    await sql.raw(statement).execute(db)
}
