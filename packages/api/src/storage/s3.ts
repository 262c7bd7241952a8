// Storage in a bucket of an S3 storage: `3f2a…` has a blob's bytes, `3f2a….small.webp` what was made of them. A key shows
// only whole bytes, and what was answered for outlives a crash: S3 promises both.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  type ListObjectsV2Output,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { Problem, type BlobId } from '@usher/domain'
import { StorageError, storedAs, type ByteRange, type Storage } from './bytes.ts'
import { patiently } from './patiently.ts'
import { nameOfPlace, type S3Place } from './storage-url.ts'
import { whyNot } from './why-not.ts'

/** Of one request for something else than sending bytes; tried three times. */
const usuallyAnswersWithin = 10_000 // ms
/** S3 takes ten thousand parts at most: enough for 80 GB. Two are under way at once, in memory. */
const partSize = 8 * 1024 ** 2
const partsAtOnce = 2
const dayOld = 24 * 3_600_000 // ms

export interface S3Options {
  place: S3Place
  /** Bytes that a program needs as a file are fetched into this folder. */
  fetched: string
  say: (line: string) => void
  answersWithin?: number
}

/** Is there nothing under that key? A bucket that is gone is not meant. */
const isMissing = (error: unknown) =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404 && error.name !== 'NoSuchBucket'
const orNull = (error: unknown): null => {
  if (isMissing(error)) return null
  throw error
}

/** Storage in that place. What it refuses is told to `say`. */
export function openS3({ place, fetched, say, answersWithin = usuallyAnswersWithin }: S3Options): Storage {
  const { bucket: Bucket, prefix, region, endpoint } = place
  const common: S3ClientConfig = {
    region,
    // Others than Amazon know no buckets as hosts, nor the sums that Amazon's own would be sent with each request.
    ...(endpoint && {
      endpoint,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  }
  const connecting = { connectionTimeout: Math.min(answersWithin, 5_000) }
  // One socket a download that is under way: as many as there are.
  const agents = { httpAgent: { maxSockets: Infinity }, httpsAgent: { maxSockets: Infinity } }
  const asking = new S3Client({
    ...common,
    requestHandler: { ...connecting, ...agents, requestTimeout: answersWithin, throwOnRequestTimeout: true },
  })
  // Bytes go out for as long as they move.
  const sending = new S3Client({ ...common, requestHandler: { ...connecting, socketTimeout: 3 * answersWithin } })
  const at = (name: string) => ({ Bucket, Key: prefix + name })

  const refuses = (error: unknown, code: 'cannot_store' | 'bytes_missing'): Problem => {
    if (error instanceof Problem) return error
    const { says, isAway } = whyNot(error)
    say(`Storage (${nameOfPlace(place)}): ${says}`)
    return new Problem(isAway ? 'storage_away' : code)
  }
  const asked = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw refuses(error, 'bytes_missing')
    })

  async function keep(name: string, path: string): Promise<void> {
    try {
      const Body = createReadStream(path, { highWaterMark: 1024 ** 2 })
      try {
        await new Upload({ client: sending, params: { ...at(name), Body }, partSize, queueSize: partsAtOnce }).done()
      } finally {
        Body.destroy()
      }
    } catch (error) {
      throw refuses(error, 'cannot_store')
    }
    await rm(path, { force: true })
  }
  /** Whoever finishes an upload again, as its answer did not come in time, waits for the bytes that are on their way. */
  const underWay = new Map<BlobId, Promise<void>>()
  function keepOnce(blobId: BlobId, path: string): Promise<void> {
    const sent = underWay.get(blobId) ?? keep(blobId, path).finally(() => underWay.delete(blobId))
    underWay.set(blobId, sent)
    return sent
  }
  async function get(name: string, range?: ByteRange): Promise<{ size: number; bytes: Readable }> {
    const Range = range && `bytes=${range.first}-${range.last}`
    const { Body, ContentLength = 0 } = await asking.send(new GetObjectCommand({ ...at(name), Range }))
    if (!(Body instanceof Readable)) throw new Error('an answer without bytes')
    if (range && ContentLength !== range.last - range.first + 1) {
      Body.destroy()
      throw new Error('other bytes came than were asked for')
    }
    const bytes = patiently(Body, 3 * answersWithin, (error) => refuses(error, 'bytes_missing'))
    return { size: ContentLength, bytes }
  }
  async function* all(Prefix: string): AsyncGenerator<{ name: string; size: number; at: Date }> {
    for (let StartAfter: string | undefined; ;) {
      const page: ListObjectsV2Output = await asking.send(new ListObjectsV2Command({ Bucket, Prefix, StartAfter }))
      for (const { Key = '', Size = 0, LastModified = new Date() } of page.Contents ?? [])
        yield { name: Key.slice(prefix.length), size: Size, at: LastModified }
      // After the last key, not by a token: those have an end, and whoever takes a page may take long over it.
      StartAfter = page.Contents?.at(-1)?.Key
      if (!page.IsTruncated || StartAfter === undefined) return
    }
  }
  const read = async (blobId: BlobId, range?: ByteRange) => (await asked(get(blobId, range))).bytes
  async function fetchInto(path: string, blobId: BlobId): Promise<void> {
    await mkdir(fetched, { recursive: true, mode: 0o700 })
    await forgetOld(fetched)
    await pipeline(await read(blobId), createWriteStream(path, { mode: 0o600 }))
  }

  return {
    async check() {
      try {
        await all(prefix).next()
        const probe = at(`check-${randomUUID()}`)
        await asking.send(new PutObjectCommand({ ...probe, Body: 'ok' }))
        await asking.send(new DeleteObjectCommand(probe))
      } catch (error) {
        throw new StorageError(`STORAGE_URL (${nameOfPlace(place)}): ${whyNot(error).says}`, { cause: error })
      }
    },
    keep: keepOnce,
    has: async (blobId) => (await asked(asking.send(new HeadObjectCommand(at(blobId))).catch(orNull))) !== null,
    read,
    async withFile(blobId, work) {
      const path = join(fetched, `${blobId}.${randomUUID()}`)
      try {
        await fetchInto(path, blobId).catch((error: unknown) => {
          throw refuses(error, 'cannot_store')
        })
        return await work(path)
      } finally {
        await rm(path, { force: true })
      }
    },
    keepRendition: (blobId, name, path) => keep(`${blobId}.${name}`, path),
    readRendition: (blobId, name) => asked(get(`${blobId}.${name}`).catch(orNull)),
    async remove(blobId) {
      try {
        // One by one: for many at once S3 asks for a sum that some storages do not know.
        for await (const { name } of all(prefix + blobId)) await asking.send(new DeleteObjectCommand(at(name)))
      } catch (error) {
        throw refuses(error, 'cannot_store')
      }
    },
    async *list() {
      try {
        for await (const { name, size, at: written } of all(prefix)) yield storedAs(name, size, written)
      } catch (error) {
        throw refuses(error, 'bytes_missing')
      }
    },
  }
}

/** What a server that was killed left there. */
async function forgetOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const there = await stat(path).catch(() => null) // another has just removed it
    if (there && Date.now() - there.mtimeMs > dayOld) await rm(path, { force: true })
  }
}
