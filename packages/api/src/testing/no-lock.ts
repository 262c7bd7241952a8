// The control of a race: in this clone the lock locks nothing, and changes meet at a barrier once they have decided, so
// that what the lock prevents happens for certain.
import { sql, type Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'

/** The lock locks nothing; and once `race` is told, changes wait before their entry until two have come that far. */
export async function lockNothing(db: Kysely<DB>): Promise<void> {
  for (const statement of [
    `create or replace function lock_chain(chain text, exclusive boolean) returns void language sql as ''`,
    `create sequence arrived`,
    `create table barrier (is_up boolean not null)`,
    `insert into barrier values (false)`,
    `create function wait_for_two() returns trigger language plpgsql as $$ begin
       if not (select is_up from barrier) then return null; end if;
       perform nextval('arrived');
       for n in 1..2000 loop exit when (select last_value from arrived) >= 2; perform pg_sleep(0.01); end loop;
       return null;
     end $$`,
    // The first thing that an entry touches: by now the handler has decided.
    `create trigger wait_for_two before insert on audit_head for each statement execute function wait_for_two()`,
  ])
    await sql.raw(statement).execute(db)
}
/** From now on changes meet at the barrier; false: people and accounts can be made again. */
export async function race(db: Kysely<DB>, isOn: boolean): Promise<void> {
  await sql`select setval('arrived', 1, false)`.execute(db)
  await sql`update barrier set is_up = ${isOn}`.execute(db)
}
