// What has lain in the trash for thirty days is deleted for good (rules §4): by a job, under the account's lock, with its
// entry.
import type { Kysely } from 'kysely'
import { trashDays } from '@usher/domain'
import { purgeAsset } from '../access/tree.ts'
import type { DB } from '../db/schema.ts'
import { daysAgo } from '../db/statements.ts'
import { asUsher } from '../operator-change.ts'

/** Can be run any number of times, by several processes at once: what one has deleted the other finds gone. */
export async function emptyTrash(house: { db: Kysely<DB>; auditKey: Buffer }): Promise<void> {
  const over = await house.db
    .selectFrom('asset')
    .select(['id', 'account_id'])
    .where('trashed_at', '<=', daysAgo(trashDays))
    .orderBy('trashed_at')
    .execute()
  for (const { id, account_id } of over)
    await asUsher(house, { accounts: [account_id] }, ['asset.purged'], async ({ db, within }) => {
      // Under the lock: not restored meanwhile, nor deleted by another server.
      const still = await db
        .selectFrom('asset')
        .select('name')
        .where('id', '=', id)
        .where('trashed_at', '<=', daysAgo(trashDays))
        .executeTakeFirst()
      if (!still) return { result: null, trace: { nothing: 'it is gone or back already' } }
      const foldersBelow = await purgeAsset(within(account_id), id)
      const before = { inTrash: true, name: still.name, foldersBelow }
      return { result: null, trace: [{ what: 'asset.purged', on: id, before, after: null }] }
    })
}
