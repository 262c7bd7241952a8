// Makes the data folder so that nobody but its owner can read what it holds.
// Started by root it lets others pass through (not look in): the embedded PostgreSQL below it may not run as root.
import { chmodSync, existsSync, mkdirSync } from 'node:fs'

/** True when this process is root. */
export const isRoot = (): boolean => process.getuid?.() === 0

/**
 * Creates a folder and the folders above it where they are missing; one that exists is left as it is.
 * Throws the system's error (EACCES, ENOSPC, EROFS …) when that cannot be done.
 */
export function makeDataDir(folder: string): void {
  if (existsSync(folder)) return
  const mode = isRoot() ? 0o711 : 0o700
  mkdirSync(folder, { recursive: true, mode })
  chmodSync(folder, mode) // a tight umask took bits away
}
