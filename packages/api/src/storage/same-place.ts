// Servers on one database share the folder that holds what is being sent, and the storage of files: an upload goes on at
// whichever of them a request reaches. One that shares neither would lose sight of the others' bytes, and does not start.
import { join } from 'node:path'
import type pg from 'pg'
import type { Config } from '../config.ts'
import { makeDataDir } from '../data-dir.ts'
import { holdPlace, OtherPlace } from '../db/one-place.ts'
import { keptSecret } from '../kept-secret.ts'
import { StorageError } from './bytes.ts'

/** Holds until `end`. Throws StorageError, which says what all of them have to be given. */
export async function shareBytes(
  pool: pg.Pool,
  { dataDir, storage }: Pick<Config, 'dataDir' | 'storage'>,
): Promise<{ end(): Promise<void> }> {
  makeDataDir(dataDir)
  // Known by a mark of its own, as each machine may reach the same folder, or the same bucket, by another name.
  const folder = keptSecret(join(dataDir, 'folder-id'))
  const files = !storage ? 'here' : 'bucket' in storage ? `${storage.bucket}/${storage.prefix}` : 'a folder'
  try {
    return await holdPlace(pool, `${folder} ${files}`)
  } catch (error) {
    if (!(error instanceof OtherPlace)) throw error
    throw new StorageError(
      `DATA_DIR ${dataDir}: another server on this database keeps its bytes elsewhere. Servers that share a database share ` +
        'STORAGE_URL too, and DATA_DIR, which holds what is being sent: a folder that all of them reach.',
      { cause: error },
    )
  }
}
