// Brings a database to this version's schema, also when several servers start at once: Kysely's migrator holds a lock.
import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { makeWorkerUtils } from 'graphile-worker'
import type pg from 'pg'
import type { DB } from './schema.ts'
import * as foundation from './migrations/0001-foundation.ts'
import * as library from './migrations/0002-library.ts'
import * as files from './migrations/0003-files.ts'
import * as assetHistory from './migrations/0004-asset-history.ts'
import * as tagsAndSearch from './migrations/0005-tags-and-search.ts'
import * as zips from './migrations/0006-zips.ts'
import * as copies from './migrations/0007-copies.ts'
import * as deepFolders from './migrations/0008-deep-folders.ts'
import * as sharing from './migrations/0009-sharing.ts'
import * as invitedTo from './migrations/0010-invited-to.ts'
import * as collections from './migrations/0011-collections.ts'
import * as accessRequests from './migrations/0012-access-requests.ts'
import * as viewing from './migrations/0013-viewing.ts'
import * as withdrawnRequests from './migrations/0014-withdrawn-requests.ts'
import * as toldGroupEnds from './migrations/0015-told-group-ends.ts'
import * as apiKeys from './migrations/0016-api-keys.ts'
import * as billing from './migrations/0017-billing.ts'
import * as settings from './migrations/0018-settings.ts'
import * as usage from './migrations/0019-usage.ts'
import * as alerts from './migrations/0020-alerts.ts'
import * as deletedAccounts from './migrations/0021-deleted-accounts.ts'
import * as logos from './migrations/0022-logos.ts'

const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-library': library,
  '0003-files': files,
  '0004-asset-history': assetHistory,
  '0005-tags-and-search': tagsAndSearch,
  '0006-zips': zips,
  '0007-copies': copies,
  '0008-deep-folders': deepFolders,
  '0009-sharing': sharing,
  '0010-invited-to': invitedTo,
  '0011-collections': collections,
  '0012-access-requests': accessRequests,
  '0013-viewing': viewing,
  '0014-withdrawn-requests': withdrawnRequests,
  '0015-told-group-ends': toldGroupEnds,
  '0016-api-keys': apiKeys,
  '0017-billing': billing,
  '0018-settings': settings,
  '0019-usage': usage,
  '0020-alerts': alerts,
  '0021-deleted-accounts': deletedAccounts,
  '0022-logos': logos,
}

/** Throws with the name of the migration that failed; nothing of it stays. */
export async function migrate(db: Kysely<DB>, pool: pg.Pool): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) {
    const failed = results?.find((r) => r.status === 'Error')?.migrationName
    throw new Error(`The database could not be brought to this version${failed ? ` (${failed})` : ''}.`, {
      cause: error,
    })
  }
  const worker = await makeWorkerUtils({ pgPool: pool })
  try {
    await worker.migrate()
  } finally {
    await worker.release()
  }
}
