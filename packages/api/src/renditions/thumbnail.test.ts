// From an upload to its small pictures, through real HTTP and the queue: made once, seen by whoever sees the file, and
// gone with it.
import { rename } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { addJob } from '../jobs/add-job.ts'
import { sweep } from '../jobs/sweep.ts'
import { eventually, startJobs } from '../testing/jobs.ts'
import { plantFile, plantPicture } from '../testing/library.ts'
import { pages } from '../testing/pdf.ts'
import { headersOf, saidBy, send, upload } from '../testing/send.ts'
import { account, as, freshDatabase, startServer, storage, type TestMember } from '../testing/world.ts'

const { url, db, pool } = await freshDatabase()
const server = await startServer(url)
const jobs = await startJobs(url, null)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const admin = as(server, ada)
  const put = (name: string, content: string | Buffer) => upload(server, ada, admin, null, name, content)
  return { acme, ada, admin, put }
}
const beach = (background: string) =>
  sharp({ create: { width: 1200, height: 600, channels: 3, background } })
    .withExif({ IFD0: { Model: 'Canon EOS R5' }, IFD2: { DateTimeOriginal: '2026:05:03 14:02:11' } })
    .jpeg()
    .toBuffer()
const thumbnail = (who: TestMember, id: string, query = '', headers: Record<string, string> = {}) =>
  fetch(`${server}/api/${who.account}/files/${id}/thumbnail${query}`, { headers: { ...headersOf(who), ...headers } })
const looked = (assetId: string, admin: ReturnType<typeof as>) =>
  eventually(async () => {
    const [version] = await admin.versions.list.query({ assetId })
    return version?.preview !== 'waiting' && version
  })

const blobOf = async (assetId: string) =>
  (
    await db
      .selectFrom('version')
      .select('blob_id')
      .where('asset_id', '=', assetId as AssetId)
      .executeTakeFirstOrThrow()
  ).blob_id

describe('a picture that was uploaded', () => {
  it('is looked at: its size, camera, date and two pictures', async () => {
    const { ada, admin, put } = await world()
    const id = await put('beach.jpg', await beach('#c04020'))
    expect(await looked(id, admin)).toMatchObject({
      preview: 'picture',
      width: 1200,
      height: 600,
      pages: null,
      camera: 'Canon EOS R5',
      takenAt: '2026-05-03T14:02:11',
    })
    for (const [query, width, height] of [
      ['', 400, 200],
      ['?size=small', 400, 200],
      ['?size=large', 1200, 600],
    ] as const) {
      const answer = await thumbnail(ada, id, query)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp'])
      const picture = Buffer.from(await answer.arrayBuffer())
      expect(answer.headers.get('content-length')).toBe(String(picture.length))
      expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp', width, height })
    }
  })
  it('has others with each version, and those of the earlier one stay', async () => {
    const { ada, admin, put } = await world()
    const id = await put('beach.jpg', await beach('#ff0000'))
    const first = await looked(id, admin)
    const bytes = await beach('#0000ff')
    const { uploadId } = await admin.uploads.beginVersion.mutate({ assetId: id, size: bytes.length })
    await send(server, ada, uploadId, bytes)
    await admin.uploads.finish.mutate({ uploadId })
    await looked(id, admin)
    const colour = async (query = '') => {
      const { dominant } = await sharp(Buffer.from(await (await thumbnail(ada, id, query)).arrayBuffer())).stats()
      return dominant.r > dominant.b ? 'red' : 'blue'
    }
    expect([await colour(), await colour(`?versionId=${first.id}`)]).toEqual(['blue', 'red'])
    const etags = [await thumbnail(ada, id), await thumbnail(ada, id, `?versionId=${first.id}`)]
    expect(new Set(etags.map((a) => a.headers.get('etag'))).size).toBe(2)
  })
  it('goes with its small pictures when it is deleted for good', async () => {
    const { admin, put } = await world()
    const id = await put('beach.jpg', await beach('#123456'))
    await looked(id, admin)
    const blobId = await blobOf(id)
    const isThere = async () => {
      const rendition = await storage.readRendition(blobId, 'small.webp')
      rendition?.bytes.destroy()
      return rendition !== null
    }
    expect(await isThere()).toBe(true)
    await db
      .deleteFrom('asset')
      .where('id', '=', id as AssetId)
      .execute()
    await eventually(async () => !(await isThere()))
  })
})

it('a document has its pages and a picture of the first; a text has none, and nothing broken has one', async () => {
  const { ada, admin, put } = await world()
  const seen = async (name: string, content: string | Buffer) => {
    const id = await put(name, content)
    const { preview, pages: count, mediaType } = await looked(id, admin)
    return [preview, count, mediaType, await saidBy(await thumbnail(ada, id))]
  }
  expect(await seen('plan.pdf', pages(3, [300, 200], ''))).toEqual(['picture', 3, 'application/pdf', 200])
  expect(await seen('note.txt', 'Hello')).toEqual(['none', null, 'text/plain', 'not_found'])
  const cut = (await beach('#123456')).subarray(0, 2_000)
  expect(await seen('cut.jpg', cut)).toEqual(['none', null, 'image/jpeg', 'not_found'])
})

describe('the answer', () => {
  const planted = async () => {
    const here = await world()
    const id = await plantFile(db, here.acme.id, { name: 'beach.jpg', parentId: null, ownerId: null }, 'bytes')
    await plantPicture(db, id)
    return { ...here, id }
  }
  it('is asked about anew each time, and runs nothing', async () => {
    const { ada, id } = await planted()
    const answer = await thumbnail(ada, id)
    expect(await answer.text()).toBe('small')
    const header = (name: string) => answer.headers.get(name)
    expect(header('cache-control')).toBe('private, no-cache')
    expect(header('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(header('x-content-type-options')).toBe('nosniff')
    const again = await thumbnail(ada, id, '', { 'if-none-match': header('etag') ?? '' })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const large = await thumbnail(ada, id, '?size=large', { 'if-none-match': header('etag') ?? '' })
    expect([large.status, await large.text()]).toEqual([200, 'large'])
  })
  it('is saved under a name that says which it is, by whoever only views too, and not by finance', async () => {
    const { acme, id } = await planted()
    const named = await plantFile(db, acme.id, { name: 'Ünï v1.2 final', parentId: null, ownerId: null }, 'bytes')
    await plantPicture(db, named)
    const vera = await acme.member('Vera', 'library_view')
    const saved = async (of: string, size: string) => {
      const answer = await thumbnail(vera, of, `?size=${size}&how=save`)
      expect(await answer.text()).toBe(size)
      expect(answer.headers.get('content-type')).toBe('image/webp')
      return decodeURIComponent(answer.headers.get('content-disposition') ?? '')
    }
    expect(await saved(id, 'large')).toBe('attachment; filename="beach (large).webp"')
    expect(await saved(named, 'small')).toContain("filename*=UTF-8''Ünï v1.2 final (small).webp")
    expect((await thumbnail(vera, id)).headers.get('content-disposition')).toBeNull()
    const finn = await acme.member('Finn', 'finance')
    expect(await saidBy(await thumbnail(finn, id, '?size=large&how=save'))).toBe('not_allowed')
  })
  it('is for whoever sees the file: not for finance, nor for whom nothing reaches, nor after the right has ended', async () => {
    const { acme, ada, admin, id } = await planted()
    const [finn, rita, ben] = [
      await acme.member('Finn', 'finance'),
      await acme.member('Rita', 'library_restricted'),
      await acme.member('Ben', 'library_view'),
    ]
    const eve = await (await account(db, `Beta ${(serial += 1)}`)).member('Eve', 'account_admin')
    const etag = (await thumbnail(ben, id)).headers.get('etag') ?? ''
    expect(await saidBy(await thumbnail(finn, id))).toBe('not_allowed')
    expect(await saidBy(await thumbnail(rita, id))).toBe('not_found')
    expect(await saidBy(await thumbnail(eve, id))).toBe('not_found')
    await admin.members.suspend.mutate({ memberIds: [ben.memberId] })
    expect(await saidBy(await thumbnail(ben, id, '', { 'if-none-match': etag }))).toBe('cannot_enter')
    await admin.library.delete.mutate({ assetIds: [id] })
    expect(await saidBy(await thumbnail(ada, id, '', { 'if-none-match': etag }))).toBe('not_found')
  })
  it('a folder, another file’s version and a size that is none have no picture', async () => {
    const { acme, ada, admin, id } = await planted()
    const { id: folder } = await admin.library.createFolder.mutate({ folderId: null, name: 'Spring' })
    expect(await saidBy(await thumbnail(ada, folder))).toBe('not_found')
    const other = await plantFile(db, acme.id, { name: 'other', parentId: null, ownerId: null })
    const [version] = await admin.versions.list.query({ assetId: other })
    expect(await saidBy(await thumbnail(ada, id, `?versionId=${version?.id}`))).toBe('not_found')
    expect(await saidBy(await thumbnail(ada, id, '?size=huge'))).toBe('invalid_input')
  })
})

it('under a storm of first views, and with its job twice on two servers, a picture is made once', async () => {
  const { ada, admin, put } = await world()
  const other = await startJobs(url, null)
  const id = await put('beach.jpg', await beach('#c04020'))
  const blobId = await blobOf(id)
  for (let n = 0; n < 5; n++) await addJob(db, 'look_at', { blobId })
  const storm = async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => thumbnail(ada, id)))
    return Promise.all(answers.map(saidBy))
  }
  const said = new Set(await storm())
  const { lookedAt } = await eventually(async () => {
    for (const each of await storm()) said.add(each)
    const row = await db.selectFrom('blob').select('looked_at as lookedAt').where('id', '=', blobId).executeTakeFirst()
    return row?.lookedAt && row
  })
  expect([...said].filter((each) => each !== 200 && each !== 'not_found')).toEqual([])
  await eventually(async () => (await pool.query('select from graphile_worker.jobs')).rowCount === 0)
  const after = await db.selectFrom('blob').select('looked_at').where('id', '=', blobId).executeTakeFirst()
  expect(after?.looked_at).toEqual(lookedAt)
  expect(new Set(await storm())).toEqual(new Set([200]))
  expect((await looked(id, admin)).preview).toBe('picture')
  await other.stop()
})

it('bytes that could not be looked at are tried again by the sweep, a day later', async () => {
  await jobs.stop()
  const { ada, admin, put } = await world()
  const id = await put('beach.jpg', await beach('#c04020'))
  const blobId = await blobOf(id)
  // They are away until the queue has given up.
  const place = await storage.withFile(blobId, async (path) => path)
  await rename(place, `${place}.away`)
  await pool.query(`update graphile_worker._private_jobs set attempts = max_attempts - 1`)
  const trying = await startJobs(url, null)
  await eventually(async () => trying.said.some((line) => line.startsWith('Job look_at, try 5 of 5: ')))
  await rename(`${place}.away`, place)
  expect(await saidBy(await thumbnail(ada, id))).toBe('not_found')
  await sweep(db)
  expect((await admin.versions.list.query({ assetId: id }))[0]?.preview).toBe('waiting')
  await pool.query(`update blob set created_at = created_at - interval '25 hours'`)
  await sweep(db)
  expect((await looked(id, admin)).preview).toBe('picture')
})
