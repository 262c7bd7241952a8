// Which statements a connection keeps a plan of, on a real PostgreSQL.
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { freshDatabase } from '../testing/world.ts'
import { planKept } from './connect.ts'

it('plans a select that says so once for a connection, and answers each call with its own values', async () => {
  const { db } = await freshDatabase()
  await db.connection().execute(async (one) => {
    const numbered = (n: number) => one.selectNoFrom(sql<number>`${n}::int`.as('n'))
    const asked = []
    for (const n of [1, 2, 3]) asked.push(await numbered(n).modifyFront(planKept).executeTakeFirstOrThrow())
    await numbered(4).executeTakeFirstOrThrow()
    expect(asked).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    const kept = await sql<{ statement: string; calls: number }>`
      select statement, generic_plans + custom_plans as calls from pg_prepared_statements`.execute(one)
    expect(kept.rows).toEqual([{ statement: 'select /* plan kept */ $1::int as "n"', calls: 3 }])
  })
})
