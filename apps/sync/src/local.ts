// The folder on this machine: what is in it, and what of it no library can have. Nothing is opened here but folders.
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { whyNotName } from '@usher/client/files'
import { errorCode } from './error-code.ts'
import type { Excludes } from './exclude.ts'

export interface LocalFile {
  /** Below the folder that is mirrored, with slashes: `beach/sunset.jpg`. */
  path: string
  name: string
  /** In bytes. */
  size: number
}
export interface LocalFolder {
  /** Empty: the folder that is mirrored itself. */
  path: string
  name: string
  folders: LocalFolder[]
  files: LocalFile[]
  /** What is here but is not mirrored: of that name nothing is deleted in the library. */
  leftOut: LeftOut[]
}
export interface LeftOut {
  path: string
  name: string
  why: string
  /** Should have been mirrored, and cannot be. Links and the like are no files, and only told. */
  isAmiss: boolean
}

/** Names that are one to the library: by composed characters, without regard to case. */
export const keyOf = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')

/** What is excluded is not looked at, nor told. */
export async function readLocal(
  root: string,
  isExcluded: Excludes,
  signal: AbortSignal,
  path = '',
  name = '',
): Promise<LocalFolder> {
  signal.throwIfAborted()
  const folder: LocalFolder = { path, name, folders: [], files: [], leftOut: [] }
  const found = await readdir(join(root, path), { withFileTypes: true })
  const seen = new Set<string>()
  for (const entry of found.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const each = entry.name
    const below = path ? `${path}/${each}` : each
    if (isExcluded(below, entry.isDirectory())) continue
    const leaveOut = (why: string, isAmiss = true) =>
      void folder.leftOut.push({ path: below, name: each, why, isAmiss })
    const wrong = each.includes('\uFFFD') ? 'Its name is not written in UTF-8.' : whyNotName(each.normalize('NFC'))
    if (wrong) leaveOut(wrong)
    else if (seen.has(keyOf(each))) leaveOut('Something here has the same name, but for upper and lower case.')
    else
      try {
        const there = await lstat(join(root, below))
        if (there.isFile()) folder.files.push({ path: below, name: each, size: there.size })
        else if (there.isDirectory()) folder.folders.push(await readLocal(root, isExcluded, signal, below, each))
        else leaveOut('It is neither a file nor a folder.', false)
      } catch (error) {
        if (signal.aborted || !isOfFiles(error)) throw error
        leaveOut(`It cannot be read: ${error.message}`)
      }
    seen.add(keyOf(each))
  }
  return folder
}

/** Said by this machine's files, not by the network. */
export const isOfFiles = (error: unknown): error is Error =>
  error instanceof Error &&
  // The last one is of a file that cannot be opened as a blob.
  ('syscall' in error || error.name === 'NotReadableError' || errorCode(error) === 'ERR_INVALID_ARG_VALUE')

/** Everything that was left out, in this folder and below it. */
export const leftOutIn = (folder: LocalFolder): LeftOut[] => [...folder.leftOut, ...folder.folders.flatMap(leftOutIn)]
export const isEmpty = ({ folders, files, leftOut }: LocalFolder): boolean =>
  folders.length + files.length + leftOut.length === 0
