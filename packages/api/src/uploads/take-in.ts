// The bytes of an upload, once all have arrived: hashed, their type told from what they are, and put into storage. Can be
// done again: after a refusal they lie in storage already, and wait there for another place to go to.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Problem } from '@usher/domain'
import type { Bytes } from '../access/files.ts'
import type { Found } from '../access/things.ts'
import type { House } from '../context.ts'
import { makeDataDir } from '../data-dir.ts'
import { dirname } from 'node:path'
import { sniff } from '../renditions/sniff.ts'

export async function sha256Of(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest()
}

/** Null when the upload was finished before. Throws `upload_incomplete`, `cannot_store`. */
export async function takeIn(
  { storage, parts }: Pick<House, 'storage' | 'parts'>,
  upload: Found<'upload'>,
): Promise<Bytes | null> {
  if (upload.finished_at) return null
  const { id, name, size, blob_id: blobId } = upload
  const describe = async (path: string): Promise<Bytes> => ({
    blobId,
    size,
    sha256: await sha256Of(path),
    mediaType: await sniff(path, name),
  })
  if (await storage.has(blobId)) return storage.withFile(blobId, describe)
  const path = parts.pathOf(id)
  const sent = await parts.arrived(id)
  if (sent !== size) throw new Problem('upload_incomplete', { sent, size })
  // Of nothing, nothing is sent.
  if (size === 0) {
    makeDataDir(dirname(path))
    await (await open(path, 'a', 0o600)).close()
  }
  try {
    const bytes = await describe(path)
    await storage.keep(blobId, path)
    return bytes
  } catch (error) {
    // Somebody who finishes the same at the same time was faster.
    if (await storage.has(blobId)) return storage.withFile(blobId, describe)
    throw error
  }
}
