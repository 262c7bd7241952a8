// The folder in the library: found by its path, and read as far down as the local one goes.
import { problemOf, type Client, type Outputs } from '@usher/client'
import type { Excludes } from './exclude.ts'
import { keyOf, type LocalFolder } from './local.ts'
import { severally } from './severally.ts'

type Asset = Outputs['library']['list']['assets'][number]

export interface RemoteFolder {
  /** Null: the library's root, or, with `isThere` false, not made yet. */
  id: string | null
  isThere: boolean
  /** Left out by a pattern: it stays as it is. */
  isExcluded: boolean
  /** By key: names differ by more than case. */
  folders: Map<string, RemoteFolder & { name: string }>
  files: Map<string, RemoteFile>
}
export interface RemoteFile {
  id: string
  name: string
  size: number
  sha256: string
  isExcluded: boolean
}

const none = (id: string | null, isThere: boolean, isExcluded = false): RemoteFolder => ({
  id,
  isThere,
  isExcluded,
  folders: new Map(),
  files: new Map(),
})

async function* thingsIn(client: Client, folderId: string | null, foldersOnly: boolean, signal: AbortSignal) {
  for (let after: string | undefined; ;) {
    const page = await client.library.list.query({ folderId, foldersOnly, ...(after && { after }) }, { signal })
    yield* page.assets
    if (!page.next) return
    after = page.next
  }
}

/** The deepest folder of the path that is there, and the names below it that are not. */
export async function findFolder(
  client: Client,
  names: readonly string[],
  signal: AbortSignal,
): Promise<{ id: string | null; missing: string[] }> {
  let id: string | null = null
  for (const [depth, name] of names.entries()) {
    let next: Asset | undefined
    for await (const folder of thingsIn(client, id, true, signal))
      if (keyOf(folder.name) === keyOf(name)) {
        next = folder
        break
      }
    if (!next) return { id, missing: names.slice(depth) }
    id = next.id
  }
  return { id, missing: [] }
}

/**
 * Makes folders below one, each path of names as far as it is missing; gives the ids of the last ones. Who makes the same at the same
 * time is no hindrance: then they are there.
 */
export async function makePaths(
  client: Client,
  folderId: string | null,
  paths: string[][],
  signal: AbortSignal,
): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return (await client.library.createFolders.mutate({ folderId, paths }, { signal })).ids
    } catch (error) {
      if (problemOf(error)?.code !== 'name_taken' || attempt === 3) throw error
    }
}

/** Is it left out, or something in it? As far down as it was read. */
export const holdsExcluded = (thing: RemoteFolder | RemoteFile): boolean =>
  thing.isExcluded || ('files' in thing && [...thing.folders.values(), ...thing.files.values()].some(holdsExcluded))

interface Reading {
  isExcluded: Excludes
  /** Also what is in folders that are not on this machine; else they are there by name and id alone, to be deleted in whole, or left. */
  reads: 'what is here' | 'everything'
  signal: AbortSignal
}
export async function readRemote(
  client: Client,
  at: { id: string | null; missing: readonly string[] },
  local: LocalFolder,
  { isExcluded, reads, signal }: Reading,
): Promise<RemoteFolder> {
  const top = none(at.missing.length ? null : at.id, at.missing.length === 0)
  interface Open {
    here: RemoteFolder
    path: string
    beside: LocalFolder | null
  }
  let open: Open[] = top.isThere ? [{ here: top, path: '', beside: local }] : []
  while (open.length) {
    const deeper: typeof open = []
    await severally(open, 4, async ({ here, path, beside }) => {
      const wanted = new Map(beside?.folders.map((f) => [keyOf(f.name), f]))
      for await (const { id, kind, name, size, sha256 } of thingsIn(client, here.id, false, signal)) {
        const key = keyOf(name)
        const below = path ? `${path}/${name}` : name
        const isOut = isExcluded(below, kind === 'folder')
        if (kind === 'file') {
          here.files.set(key, { id, name, size: size ?? 0, sha256: sha256 ?? '', isExcluded: isOut })
          continue
        }
        const folder = { ...none(id, true, isOut), name }
        here.folders.set(key, folder)
        const same = wanted.get(key)
        if (same || (reads === 'everything' && !isOut)) deeper.push({ here: folder, path: below, beside: same ?? null })
      }
    })
    open = deeper
  }
  return top
}
