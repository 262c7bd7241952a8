// Storage in a folder: `files/3f/3f2a…` has a blob's bytes, `files/3f/3f2a….small.webp` what was made of them. Spread over
// 256 folders, so that none gets too long to list.
import { randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { access, copyFile, mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '@usher/domain'
import { errorCode, errorText } from '../error-code.ts'
import { StorageError, storedAs, type ByteRange, type Storage } from './bytes.ts'

const isMissing = (error: unknown) => errorCode(error) === 'ENOENT'
const orNull = (error: unknown): null => {
  if (isMissing(error)) return null
  throw error
}

/** Until what was written there outlives a crash. */
async function settle(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Takes the name of the place at once, also from another disk. What a crash leaves of a copy goes with the blob. */
async function move(path: string, to: string): Promise<void> {
  try {
    await rename(path, to)
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error
    const draft = `${to}.${randomUUID()}`
    try {
      await copyFile(path, draft)
      await settle(draft)
      await rename(draft, to)
    } finally {
      await rm(draft, { force: true })
    }
    await rm(path, { force: true })
  }
}

/**
 * Storage below this folder. Ours is made when the first bytes come; one that was `given` has to be there, so that nothing
 * is written to where a disk is missing. What the system refuses is told to `say`.
 */
export function openDisk(
  folder: string,
  say: (line: string) => void,
  { isGiven = false }: { isGiven?: boolean } = {},
): Storage {
  const placeOf = (name: string) => join(folder, name.slice(0, 2), name)

  async function take(path: string, to: string): Promise<void> {
    try {
      await settle(path)
      if (isGiven) await access(folder)
      await mkdir(dirname(to), { recursive: true, mode: 0o700 })
      await move(path, to)
      await settle(dirname(to))
      await settle(folder)
    } catch (error) {
      say(`Storage: ${errorText(error)}`)
      throw new Problem('cannot_store')
    }
  }
  /** Opens before it answers, so that what is missing is said and not sent. */
  async function reading(path: string, range?: ByteRange) {
    const file = await open(path, 'r')
    return createReadStream('', { fd: file, ...(range && { start: range.first, end: range.last }) })
  }

  return {
    async check() {
      if (!isGiven) return
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch((error: unknown) => {
        throw new StorageError(
          `STORAGE_URL: the folder ${folder} cannot be used (${errorText(error)}). Make it, or mount its disk, and let this user write there.`,
          { cause: error },
        )
      })
    },
    keep: (blobId, path) => take(path, placeOf(blobId)),
    has: async (blobId) => (await stat(placeOf(blobId)).catch(orNull)) !== null,
    read: (blobId, range) =>
      reading(placeOf(blobId), range).catch((error: unknown) => {
        say(`Storage: ${errorText(error)}`)
        throw new Problem('bytes_missing')
      }),
    async withFile(blobId, work) {
      if (!(await this.has(blobId))) throw new Problem('bytes_missing')
      return work(placeOf(blobId))
    },
    keepRendition: (blobId, name, path) => take(path, placeOf(`${blobId}.${name}`)),
    async readRendition(blobId, name) {
      const path = placeOf(`${blobId}.${name}`)
      const found = await stat(path).catch(orNull)
      const bytes = found && (await reading(path).catch(orNull))
      return bytes && { size: found.size, bytes }
    },
    async remove(blobId) {
      const place = dirname(placeOf(blobId))
      const names = (await readdir(place).catch(orNull)) ?? []
      for (const name of names) if (name.startsWith(blobId)) await rm(join(place, name), { force: true })
    },
    async *list() {
      for (const part of ((await readdir(folder).catch(orNull)) ?? []).toSorted()) {
        const files = await opendir(join(folder, part)).catch(orNull)
        if (!files) continue
        for await (const { name } of files) {
          const there = await stat(join(folder, part, name)).catch(orNull)
          if (there) yield storedAs(name, there.size, there.mtime)
        }
      }
    },
  }
}
