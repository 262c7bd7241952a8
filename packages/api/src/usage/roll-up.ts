// Once an hour: what each account has in storage is noted as that of its day, and what was counted too long ago is forgotten.
import type { Kysely } from 'kysely'
import { dayAfter, dayIn, usageKept } from '@usher/domain'
import { forgetUsage, noteStored } from '../access/usage.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'

export async function rollUpUsage(db: Kysely<DB>): Promise<void> {
  const now = await clock(db)
  for (const { id, time_zone } of await db.selectFrom('account').select(['id', 'time_zone']).orderBy('id').execute())
    await noteStored(db, { handle: handleOf(db), accountId: id }, dayIn(time_zone, now))
  await forgetUsage(db, dayAfter(dayIn('UTC', now), -usageKept))
}
