// The bytes of this installation: those of files, where STORAGE_URL says, and those that are still being sent, below
// DATA_DIR. Without STORAGE_URL both are there, so that an upload that has come in whole is taken over by renaming it.
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Storage } from './bytes.ts'
import { openDisk } from './disk.ts'
import { openParts, type Parts } from './parts.ts'

type Say = (line: string) => void

async function openStorage(
  { dataDir, storage: place }: Pick<Config, 'dataDir' | 'storage'>,
  say: Say,
): Promise<Storage> {
  if (!place) return openDisk(join(dataDir, 'files'), say)
  if ('folder' in place) return openDisk(place.folder, say, { isGiven: true })
  // A quarter of a second to read, which those on disk are spared.
  const { openS3 } = await import('./s3.ts')
  return openS3({ place, fetched: join(dataDir, 'fetched'), say })
}

/** What the system refuses is told to `say`. Nothing is made before the first bytes come. */
export const openBytes = async (
  config: Pick<Config, 'dataDir' | 'storage'>,
  say: Say,
): Promise<{ storage: Storage; parts: Parts }> => ({
  storage: await openStorage(config, say),
  parts: openParts(join(config.dataDir, 'uploads'), say),
})
