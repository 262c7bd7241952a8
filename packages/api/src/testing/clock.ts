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
