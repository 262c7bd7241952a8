// The folder in the library: found by its path, and read as far down as the local one goes.
import type { Client, Outputs } from '@usher/client'
import { keyOf, type LocalFolder } from './local.ts'
import { severally } from './severally.ts'

type Asset = Outputs['library']['list']['assets'][number]

export interface RemoteFolder {
  /** Null: the library's root, or, with `isThere` false, not made yet. */
  id: string | null
  isThere: boolean
  /** By key: names differ by more than case. */
  folders: Map<string, RemoteFolder & { name: string }>
  files: Map<string, RemoteFile>
}
export interface RemoteFile {
  id: string
  name: string
  size: number
  sha256: string
}

const none = (id: string | null, isThere: boolean): RemoteFolder => ({
  id,
  isThere,
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

/** Folders that are not on this machine are there by name and id alone: they are deleted in whole, or left. */
export async function readRemote(
  client: Client,
  at: { id: string | null; missing: readonly string[] },
  local: LocalFolder,
  signal: AbortSignal,
): Promise<RemoteFolder> {
  const top = none(at.missing.length ? null : at.id, at.missing.length === 0)
  let open: { here: RemoteFolder; local: LocalFolder }[] = top.isThere ? [{ here: top, local }] : []
  while (open.length) {
    const deeper: typeof open = []
    await severally(open, 4, async ({ here, local: beside }) => {
      const wanted = new Map(beside.folders.map((f) => [keyOf(f.name), f]))
      for await (const { id, kind, name, size, sha256 } of thingsIn(client, here.id, false, signal)) {
        const key = keyOf(name)
        if (kind === 'file') {
          here.files.set(key, { id, name, size: size ?? 0, sha256: sha256 ?? '' })
          continue
        }
        const folder = { ...none(id, true), name }
        here.folders.set(key, folder)
        const same = wanted.get(key)
        if (same) deeper.push({ here: folder, local: same })
      }
    })
    open = deeper
  }
  return top
}
