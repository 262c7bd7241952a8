// The bytes of this installation: those of files, and those that are still being sent. Both below DATA_DIR, so that an
// upload that has come in whole is taken over by renaming it.
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Storage } from './bytes.ts'
import { openDisk } from './disk.ts'
import { openParts, type Parts } from './parts.ts'

/** What the system refuses is told to `say`. Nothing is made before the first bytes come. */
export const openBytes = (
  { dataDir }: Pick<Config, 'dataDir'>,
  say: (line: string) => void,
): { storage: Storage; parts: Parts } => ({
  storage: openDisk(join(dataDir, 'files'), say),
  parts: openParts(join(dataDir, 'uploads'), say),
})
