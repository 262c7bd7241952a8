// Uploads through real HTTP, with a real tus client, on real files: resumed wherever they were cut, refused at any point
// where the right has gone, never to be seen in half, and finished once however often that is asked.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AssetId, UploadId } from '@usher/domain'
import { setLimit } from '../accounts/operate-account.ts'
import { auditKey } from '../testing/keys.ts'
import { plantUpload } from '../testing/library.ts'
import type {} from '../testing/figures.ts'
import { eventually, startJobs } from '../testing/jobs.ts'
import { headersOf, offsetOf, partHeaders, partsUrl, saidBy, send, sendAndTear, upload } from '../testing/send.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, parts, refusal, startServer, storage } from '../testing/world.ts'
import { forgetUploads } from './forget-uploads.ts'

const { url, db } = await freshDatabase()
const servers = [await startServer(url), await startServer(url)] as const
const [server, other] = servers
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const [ada, vera, rita] = [
    await acme.member('Ada', 'account_admin'),
    await acme.member('Vera', 'library_view'),
    await acme.member('Rita', 'library_restricted'),
  ]
  const admin = as(server, ada)
  const make = async (name: string, folderId: AssetId | null = null) =>
    (await admin.library.createFolder.mutate({ folderId, name })).id
  const blobOf = async (assetId: string) =>
    db
      .selectFrom('version as v')
      .innerJoin('asset as a', 'a.version_id', 'v.id')
      .innerJoin('blob as b', 'b.id', 'v.blob_id')
      .selectAll('b')
      .select('v.number')
      .where('a.id', '=', assetId as AssetId)
      .executeTakeFirstOrThrow()
  return { acme, ada, vera, rita, admin, make, blobOf }
}
const sha = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')

describe('an upload', () => {
  it('becomes a file, owned by whoever sent it, with its bytes, their SHA-256 and the type that they have', async () => {
    const { acme, ada, admin, make, blobOf } = await world()
    const spring = await make('Spring')
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    )
    const id = await upload(server, ada, admin, spring, 'beach.txt', png)
    const blob = await blobOf(id)
    expect(blob).toMatchObject({ size: png.length, media_type: 'image/png', number: 1 })
    expect(blob.sha256.toString('hex')).toBe(sha(png))
    const { assets } = await admin.library.list.query({ folderId: spring })
    expect(assets).toMatchObject([{ id, kind: 'file', name: 'beach.txt', size: png.length, isMine: true }])
    expect(await parts.list()).toEqual([])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  })
  it('is not to be seen before its end', async () => {
    const { ada, admin } = await world()
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    await send(server, ada, uploadId, Buffer.from('bytes'))
    expect((await admin.library.list.query({ folderId: null })).assets).toEqual([])
    await admin.uploads.finish.mutate({ uploadId })
    expect((await admin.library.list.query({ folderId: null })).assets).toMatchObject([{ name: 'beach.jpg' }])
  })
  it('may be of nothing', async () => {
    const { ada, admin, blobOf } = await world()
    expect(await blobOf(await upload(server, ada, admin, null, 'empty', ''))).toMatchObject({ size: 0 })
  })
  it('is finished only when all of it has come', async () => {
    const { ada, admin } = await world()
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 100_000 })
    await sendAndTear(server, ada, uploadId, randomBytes(100_000), 50_000)
    const refused = await refusal(admin.uploads.finish.mutate({ uploadId }))
    expect(refused).toMatchObject({ code: 'upload_incomplete', data: { size: 100_000 } })
  })
  it('of which something else has arrived than was to be sent is refused; the same is taken', async () => {
    const { ada, admin } = await world()
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    await send(server, ada, uploadId, Buffer.from('bytes'))
    const other = admin.uploads.finish.mutate({ uploadId, sha256: sha('other') })
    expect(await refusal(other)).toEqual({ code: 'bytes_differ', data: {} })
    expect((await admin.library.list.query({ folderId: null })).assets).toEqual([])
    await admin.uploads.finish.mutate({ uploadId, sha256: sha('bytes') })
    const { assets } = await admin.library.list.query({ folderId: null })
    expect(assets).toMatchObject([{ name: 'beach.jpg', sha256: sha('bytes') }])
    expect(await refusal(admin.uploads.finish.mutate({ uploadId, sha256: 'AB' }))).toMatchObject({
      code: 'invalid_input',
    })
  })
  it('is finished once, however often that is asked: the answer is the same', async () => {
    const { ada, admin } = await world()
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    await send(server, ada, uploadId, Buffer.from('bytes'))
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => as(servers[n % 2 ? 1 : 0], ada).uploads.finish.mutate({ uploadId })),
    )
    expect(new Set(answers.map((a) => a.assetId)).size).toBe(1)
    expect((await admin.library.list.query({ folderId: null })).assets).toHaveLength(1)
    expect(
      await db
        .selectFrom('version')
        .select('id')
        .where('asset_id', '=', answers[0]?.assetId as AssetId)
        .execute(),
    ).toHaveLength(1)
  })
  it('belongs to whoever began it: for others it does not exist', async () => {
    const { acme, ada, admin } = await world()
    const eve = await acme.member('Eve', 'account_admin')
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    await expect(send(server, eve, uploadId, Buffer.from('bytes'))).rejects.toThrow('not_found')
    expect(await refusal(as(server, eve).uploads.finish.mutate({ uploadId }))).toMatchObject({ code: 'not_found' })
    expect(await as(server, eve).uploads.list.query()).toEqual([])
    expect(await admin.uploads.list.query()).toMatchObject([{ id: uploadId, sent: 0, size: 5 }])
    await send(server, ada, uploadId, Buffer.from('bytes'))
  })
  it('that is cancelled is gone with its bytes', async () => {
    const { ada, admin } = await world()
    const jobs = await startJobs(url, null)
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    await send(server, ada, uploadId, Buffer.from('bytes'))
    await admin.uploads.cancel.mutate({ uploadId })
    expect(await refusal(admin.uploads.finish.mutate({ uploadId }))).toMatchObject({ code: 'not_found' })
    await eventually(async () => !(await parts.list()).includes(uploadId))
    await jobs.stop()
  })
})

describe('where the name is taken', () => {
  it('begins by saying so, and goes in as asked: not at all, as a version, or beside it', async () => {
    const { ada, admin, blobOf } = await world()
    const first = await upload(server, ada, admin, null, 'beach.jpg', 'one')
    const { uploadId, existing } = await admin.uploads.begin.mutate({ folderId: null, name: 'Beach.JPG', size: 3 })
    expect(existing).toMatchObject({ id: first, kind: 'file', name: 'beach.jpg' })
    await send(server, ada, uploadId, Buffer.from('two'))
    expect(await refusal(admin.uploads.finish.mutate({ uploadId }))).toMatchObject({ code: 'name_taken' })
    // What was sent waits for another answer.
    expect(await admin.uploads.list.query()).toMatchObject([{ id: uploadId, sent: 3 }])
    expect(await admin.uploads.finish.mutate({ uploadId, ifTaken: 'version' })).toEqual({ assetId: first })
    const blob = await blobOf(first)
    expect(blob.number).toBe(2)
    expect(blob.sha256.toString('hex')).toBe(sha('two'))

    const again = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    await send(server, ada, again.uploadId, Buffer.from('three'))
    await admin.uploads.finish.mutate({ uploadId: again.uploadId, ifTaken: 'rename' })
    const { assets } = await admin.library.list.query({ folderId: null })
    expect(assets.map((a) => a.name)).toEqual(['beach (2).jpg', 'beach.jpg'])
  })
  it('by a folder: never a version of it', async () => {
    const { ada, admin, make } = await world()
    await make('Spring')
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'spring', size: 3 })
    await send(server, ada, uploadId, Buffer.from('two'))
    expect(await refusal(admin.uploads.finish.mutate({ uploadId, ifTaken: 'version' }))).toMatchObject({
      code: 'name_taken',
    })
  })
  it('a version of a file is added by whoever contributes to it, and its owner stays', async () => {
    const { acme, ada, admin, blobOf } = await world()
    const id = await upload(server, ada, admin, null, 'beach.jpg', 'one')
    const ben = await acme.member('Ben', 'library_full')
    const bens = as(server, ben)
    const { uploadId } = await bens.uploads.beginVersion.mutate({ assetId: id, size: 3 })
    await send(server, ben, uploadId, Buffer.from('two'))
    await bens.uploads.finish.mutate({ uploadId })
    expect((await blobOf(id)).number).toBe(2)
    expect((await admin.library.list.query({ folderId: null })).assets).toMatchObject([{ isMine: true }])
  })
})

describe('its right', () => {
  it('is that of contributing: who only views begins none, nor at the root who sees by reach alone', async () => {
    const { vera, rita } = await world()
    const asked = { folderId: null, name: 'beach.jpg', size: 5 }
    for (const who of [vera, rita])
      expect(await refusal(as(server, who).uploads.begin.mutate(asked))).toMatchObject({
        code: 'level_too_low',
        data: { needs: 'contribute' },
      })
  })
  it('is looked at with each part, and at the end; what was sent waits for another place', async () => {
    const { ada, admin, make } = await world()
    const spring = await make('Spring')
    const content = randomBytes(60_000)
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: spring, name: 'beach.jpg', size: content.length })
    await sendAndTear(server, ada, uploadId, content, 20_000)
    await admin.library.delete.mutate({ assetIds: [spring] })
    await expect(send(server, ada, uploadId, content)).rejects.toThrow('upload_stranded')
    const autumn = await make('Autumn')
    await admin.uploads.retarget.mutate({ uploadId, folderId: autumn })
    await send(other, ada, uploadId, content)
    await admin.library.delete.mutate({ assetIds: [autumn] })
    expect(await refusal(admin.uploads.finish.mutate({ uploadId }))).toMatchObject({ code: 'upload_stranded' })
    await admin.uploads.retarget.mutate({ uploadId, folderId: null })
    await admin.uploads.finish.mutate({ uploadId })
    expect((await admin.library.list.query({ folderId: null })).assets).toMatchObject([{ size: content.length }])
  })
  it('follows the folder that is moved meanwhile', async () => {
    const { ada, admin, make } = await world()
    const [spring, launch] = [await make('Spring'), await make('Launch')]
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: spring, name: 'beach.jpg', size: 5 })
    await admin.library.move.mutate({ assetIds: [spring], destinationId: launch })
    await send(server, ada, uploadId, Buffer.from('bytes'))
    await admin.uploads.finish.mutate({ uploadId })
    expect((await admin.library.list.query({ folderId: spring })).assets).toHaveLength(1)
  })
  it('ends with the role: from the next part on', async () => {
    const { acme, admin } = await world()
    const ben = await acme.member('Ben', 'library_full')
    const { uploadId } = await as(server, ben).uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 60_000 })
    await sendAndTear(server, ben, uploadId, randomBytes(60_000), 20_000)
    await admin.members.changeRole.mutate({ memberIds: [ben.memberId], role: 'library_view' })
    await expect(send(other, ben, uploadId, randomBytes(60_000))).rejects.toThrow('not_allowed')
    expect(await refusal(as(other, ben).uploads.finish.mutate({ uploadId }))).toMatchObject({ code: 'not_allowed' })
  })
})

describe('limits', () => {
  it('of storage hold however many uploads end at once, on two servers', async () => {
    const { acme, ada, admin } = await world()
    await setLimit({ db, auditKey, publicUrl: server }, acme.id, 'gigabytes', 1)
    // As if the account had so much already: a million bytes are left.
    await db
      .insertInto('stored')
      .values({ account_id: acme.id, bytes: 1_000_000_000 - 1_000_000 })
      .execute()
    const content = randomBytes(300_000)
    const ids = []
    for (let n = 0; n < 6; n += 1)
      // Begun before: at the begin, too, what is under way is counted.
      ids.push(
        await plantUpload(
          db,
          acme.id,
          { memberId: ada.memberId, folderId: null, name: `file ${n}` },
          content
            .toString('latin1')
            .slice(0, 150_000)
            .replaceAll(/[^\0-\x7f]/g, '..'),
        ),
      )
    const answers = await Promise.all(
      ids.map((uploadId, n) => refusal(as(servers[n % 2 ? 1 : 0], ada).uploads.finish.mutate({ uploadId }))),
    )
    const { bytes } = await db
      .selectFrom('stored')
      .select('bytes')
      .where('account_id', '=', acme.id)
      .executeTakeFirstOrThrow()
    expect(bytes).toBeLessThanOrEqual(1_000_000_000)
    expect(answers.filter((a) => a === null).length).toBeGreaterThanOrEqual(3)
    expect(answers.filter((a) => a?.code === 'storage_full').length).toBeGreaterThanOrEqual(1)
    expect(await refusal(admin.uploads.begin.mutate({ folderId: null, name: 'more', size: 900_000 }))).toMatchObject({
      code: 'storage_full',
    })
  })
  it('of a file: larger ones are refused at the begin', async () => {
    const { admin } = await world()
    const asked = { folderId: null, name: 'film.mov', size: 50_000_000_001 }
    expect(await refusal(admin.uploads.begin.mutate(asked))).toMatchObject({ code: 'file_too_large' })
  })
  it('of versions: a file keeps a hundred', async () => {
    const { acme, ada, admin } = await world()
    const id = await upload(server, ada, admin, null, 'beach.jpg', 'one')
    const { blob_id } = await db
      .selectFrom('version')
      .select('blob_id')
      .where('asset_id', '=', id as AssetId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('version')
      .values(
        Array.from({ length: 99 }, (_, n) => ({
          account_id: acme.id,
          asset_id: id as AssetId,
          number: n + 2,
          blob_id,
          made_by: null,
        })),
      )
      .execute()
    const { uploadId } = await admin.uploads.beginVersion.mutate({ assetId: id, size: 3 })
    await send(server, ada, uploadId, Buffer.from('two'))
    expect(await refusal(admin.uploads.finish.mutate({ uploadId }))).toEqual({
      code: 'too_many_versions',
      data: { limit: 100 },
    })
  })
  it('a full disk is said clearly, and what was sent is kept', async () => {
    const { ada, admin } = await world()
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    const path = parts.pathOf(uploadId)
    await mkdir(dirname(path), { recursive: true })
    // A device on which every byte finds the disk full.
    await symlink('/dev/full', path)
    const headers = partHeaders(ada, 0)
    const answer = await fetch(partsUrl(server, ada, uploadId), { method: 'PATCH', headers, body: 'bytes' })
    expect(answer.status).toBe(503)
    expect(await saidBy(answer)).toBe('cannot_store')
    await parts.remove(uploadId)
    await send(server, ada, uploadId, Buffer.from('bytes'))
  })
})

describe('the parts', () => {
  it('more than was announced is refused, and at a wrong place', async () => {
    const { ada, admin } = await world()
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    const patch = async (offset: number, body: string) =>
      (await fetch(partsUrl(server, ada, uploadId), { method: 'PATCH', headers: partHeaders(ada, offset), body }))
        .status
    expect(await patch(0, 'too many bytes')).toBe(413)
    expect(await patch(3, 'es')).toBe(409)
    expect(await patch(0, 'bytes')).toBe(204)
    expect(await patch(5, 'more')).toBe(413)
    await admin.uploads.finish.mutate({ uploadId })
    expect(await patch(5, '')).toBe(204)
  })
  it('a form of another site sends none: PATCH, the type of the bytes and the origin are asked for', async () => {
    const { ada, admin } = await world()
    const { uploadId } = await admin.uploads.begin.mutate({ folderId: null, name: 'beach.jpg', size: 5 })
    const ask = async (method: string, headers: Record<string, string>) =>
      saidBy(
        await fetch(partsUrl(server, ada, uploadId), {
          method,
          headers: { ...headersOf(ada), 'tus-resumable': '1.0.0', 'upload-offset': '0', ...headers },
          body: 'bytes',
        }),
      )
    expect(await ask('POST', { 'content-type': 'application/offset+octet-stream' })).toBe('json_only')
    expect(await ask('PATCH', { 'content-type': 'text/plain' })).toBe('json_only')
    const type = { 'content-type': 'application/offset+octet-stream' }
    expect(await ask('PATCH', { ...type, origin: 'https://evil.example' })).toBe('foreign_origin')
    expect(await ask('PATCH', type)).toBe(204)
  })
})

describe('what was broken off', () => {
  it('is kept a day, then forgotten with its bytes; what is still being sent stays', async () => {
    const { acme, ada, admin } = await world()
    const [old, young, sending] = [
      await plantUpload(db, acme.id, { memberId: ada.memberId, folderId: null, name: 'old' }),
      await plantUpload(db, acme.id, { memberId: ada.memberId, folderId: null, name: 'young' }),
      await plantUpload(db, acme.id, { memberId: ada.memberId, folderId: null, name: 'sending' }),
    ]
    const yesterday = new Date(Date.now() - 25 * 3_600_000)
    await db.updateTable('upload').set({ begun_at: yesterday }).where('id', 'in', [old, sending]).execute()
    await utimes(parts.pathOf(old), yesterday, yesterday)
    // A part without an upload: its row was deleted while somebody was sending.
    const stray = crypto.randomUUID() as UploadId
    await writeFile(parts.pathOf(stray), 'bytes')
    await forgetUploads(db, { parts, storage })
    expect((await admin.uploads.list.query()).map((u) => u.name).toSorted()).toEqual(['sending', 'young'])
    const left = await parts.list()
    expect(left).toContain(young)
    expect(left).toContain(sending)
    expect(left).not.toContain(old)
    expect(left).not.toContain(stray)
  })
})

const cuts = Number(process.env['UPLOAD_ROUNDS'] ?? 10)
it(
  `${cuts} uploads, cut and resumed, on two servers: every SHA-256 is right, and no temporary byte is left`,
  { timeout: 60_000 + cuts * 5_000 },
  async ({ task }) => {
    const { ada, admin, blobOf } = await world()
    let resumed = 0
    const ids: UploadId[] = []
    for (let round = 0; round < cuts; round += 1) {
      // Of every other one a part arrives whole, and the cuts do not get to the end: that one is resumed in between.
      const between = round % 2 === 0
      const content = randomBytes(randomInt(between ? 100 : 1, 600_000))
      const { uploadId } = await admin.uploads.begin.mutate({
        folderId: null,
        name: `file ${round}`,
        size: content.length,
      })
      ids.push(uploadId)
      const most = between ? Math.floor(content.length / 6) : content.length
      if (between) {
        const body = content.subarray(0, most)
        await fetch(partsUrl(server, ada, uploadId), { method: 'PATCH', headers: partHeaders(ada, 0), body })
      }
      for (let cut = 0; cut < 4; cut += 1)
        await sendAndTear(servers[cut % 2 ? 1 : 0], ada, uploadId, content, randomInt(most))
      const reached = await offsetOf(server, ada, uploadId)
      if (reached > 0 && reached < content.length) resumed += 1
      await send(server, ada, uploadId, content, randomInt(1000, 200_000))
      const { assetId } = await admin.uploads.finish.mutate({ uploadId })
      const blob = await blobOf(assetId)
      expect(blob.sha256.toString('hex')).toBe(sha(content))
      expect(sha(await storage.withFile(blob.id, (path) => readFile(path)))).toBe(sha(content))
    }
    expect(resumed).toBeGreaterThanOrEqual(cuts / 2)
    const left = new Set(await parts.list())
    expect(ids.filter((id) => left.has(id))).toEqual([])
    task.meta.figure = `${cuts} of ${cuts} right, ${4 * cuts} cuts, ${resumed} of them resumed in the middle`
  },
)
