// What an upload becomes at the place that it goes to: a file, or a version of the file that has its name there.
import { allows, Problem, type Told } from '@usher/domain'
import { addFile, freeNameIn, namedIn, type Bytes } from '../access/files.ts'
import { addVersion, versionOf } from '../access/versions.ts'
import type { ContentWriting } from '../access/ours.ts'
import type { Changing } from '../access/ours.ts'
import type { InLibrary, VisibleAsset } from '../access/reach.ts'
import type { Destination } from './destination.ts'

/** Where a file has the name already: refused, a new version of it, or a file beside it with another name. */
export const ifTaken = ['refuse', 'version', 'rename'] as const

type Entry = Told<'file.uploaded' | 'version.added'>
type Context = InLibrary & ContentWriting & Changing<'content'>

/** Gives the entry that tells of it. Throws `name_taken`, `too_many_versions`, `storage_full`. */
export async function putThere(
  ctx: Context,
  to: Destination,
  wanted: string,
  how: (typeof ifTaken)[number],
  bytes: Bytes,
): Promise<Entry> {
  if ('asset' in to) return asVersion(ctx, to.asset, bytes)
  const parentId = to.folder?.id ?? null
  const there = await namedIn(ctx, parentId, wanted)
  if (there && how === 'version' && there.kind === 'file' && allows(there.level, 'file.addVersion'))
    return asVersion(ctx, there, bytes)
  if (there && how !== 'rename') throw new Problem('name_taken')
  const name = there ? await freeNameIn(ctx, parentId, wanted) : wanted
  const ownerId = ctx.actor.memberId
  const on = await addFile(ctx, { parentId, name, ownerId }, bytes, ownerId)
  const after = { kind: 'file', name, parentId, ownerId, ...told(1, bytes) } as const
  return { what: 'file.uploaded', on, before: null, after }
}

async function asVersion(ctx: Context, file: VisibleAsset, bytes: Bytes): Promise<Entry> {
  const before = await versionOf(ctx, file, null)
  const number = await addVersion(ctx, file.id, bytes, ctx.actor.memberId)
  return {
    what: 'version.added',
    on: file.id,
    before: { name: file.name, ...told(before.number, before) },
    after: { name: file.name, ...told(number, bytes) },
  }
}

/** A version as the log knows it. */
export const told = (version: number, { size, sha256 }: Pick<Bytes, 'size' | 'sha256'>) => ({
  version,
  size,
  sha256: sha256.toString('hex'),
})
