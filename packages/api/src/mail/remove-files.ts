// Where mails are written to files: takes away those of a person who is erased.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Removes the files of these mails, named by their ids, and gives how many there were. */
export function removeMailFiles(dataDir: string, ids: readonly string[]): number {
  const folder = join(dataDir, 'mail')
  if (!existsSync(folder)) return 0
  const theirs = readdirSync(folder).filter((file) => ids.some((id) => file.includes(id)))
  for (const file of theirs) rmSync(join(folder, file), { force: true })
  return theirs.length
}
