// A zip as it is made: streamed, nothing of it kept, each entry asked for anew in the moment that its bytes are read. What
// has gone meanwhile, or out of reach, is left out, and the zip says so itself.
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { nameBeside, Problem, type AssetId } from '@usher/domain'
import { versionOf } from '../access/versions.ts'
import { visible, type InLibrary, type VisibleAsset } from '../access/reach.ts'
import type { Storage } from '../storage/bytes.ts'

/** Where each thing is in the zip; what was chosen from several places may have the same name. */
function placesIn(things: readonly VisibleAsset[]): { asset: VisibleAsset; place: string }[] {
  const places = new Map<AssetId, string>()
  const tops = new Set<string>()
  const isTaken = (name: string) => tops.has(name.toLowerCase())
  return things.map((asset) => {
    const above = asset.parent_id && places.get(asset.parent_id)
    const own = !above && isTaken(asset.name) ? nameBeside(asset.name, isTaken) : asset.name
    if (!above) tops.add(own.toLowerCase())
    const place = above ? `${above}/${own}` : own
    places.set(asset.id, place)
    return { asset, place }
  })
}

/** The bytes of a file as they are now; null when it is gone, out of reach, or cannot be read. */
async function bytesNow(
  again: () => Promise<InLibrary>,
  storage: Storage,
  id: AssetId,
): Promise<{ stream: Readable; at: Date; size: number } | null> {
  try {
    const ctx = await again()
    const file = await visible(ctx).selectAll('asset').where('asset.id', '=', id).executeTakeFirst()
    if (file?.kind !== 'file') return null
    const { blobId, madeAt, size } = await versionOf(ctx, file, null)
    return { stream: await storage.read(blobId), at: madeAt, size }
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

/** In bytes, with a slash after a folder: what the format has room for. */
const longestPath = 65_534

const leftOutInWords = (n: number) =>
  `${n} ${n === 1 ? 'file is' : 'files are'} not in this zip: gone, or out of your reach, since it was begun; or too deep in folders.\n`

/**
 * Writes a zip of these things, which stand parents first. `again` asks anew who asks and whether they still may, and
 * throws when not. `tellSent` is told of each file that went out whole. Resolves when all is written, or when the receiver goes away.
 */
export async function streamZip(
  things: readonly VisibleAsset[],
  again: () => Promise<InLibrary>,
  storage: Storage,
  to: Writable,
  tellSent: (id: AssetId, bytes: number) => void,
): Promise<void> {
  const zip = new ZipFile()
  const sent = pipeline(zip.outputStream, to).then(
    () => 'all' as const,
    () => 'broken off' as const,
  )
  const entries = placesIn(things)
  let leftOut = 0
  for (const { asset, place } of entries) {
    if (Buffer.byteLength(place) > longestPath) {
      if (asset.kind === 'file') leftOut += 1
      continue
    }
    if (asset.kind === 'folder') {
      zip.addEmptyDirectory(place, { mtime: asset.created_at })
      continue
    }
    const bytes = await bytesNow(again, storage, asset.id)
    if (!bytes) {
      leftOut += 1
      continue
    }
    const read = once(bytes.stream, 'close')
    // Pictures and films are compressed already.
    zip.addReadStream(bytes.stream, place, { mtime: bytes.at, compress: false })
    if ((await Promise.race([read, sent])) === 'broken off') {
      bytes.stream.destroy()
      return
    }
    tellSent(asset.id, bytes.size)
  }
  const isTaken = (name: string) => entries.some(({ place }) => place.toLowerCase() === name.toLowerCase())
  const note = 'Left out.txt'
  if (leftOut) zip.addBuffer(Buffer.from(leftOutInWords(leftOut)), isTaken(note) ? nameBeside(note, isTaken) : note)
  zip.end()
  await sent
}
