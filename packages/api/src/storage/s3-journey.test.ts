// A file's whole way with its bytes in a bucket, through real HTTP and the queue: sent in parts, read, drawn, zipped, and
// gone; and what people are told while the bucket does not answer.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, expect, it } from 'vitest'
import { fromBuffer } from 'yauzl'
import type { AssetId } from '@usher/domain'
import { eventually, startJobs } from '../testing/jobs.ts'
import { startS3 } from '../testing/s3.ts'
import { headersOf, saidBy, send, sendAndTear, upload } from '../testing/send.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'
import { openBytes } from './open-bytes.ts'
import { openParts } from './parts.ts'
import { reconcile } from './reconcile.ts'
import { openS3 } from './s3.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'usher-s3-journey-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
const s3 = await startS3()
const said: string[] = []
const say = (line: string) => void said.push(line)
const bytes = await openBytes({ dataDir, storage: s3.place('journey') }, say)
const { url, db } = await freshDatabase()
const server = await startServer(url, { house: bytes })
await startJobs(url, null, { bytes })
const ada = await (await account(db)).member('Ada', 'account_admin')
const admin = as(server, ada)

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const fetched = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server}/api/${ada.account}/${path}`, { headers: { ...headersOf(ada), ...headers } })
const bodyOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const picture = (background: string) =>
  sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .png({ compressionLevel: 0 })
    .toBuffer()
const keysOf = async (blobId: string) =>
  (await Array.fromAsync(bytes.storage.list())).filter((one) => one.blobId === blobId).length
const blobOf = async (versionId: string) =>
  (await db.selectFrom('version').select(['id', 'blob_id']).execute()).find(({ id }) => id === versionId)?.blob_id ?? ''
/** The names in a zip. */
const namesIn = (zip: Buffer) =>
  new Promise<string[]>((resolve, reject) => {
    fromBuffer(zip, {}, (error, opened) => {
      if (error) return reject(error)
      const names: string[] = []
      opened.on('entry', ({ fileName }) => names.push(fileName))
      opened.on('end', () => resolve(names))
      opened.on('error', reject)
    })
  })

it('a file is sent in parts, comes back as it was, is drawn, zipped, and leaves nothing behind when it goes', async () => {
  const content = await picture('#c04020')
  const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.png', size: content.length })
  await sendAndTear(server, ada, uploadId, content, 300_000)
  await send(server, ada, uploadId, content)
  const { assetId } = await admin.uploads.finish.mutate({ uploadId })
  expect(await bytes.parts.list()).toEqual([])

  const whole = await fetched(`files/${assetId}/original`)
  expect(whole.headers.get('content-length')).toBe(String(content.length))
  expect(sha256(await bodyOf(whole))).toBe(sha256(content))
  const range = await fetched(`files/${assetId}/original`, { range: 'bytes=1000-70999' })
  expect([range.status, (await bodyOf(range)).equals(content.subarray(1000, 71_000))]).toEqual([206, true])
  const head = await fetch(`${server}/api/${ada.account}/files/${assetId}/original`, {
    method: 'HEAD',
    headers: headersOf(ada),
  })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(content.length)])

  const small = await eventually(async () => {
    const answer = await fetched(`files/${assetId}/thumbnail?size=small`)
    const body = await bodyOf(answer)
    return answer.status === 200 && body
  })
  expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 400 })

  const zip = await admin.zips.prepare.mutate({ assetIds: [assetId] })
  expect(await namesIn(await bodyOf(await fetched(`zips/${zip.id}`)))).toEqual(['beach.png'])

  const [first] = await admin.versions.list.query({ assetId })
  const next = await picture('#2040c0')
  const version = await admin.uploads.beginVersion.mutate({ assetId, size: next.length })
  await send(server, ada, version.uploadId, next)
  await admin.uploads.finish.mutate(version)
  await eventually(async () => (await admin.versions.list.query({ assetId }))[0]?.preview === 'picture')
  const blobId = await blobOf(String(first?.id))
  expect(await keysOf(blobId)).toBe(3)
  await admin.versions.delete.mutate({ assetId, versionId: String(first?.id) })
  await eventually(async () => (await keysOf(blobId)) === 0)
  expect(await reconcile(db, bytes.storage, bytes.parts)).toEqual({
    blobs: 1,
    bytes: next.length,
    broken: [],
    unknown: [],
    strayParts: [],
  })
  await db
    .deleteFrom('asset')
    .where('id', '=', assetId as AssetId)
    .execute()
  await eventually(async () => (await Array.fromAsync(bytes.storage.list())).length === 0)
  expect(said).toEqual([])
})

it('while the bucket does not answer, people are told so and lose nothing', async () => {
  const impatient = {
    storage: openS3({ place: s3.place('away'), fetched: join(dataDir, 'fetched'), say, answersWithin: 300 }),
    parts: openParts(join(dataDir, 'uploads'), say),
  }
  const other = await startServer(url, { house: impatient })
  const client = as(other, ada)
  const content = randomBytes(600_000)
  const assetId = await upload(other, ada, client, null, 'there.bin', content)
  const { uploadId } = await client.uploads.begin.mutate({ folderId: null, name: 'coming.bin', size: content.length })
  await send(other, ada, uploadId, content)
  const original = () => fetch(`${other}/api/${ada.account}/files/${assetId}/original`, { headers: headersOf(ada) })

  s3.line.silence()
  try {
    expect(await saidBy(await original())).toBe('storage_away')
    expect(await refusal(client.uploads.finish.mutate({ uploadId }))).toMatchObject({ code: 'storage_away' })
    // What needs no bytes goes on.
    expect((await client.library.see.query({ assetIds: [assetId] }))[0]?.name).toBe('there.bin')
  } finally {
    await s3.line.heal()
  }
  await client.uploads.finish.mutate({ uploadId })
  expect(sha256(await bodyOf(await original()))).toBe(sha256(content))
})

it('a bucket that is lost in the middle of a zip ends the download, and the server goes on', async () => {
  const impatient = openS3({ place: s3.place('zip'), fetched: join(dataDir, 'fetched'), say, answersWithin: 300 })
  const other = await startServer(url, { house: { ...bytes, storage: impatient } })
  const client = as(other, ada)
  const assetId = await upload(other, ada, client, null, 'large.bin', randomBytes(12_000_000))
  const zip = await client.zips.prepare.mutate({ assetIds: [assetId] })
  const fetchZip = () => fetch(`${other}/api/${ada.account}/zips/${zip.id}`, { headers: headersOf(ada) })
  s3.line.cutAfter(2_000_000, 'back')
  try {
    await expect(fetchZip().then(bodyOf)).rejects.toThrow()
  } finally {
    await s3.line.heal()
  }
  expect(await namesIn(await bodyOf(await fetchZip()))).toEqual(['large.bin'])
})

it('a bucket that is lost in the middle of a file ends the download before its length, with one line in the log', async () => {
  const lines: { msg: string }[] = []
  const log = pino(
    { level: 'error' },
    { write: (line: string) => void lines.push(JSON.parse(line) as { msg: string }) },
  )
  const impatient = openS3({ place: s3.place('file'), fetched: join(dataDir, 'fetched'), say, answersWithin: 300 })
  const other = await startServer(url, { house: { ...bytes, storage: impatient }, log })
  const assetId = await upload(other, ada, as(other, ada), null, 'long.bin', randomBytes(12_000_000))
  const original = () => fetch(`${other}/api/${ada.account}/files/${assetId}/original`, { headers: headersOf(ada) })
  s3.line.cutAfter(2_000_000, 'back')
  try {
    await expect(original().then(bodyOf)).rejects.toThrow()
  } finally {
    await s3.line.heal()
  }
  await expect.poll(() => lines.map((line) => line.msg)).toEqual(['an answer broke off'])
  expect(await bodyOf(await original())).toHaveLength(12_000_000)
})
