// The bytes of a world's files, drawn or read, and put into storage before any row tells of them. Where the world is not
// loaded after all, they are taken out again.
import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BlobId } from '@usher/domain'
import type { Bytes } from '../access/files.ts'
import { errorText } from '../error-code.ts'
import type { Storage } from '../storage/bytes.ts'
import { WorldError } from './read-world.ts'
import type { World, WorldFile } from './world-format.ts'

/** Each file's versions, oldest first. */
export type KeptFiles = ReadonlyMap<WorldFile, Bytes[]>

const small = { width: 640, height: 400 }
const atOnce = 4

async function bytesOf(file: WorldFile, version: number, place: string, sources: string): Promise<Buffer> {
  // Drawing takes a library that most starts have no use for.
  if (!file.source) return (await import('./draw.ts')).draw({ path: file.path, version, ...(file.picture ?? small) })
  try {
    return await readFile(resolve(sources, file.source))
  } catch (error) {
    throw new WorldError([{ place: `${place}.source`, says: `cannot be read: ${errorText(error)}` }])
  }
}

/** `sources`: the folder that `source`s of the world are relative to. Throws WorldError for one that cannot be read. */
export async function keepFiles(world: World, storage: Storage, sources: string): Promise<KeptFiles> {
  const kept = new Map<WorldFile, Bytes[]>()
  if (!world.accounts.some((a) => a.files.length)) return kept
  const folder = await mkdtemp(join(tmpdir(), 'usher-world-'))
  const waiting = world.accounts.flatMap(({ files }, a) =>
    files.map((file, n) => ({ file, place: `accounts[${a}].files[${n}]` })),
  )
  const { sniff } = await import('../renditions/sniff.ts')
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const versions: Bytes[] = []
      kept.set(next.file, versions)
      for (let version = 1; version <= next.file.versions; version += 1) {
        const content = await bytesOf(next.file, version, next.place, sources)
        // A key of its own, as an upload has.
        const blobId = randomUUID() as BlobId
        const path = join(folder, blobId)
        await writeFile(path, content)
        versions.push({
          blobId,
          size: content.length,
          sha256: createHash('sha256').update(content).digest(),
          mediaType: await sniff(path, next.file.path),
        })
        await storage.keep(blobId, path)
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, worker))
    return kept
  } catch (error) {
    waiting.length = 0
    await dropFiles(kept, storage)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Takes them out of storage again: nothing tells of them. */
export async function dropFiles(kept: KeptFiles, storage: Storage): Promise<void> {
  for (const { blobId } of [...kept.values()].flat()) await storage.remove(blobId)
}
