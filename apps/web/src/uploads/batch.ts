// What was chosen or dropped in one go, and the folders that it brings along: they are made before the first file of it
// is sent, a hundred in a call.
import { problemOf, type Client } from '@usher/client'
import { idsAtOnce } from '@usher/domain'
import type { Answer } from './upload.ts'

type Calls = Pick<Client, 'library'>

export interface Batch {
  /** The folder that it was put into; null: the root. */
  under: string | null
  /** What the person said is to become of all the rest whose names are taken. */
  forRest: Answer | null
  /** The id of a folder of it, made if need be. Rejects with why it cannot be. */
  folderOf: (path: readonly string[]) => Promise<string | null>
  /** What could not be made is tried again. */
  tryAgain: () => void
}

// No name contains a slash.
const keyOf = (path: readonly string[]) => path.join('/')

/** These folders and all above them, each after the one that it lies in. */
export function withAllAbove(paths: readonly (readonly string[])[]): string[][] {
  const all = new Map<string, string[]>()
  for (const path of paths)
    for (let depth = 1; depth <= path.length; depth += 1) {
      const above = path.slice(0, depth)
      all.set(keyOf(above), above)
    }
  return [...all.values()].toSorted((a, b) => a.length - b.length)
}

/** `paths`: names from the folder down. */
export function createBatch({ library }: Calls, under: string | null, paths: readonly (readonly string[])[]): Batch {
  const wanted = withAllAbove(paths)
  const ids = new Map<string, string>()
  const refused = new Map<string, unknown>()
  let making: Promise<void> | null = null

  const make = async (asked: string[][]) => {
    const made = await library.createFolders.mutate({ folderId: under, paths: asked })
    for (const [n, path] of asked.entries()) {
      const id = made.ids[n]
      if (id) ids.set(keyOf(path), id)
    }
  }
  const makeAll = async () => {
    const missing = wanted.filter((path) => !ids.has(keyOf(path)))
    for (let from = 0; from < missing.length; from += idsAtOnce) {
      const some = missing.slice(from, from + idsAtOnce)
      try {
        await make(some)
      } catch (error) {
        // One that cannot be made keeps none of the others back; what is no refusal is about all of them.
        if (!problemOf(error) || some.length === 1) throw error
        for (const path of some) await make([path]).catch((why: unknown) => refused.set(keyOf(path), why))
      }
    }
  }
  return {
    under,
    forRest: null,
    async folderOf(path) {
      if (!path.length) return under
      const key = keyOf(path)
      making ??= makeAll().catch((error: unknown) => {
        making = null
        throw error
      })
      if (!ids.has(key)) await making
      const id = ids.get(key)
      if (!id) throw refused.get(key)
      return id
    },
    tryAgain() {
      if (!refused.size) return
      refused.clear()
      making = null
    },
  }
}
