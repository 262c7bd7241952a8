// The folders and files of a world's account: rows and entries, in the world's transaction.
import type { Kysely } from 'kysely'
import { emailKey, type AccountId, type AssetId, type InvitationId, type MemberId, type Told } from '@usher/domain'
import { addFiles, filesAtOnce } from '../access/files.ts'
import { addVersion } from '../access/versions.ts'
import type { Changing } from '../access/ours.ts'
import { changeTags } from '../access/tags.ts'
import { addFolder } from '../access/tree.ts'
import type { InAccount } from '../context.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { told } from '../uploads/put-there.ts'
import type { KeptFiles } from './keep-files.ts'
import type { World } from './world-format.ts'

type Kinds = 'folder.created' | 'file.uploaded' | 'version.added' | 'asset.tagged'

/** `people`: the id of each person's place by address. Gives each path's id. */
export async function placeLibrary(
  db: Kysely<DB>,
  accountId: AccountId,
  { folders, files }: World['accounts'][number],
  people: ReadonlyMap<string, MemberId | InvitationId>,
  kept: KeptFiles,
): Promise<{ assets: Record<string, AssetId>; told: (Told<Kinds> & { account: AccountId })[] }> {
  // The world's transaction holds the lock of the house, and nobody else knows this account yet.
  const ctx = { handle: handleOf(db), accountId } as InAccount & Changing<'content'>
  const ids = new Map<string, AssetId>()
  const entries: (Told<Kinds> & { account: AccountId })[] = []
  const split = (path: string) => {
    const at = path.lastIndexOf('/')
    return { parentId: at > 0 ? (ids.get(path.slice(0, at)) ?? null) : null, name: path.slice(at + 1) }
  }
  // Only members can own; that this one is a member was looked at when the world was read.
  const ownerOf = (owner: string | null | undefined) =>
    owner ? ((people.get(emailKey(owner)) ?? null) as MemberId | null) : null

  for (const { path, owner } of folders) {
    const row = { ...split(path), ownerId: ownerOf(owner) }
    const on = await addFolder(ctx, row)
    ids.set(path, on)
    entries.push({ what: 'folder.created', on, before: null, after: { kind: 'folder', ...row }, account: accountId })
  }
  const wanted = files.map((file) => {
    const [first, ...later] = kept.get(file) ?? []
    if (!first) throw new Error('the bytes of a file are kept before its rows')
    const row = { ...split(file.path), ownerId: ownerOf(file.owner) }
    return { file, row, later, place: row, bytes: first, madeBy: row.ownerId }
  })
  for (let from = 0; from < wanted.length; from += filesAtOnce) {
    const some = wanted.slice(from, from + filesAtOnce)
    const made = await addFiles(ctx, some)
    for (const [n, { file, row, bytes }] of some.entries()) {
      const on = made[n]
      if (!on) throw new Error('each file that was added has an id')
      ids.set(file.path, on)
      const after = { kind: 'file', ...row, ...told(1, bytes) } as const
      entries.push({ what: 'file.uploaded', on, before: null, after, account: accountId })
    }
  }
  for (const { file, row, bytes: first, later } of wanted) {
    const on = ids.get(file.path)
    let before = told(1, first)
    for (const bytes of later) {
      if (!on) break
      const now = told(await addVersion(ctx, on, bytes, row.ownerId), bytes)
      const { name } = row
      const shapes = { before: { name, ...before }, after: { name, ...now } }
      entries.push({ what: 'version.added', on, ...shapes, account: accountId })
      before = now
    }
  }
  // Many have the same tags: one step for all of them.
  for (const alike of Map.groupBy(files, (file) => file.tags.join(',')).values()) {
    const add = alike[0]?.tags ?? []
    if (!add.length) continue
    const assets = alike.flatMap(({ path }) => {
      const id = ids.get(path)
      return id ? [{ id, name: split(path).name }] : []
    })
    for (const { id: on, name, added } of await changeTags(ctx, assets, { add, remove: [] }))
      entries.push({ what: 'asset.tagged', on, before: null, after: { name, added, removed: [] }, account: accountId })
  }
  return { assets: Object.fromEntries(ids), told: entries }
}
