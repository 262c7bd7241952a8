// What every storage promises, asked of a folder and of a bucket alike: bytes come back as they were, nothing is half there,
// and what cannot be done is said and ends.
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { Problem, type BlobId } from '@usher/domain'
import { eventually } from '../testing/jobs.ts'
import { startS3 } from '../testing/s3.ts'
import type { Storage } from './bytes.ts'
import { openDisk } from './disk.ts'
import { openS3 } from './s3.ts'

const work = await mkdtemp(join(tmpdir(), 'usher-storage-'))
afterAll(() => rm(work, { recursive: true, force: true }))
const s3 = await startS3()
const said: string[] = []
const say = (line: string) => void said.push(line)
const fetched = join(work, 'fetched')
const newId = () => randomUUID() as BlobId
const place = s3.place('media')
const bucket = openS3({ place, fetched, say })

interface Kind {
  called: string
  storage: Storage
  /** Makes writing impossible, while it is in the middle of a large file where the storage can be. */
  breaks(id: BlobId): Promise<void>
  mends(id: BlobId): Promise<void>
}
const folder = join(work, 'files')
const partOf = (id: BlobId) => join(folder, id.slice(0, 2))
const kinds: Kind[] = [
  {
    called: 'a folder',
    storage: openDisk(folder, say),
    // A file where a folder has to be, as permissions mean nothing to root.
    async breaks(id) {
      await mkdir(folder, { recursive: true })
      if (existsSync(partOf(id))) await rename(partOf(id), `${partOf(id)}.aside`)
      await writeFile(partOf(id), '')
    },
    async mends(id) {
      await rm(partOf(id))
      if (existsSync(`${partOf(id)}.aside`)) await rename(`${partOf(id)}.aside`, partOf(id))
    },
  },
  {
    called: 'a bucket',
    storage: openS3({ place, fetched, say, answersWithin: 400 }),
    breaks: async () => s3.line.cutAfter(10_000_000, 'there'),
    mends: () => s3.line.heal(),
  },
]

async function file(content: string | Buffer): Promise<string> {
  const path = join(work, randomUUID())
  await writeFile(path, content)
  return path
}
const problem = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  )
const isNumbered = (at: Storage, id: BlobId) =>
  Array.fromAsync(at.list()).then((all) => all.filter((one) => one.blobId === id).map((one) => one.size))

describe.each(kinds)('$called', ({ storage, breaks, mends }) => {
  async function kept(content: string | Buffer): Promise<BlobId> {
    const id = newId()
    await storage.keep(id, await file(content))
    return id
  }
  const bytesOf = async (id: BlobId, range?: { first: number; last: number }) => buffer(await storage.read(id, range))

  it('can be used, and says nothing', async () => {
    await storage.check()
    expect(said.splice(0)).toEqual([])
  })
  it.each([0, 1, 70_000, 20_000_001])('bytes come back as they were: %i', async (size) => {
    const content = randomBytes(size)
    const path = await file(content)
    const id = newId()
    expect(await storage.has(id)).toBe(false)
    await storage.keep(id, path)
    expect(existsSync(path)).toBe(false)
    expect(await storage.has(id)).toBe(true)
    expect((await bytesOf(id)).equals(content)).toBe(true)
    const inFile = await storage.withFile(id, (at) => readFile(at))
    expect(inFile.equals(content)).toBe(true)
    expect(await isNumbered(storage, id)).toEqual([size])
  })
  it('a range is just that, up to the very last byte', async () => {
    const content = randomBytes(300_000)
    const id = await kept(content)
    for (const [first, last] of [
      [0, 1],
      [1, 1],
      [299_999, 299_999],
      [1000, 199_999],
      [0, 299_999],
    ] as const)
      expect((await bytesOf(id, { first, last })).equals(content.subarray(first, last + 1))).toBe(true)
  })
  it('what is not there is missing, and has no pictures', async () => {
    const id = newId()
    expect(await problem(storage.read(id))).toBe('bytes_missing')
    expect(await problem(storage.withFile(id, async () => 'ran'))).toBe('bytes_missing')
    expect(await storage.readRendition(id, 'small.webp')).toBeNull()
    expect(await storage.has(id)).toBe(false)
    said.splice(0)
  })
  it('pictures lie beside the bytes, and are no bytes', async () => {
    const id = newId()
    await storage.keepRendition(id, 'small.webp', await file('small'))
    await storage.keepRendition(id, 'large.webp', await file('larger'))
    expect(await storage.has(id)).toBe(false)
    const small = await storage.readRendition(id, 'small.webp')
    expect([small?.size, String(small && (await buffer(small.bytes)))]).toEqual([5, 'small'])
    expect(await isNumbered(storage, id)).toEqual([null, null])
    await storage.keepRendition(id, 'small.webp', await file('drawn again'))
    const again = await storage.readRendition(id, 'small.webp')
    expect(String(again && (await buffer(again.bytes)))).toBe('drawn again')
  })
  it('removing takes bytes and pictures, those of no other, and can be done again', async () => {
    const [id, other] = [await kept('bytes'), await kept('other')]
    await storage.keepRendition(id, 'small.webp', await file('small'))
    await storage.remove(id)
    await storage.remove(id)
    expect([await storage.has(id), await storage.readRendition(id, 'small.webp')]).toEqual([false, null])
    expect(await isNumbered(storage, id)).toEqual([])
    expect(String(await bytesOf(other))).toBe('other')
  })
  it('lists all that it has with its size, and when it came', async () => {
    const before = Date.now()
    const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => kept('x'.repeat(n))))
    const listed = (await Array.fromAsync(storage.list())).filter(({ blobId }) => ids.includes(blobId))
    expect(new Map(listed.map(({ blobId, size }) => [blobId, size]))).toEqual(new Map(ids.map((id, n) => [id, n])))
    // A storage tells whole seconds.
    for (const { at } of listed) expect(Math.abs(at.getTime() - before)).toBeLessThan(5_000)
  })
  it('writing that is broken off shows nothing, loses nothing and is said; then it can be done again', async () => {
    const id = newId()
    const content = randomBytes(30_000_000)
    const path = await file(content)
    await breaks(id)
    expect(await problem(storage.keep(id, path))).toMatch(/cannot_store|storage_away/)
    expect(said.splice(0)).toEqual([expect.stringMatching(/^Storage/)])
    await mends(id)
    expect([await storage.has(id), await isNumbered(storage, id)]).toEqual([false, []])
    await storage.keep(id, path)
    expect((await bytesOf(id)).equals(content)).toBe(true)
  })
  it('of two who keep the same at once, both may fail to be first, and the bytes are whole', async () => {
    const id = newId()
    const content = randomBytes(9_000_000)
    const path = await file(content)
    await Promise.allSettled([storage.keep(id, path), storage.keep(id, path)])
    expect((await bytesOf(id)).equals(content)).toBe(true)
    said.splice(0)
  })
})

describe('a folder', () => {
  it('that was given and is not there is not made: its disk may be missing', async () => {
    const missing = join(work, 'not mounted')
    const disk = openDisk(missing, say, { isGiven: true })
    await expect(disk.check()).rejects.toThrow(/^STORAGE_URL: the folder .*not mounted cannot be used/)
    expect(await problem(disk.keep(newId(), await file('bytes')))).toBe('cannot_store')
    expect(existsSync(missing)).toBe(false)
    said.splice(0)
  })
  const otherDisk = '/dev/shm'
  it.skipIf(!existsSync(otherDisk))('takes bytes over from another disk, whole', async () => {
    const far = await mkdtemp(join(otherDisk, 'usher-'))
    try {
      const [id, path] = [newId(), join(far, 'bytes')]
      await writeFile(path, 'from afar')
      const disk = openDisk(folder, say)
      await disk.keep(id, path)
      expect([String(await buffer(await disk.read(id))), existsSync(path)]).toEqual(['from afar', false])
      expect((await readdir(partOf(id))).filter((name) => name.startsWith(id))).toEqual([id])
    } finally {
      await rm(far, { recursive: true })
    }
  })
})

describe('a bucket that cannot be reached', () => {
  const impatient = openS3({ place, fetched, say, answersWithin: 300 })
  const all = async (id: BlobId) => ({
    has: await problem(impatient.has(id)),
    read: await problem(impatient.read(id)),
    keep: await problem(impatient.keep(id, await file('bytes'))),
    rendition: await problem(impatient.readRendition(id, 'small.webp')),
    remove: await problem(impatient.remove(id)),
    list: await problem(Array.fromAsync(impatient.list())),
  })
  const away = Object.fromEntries(
    ['has', 'read', 'keep', 'rendition', 'remove', 'list'].map((act) => [act, 'storage_away']),
  )
  it.each(['cut', 'silence'] as const)('is away, and every request ends: %s', async (how) => {
    const id = newId()
    await bucket.keep(id, await file('bytes'))
    s3.line[how]()
    try {
      expect(await all(id)).toEqual(away)
      await expect(impatient.check()).rejects.toThrow(
        /^STORAGE_URL \(s3:\/\/acme-media\/media\/ at http:.*(cannot be reached; does it run there|does not answer in time)/,
      )
    } finally {
      await s3.line.heal()
    }
    expect(said.splice(0).length).toBeGreaterThan(0)
    expect(String(await buffer(await impatient.read(id)))).toBe('bytes')
  })
  it.each(['cutAfter', 'silenceAfter'] as const)('in the middle of reading ends it: %s', async (how) => {
    const id = newId()
    await bucket.keep(id, await file(randomBytes(30_000_000)))
    s3.line[how](3_000_000, 'back')
    try {
      expect(await problem(impatient.read(id).then(buffer))).toMatch(/storage_away|bytes_missing/)
    } finally {
      await s3.line.heal()
    }
    expect(said.splice(0)).toHaveLength(1)
  })
  it('waits for whoever reads slowly', async () => {
    const id = newId()
    const content = randomBytes(5_000_000)
    await bucket.keep(id, await file(content))
    const parts: Buffer[] = []
    for await (const part of await impatient.read(id)) {
      // Longer than the storage may take for the next bytes.
      if (parts.length === 3) await new Promise((go) => setTimeout(go, 1_500))
      parts.push(part as Buffer)
    }
    expect(Buffer.concat(parts).equals(content)).toBe(true)
  })
})

describe('a bucket', () => {
  it('that there is not, or whose keys do not fit, is said with what to do', async () => {
    const elsewhere = openS3({ place: { ...place, bucket: 'not-ours' }, fetched, say })
    await expect(elsewhere.check()).rejects.toThrow('there is no such bucket; create it')
    process.env['AWS_ACCESS_KEY_ID'] = 'of nobody'
    try {
      await expect(openS3({ place, fetched, say }).check()).rejects.toThrow('check AWS_ACCESS_KEY_ID')
    } finally {
      Object.assign(process.env, s3.keys)
    }
  })
  it('that answers with other bytes than were asked for is not believed', async () => {
    const id = newId()
    await bucket.keep(id, await file('bytes'))
    // This storage takes "up to byte 0" for "all".
    expect(await problem(bucket.read(id, { first: 0, last: 0 }))).toBe('bytes_missing')
    expect(said.splice(0)).toEqual([expect.stringContaining('other bytes came than were asked for')])
  })
  it('has places beside each other that know nothing of one another', async () => {
    const beside = openS3({ place: s3.place('media-of-others'), fetched, say })
    const id = newId()
    await bucket.keep(id, await file('ours'))
    expect([await beside.has(id), await isNumbered(beside, id)]).toEqual([false, []])
  })
  it('with more than one page of things is listed to its end', { timeout: 60_000 }, async () => {
    const many = openS3({ place: s3.place('many'), fetched, say })
    const ids = Array.from({ length: 1005 }, newId)
    for (let n = 0; n < ids.length; n += 50)
      await Promise.all(ids.slice(n, n + 50).map(async (id) => many.keep(id, await file('x'))))
    const listed = await Array.fromAsync(many.list())
    expect(new Set(listed.map(({ blobId }) => blobId))).toEqual(new Set(ids))
    expect(listed).toHaveLength(1005)
  })
  it('is sent the bytes once, by however many they are kept at once', async () => {
    const [id, path] = [newId(), await file(randomBytes(20_000_000))]
    const before = s3.line.sent()
    await Promise.all([bucket.keep(id, path), bucket.keep(id, path), bucket.keep(id, path)])
    expect(s3.line.sent() - before).toBeLessThan(21_000_000)
    expect(await bucket.has(id)).toBe(true)
  })
  it('is let go of by whoever asked for bytes and does not want them', async () => {
    const id = newId()
    await bucket.keep(id, await file(randomBytes(20_000_000)))
    const before = s3.line.connections()
    const unread = await Promise.all(Array.from({ length: 5 }, () => bucket.read(id)))
    expect(s3.line.connections()).toBeGreaterThanOrEqual(5)
    for (const bytes of unread) bytes.destroy()
    await eventually(async () => s3.line.connections() <= before)
  })
  it('leaves no file behind that it fetched, nor one of a server that was killed', async () => {
    const id = newId()
    await bucket.keep(id, await file('bytes'))
    await mkdir(fetched, { recursive: true })
    const left = join(fetched, 'left')
    await writeFile(left, 'half')
    await bucket.withFile(id, async () => {})
    expect(await readdir(fetched)).toEqual(['left'])
    const longAgo = new Date(Date.now() - 25 * 3_600_000)
    await utimes(left, longAgo, longAgo)
    await problem(bucket.withFile(id, () => Promise.reject(new Error('the work fails'))))
    expect(await readdir(fetched)).toEqual([])
  })
})
