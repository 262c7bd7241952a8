// A change whose database connection breaks says what is known of it: nothing was changed, or nobody can tell.
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { account, as, freshDatabase, refusal, startServer } from './testing/world.ts'

const { db, url } = await freshDatabase()
const server = await startServer(url)
const acme = await account(db)
const ada = as(server, await acme.member('Ada', 'account_admin'))
const ben = await acme.member('Ben', 'library_view')

await sql`
  create function break_off() returns trigger language plpgsql as $$
    begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`.execute(db)
afterEach(() => sql`drop trigger break_off on member`.execute(db))

const suspending = () => refusal(ada.members.suspend.mutate({ memberIds: [ben.memberId] }))

it('broken before it was saved, nothing was changed', async () => {
  await sql`create trigger break_off before update on member for each row execute function break_off()`.execute(db)
  expect(await suspending()).toEqual({ code: 'database_away', data: {} })
})

it('broken while it was saved, whoever did it is told to look', async () => {
  await sql`
    create constraint trigger break_off after update on member deferrable initially deferred
      for each row execute function break_off()`.execute(db)
  expect(await suspending()).toEqual({ code: 'outcome_unknown', data: {} })
})
