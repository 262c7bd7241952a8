// Versions through real HTTP: which is the current one, the bytes of each in whole and in part, and what is left in
// storage when one is deleted. Rules §3 and §8 ("Kinds").
import { randomBytes } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { AssetId, VersionId } from '@usher/domain'
import { plantFile, plantVersion, store } from '../testing/library.ts'
import { eventually, startJobs } from '../testing/jobs.ts'
import { headersOf, saidBy } from '../testing/send.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, storage, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

async function world(content: string | Buffer = 'one', name = 'beach.jpg') {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const [ada, vera, finn, rita] = [
    await acme.member('Ada', 'account_admin'),
    await acme.member('Vera', 'library_view'),
    await acme.member('Finn', 'finance'),
    await acme.member('Rita', 'library_restricted'),
  ]
  const id = await plantFile(db, acme.id, { name, parentId: null, ownerId: ada.memberId }, content)
  return { acme, ada, vera, finn, rita, id, admin: as(server, ada) }
}
const original = (who: TestMember, id: AssetId, query = '', headers: Record<string, string> = {}) =>
  fetch(`${server}/api/${who.account}/files/${id}/original${query}`, { headers: { ...headersOf(who), ...headers } })
const blobIds = async (id: AssetId) =>
  (await db.selectFrom('version').select('blob_id').where('asset_id', '=', id).execute()).map((v) => v.blob_id)

describe('versions', () => {
  it('are listed newest first, the current one marked, with who made each', async () => {
    const { acme, id, admin } = await world()
    await plantVersion(db, acme.id, id, 'two!')
    expect(await admin.versions.list.query({ assetId: id })).toMatchObject([
      { number: 2, isCurrent: true, size: 4, preview: 'waiting', madeBy: null },
      { number: 1, isCurrent: false, size: 3, madeBy: 'Ada', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
  })
  it('an earlier one is made the current one again: its bytes are the file’s, and none is lost', async () => {
    const { acme, ada, id, admin } = await world()
    await plantVersion(db, acme.id, id, 'two!')
    const [, first] = await admin.versions.list.query({ assetId: id })
    await admin.versions.restore.mutate({ assetId: id, versionId: String(first?.id) })
    expect(await (await original(ada, id)).text()).toBe('one')
    expect((await admin.versions.list.query({ assetId: id })).map((v) => v.isCurrent)).toEqual([false, true])
    expect((await admin.library.list.query({ folderId: null })).assets).toMatchObject([{ size: 3 }])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  })
  it('restoring the current one changes nothing', async () => {
    const { acme, id, admin } = await world()
    const [only] = await admin.versions.list.query({ assetId: id })
    await admin.versions.restore.mutate({ assetId: id, versionId: String(only?.id) })
    const entries = await db.selectFrom('audit_entry').select('what').where('on_id', '=', id).execute()
    expect(entries.map((e) => e.what)).toEqual(['file.uploaded'])
    expect((await toldTwice(db, acme.id)).tables.assets.size).toBe(1)
  })
  it('the current one cannot be deleted; another one goes for good, with its bytes', async () => {
    const { acme, id, admin } = await world()
    const jobs = await startJobs(url, null)
    await plantVersion(db, acme.id, id, 'two!')
    const [second, first] = await admin.versions.list.query({ assetId: id })
    const gone = (await blobIds(id))[0]
    expect(await refusal(admin.versions.delete.mutate({ assetId: id, versionId: String(second?.id) }))).toMatchObject({
      code: 'version_is_current',
    })
    await admin.versions.delete.mutate({ assetId: id, versionId: String(first?.id) })
    expect(await admin.versions.list.query({ assetId: id })).toHaveLength(1)
    await eventually(async () => gone && !(await storage.has(gone)))
    const { bytes } = await db
      .selectFrom('stored')
      .select('bytes')
      .where('account_id', '=', acme.id)
      .executeTakeFirstOrThrow()
    expect(bytes).toBe(4)
    await jobs.stop()
  })
  it('bytes that another version shares stay', async () => {
    const { acme, id, admin } = await world()
    const [blob_id] = await blobIds(id)
    const more = { account_id: acme.id, asset_id: id, made_by: null }
    await db
      .insertInto('version')
      .values([2, 3].map((number) => ({ ...more, number, blob_id: blob_id as NonNullable<typeof blob_id> })))
      .execute()
    const [third, second] = await admin.versions.list.query({ assetId: id })
    await Promise.all(
      [second, third].map((v) => admin.versions.delete.mutate({ assetId: id, versionId: String(v?.id) })),
    )
    expect(await db.selectFrom('blob').select('id').where('account_id', '=', acme.id).execute()).toHaveLength(1)
  })
  it('of another file are not found', async () => {
    const { acme, id, admin } = await world()
    const other = await plantFile(db, acme.id, { name: 'other', parentId: null, ownerId: null })
    const { version_id } = await db
      .selectFrom('asset')
      .select('version_id')
      .where('id', '=', other)
      .executeTakeFirstOrThrow()
    const versionId = String(version_id)
    for (const attempt of [admin.versions.restore, admin.versions.delete])
      expect(await refusal(attempt.mutate({ assetId: id, versionId }))).toMatchObject({ code: 'not_found' })
  })
  it('a folder has none', async () => {
    const { ada, admin } = await world()
    const { id } = await admin.library.createFolder.mutate({ folderId: null, name: 'Spring' })
    expect(await refusal(admin.versions.list.query({ assetId: id }))).toMatchObject({ code: 'not_a_file' })
    expect(await saidBy(await original(ada, id))).toBe('not_a_file')
  })
  it('go with the file that is deleted for good, and so do their bytes', async () => {
    const { acme, id } = await world()
    await plantVersion(db, acme.id, id, 'two!')
    await db.deleteFrom('asset').where('id', '=', id).execute()
    expect(await db.selectFrom('blob').select('id').where('account_id', '=', acme.id).execute()).toEqual([])
  })
})

describe('levels', () => {
  it('who only views sees and downloads, and neither restores nor deletes', async () => {
    const { acme, id, vera } = await world()
    await plantVersion(db, acme.id, id, 'two!')
    const veras = as(server, vera)
    const [, first] = await veras.versions.list.query({ assetId: id })
    const asked = { assetId: id, versionId: String(first?.id) }
    expect(await refusal(veras.versions.restore.mutate(asked))).toMatchObject({ data: { needs: 'contribute' } })
    expect(await refusal(veras.versions.delete.mutate(asked))).toMatchObject({ data: { needs: 'manage' } })
    expect(await (await original(vera, id)).text()).toBe('two!')
    expect(await (await original(vera, id, `?versionId=${first?.id}`)).text()).toBe('one')
  })
  it('finance gets at no byte, and to whom nothing reaches there is nothing', async () => {
    const { id, finn, rita } = await world()
    expect(await saidBy(await original(finn, id))).toBe('not_allowed')
    expect(await saidBy(await original(rita, id))).toBe('not_found')
    expect(await saidBy(await original(rita, 'no-id' as AssetId))).toBe('invalid_input')
  })
})

describe('the bytes', () => {
  it('come in whole, with their name, type and length, and are asked about anew each time', async () => {
    const { ada, id } = await world('one', 'Ünï “quoted” beach.jpg')
    const answer = await original(ada, id)
    expect(answer.status).toBe(200)
    const header = (name: string) => answer.headers.get(name)
    expect(header('content-length')).toBe('3')
    expect(header('content-disposition')).toContain(`filename*=UTF-8''%C3%9Cn%C3%AF`)
    expect(header('cache-control')).toBe('private, no-cache')
    expect(header('x-content-type-options')).toBe('nosniff')
    expect(header('content-security-policy')).toBe("sandbox; default-src 'none'")
    const again = await original(ada, id, '', { 'if-none-match': header('etag') ?? '' })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })
  it.each([
    ['bytes=0-3', 206, 0, 3],
    ['bytes=4-', 206, 4, 999],
    ['bytes=-10', 206, 990, 999],
    ['bytes=990-2000', 206, 990, 999],
    ['bytes=0-1,5-6', 200, 0, 999],
    ['lines=1-2', 200, 0, 999],
  ])('come in part: %s', async (range, status, first, last) => {
    const content = randomBytes(1000)
    const { ada, id } = await world(content)
    const answer = await original(ada, id, '', { range })
    expect(answer.status).toBe(status)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content.subarray(first, last + 1))
    if (status === 206) expect(answer.headers.get('content-range')).toBe(`bytes ${first}-${last}/1000`)
  })
  it('a range outside of them is refused with how many there are', async () => {
    const { ada, id } = await world(randomBytes(1000))
    const answer = await original(ada, id, '', { range: 'bytes=1000-' })
    expect(answer.status).toBe(416)
    expect(answer.headers.get('content-range')).toBe('bytes */1000')
  })
  it('a part is given only of what the reader has the rest of', async () => {
    const { ada, id } = await world(randomBytes(1000))
    const etag = (await original(ada, id)).headers.get('etag') ?? ''
    const part = { range: 'bytes=0-3' }
    expect((await original(ada, id, '', { ...part, 'if-range': etag })).status).toBe(206)
    expect((await original(ada, id, '', { ...part, 'if-range': '"another"' })).status).toBe(200)
  })
  it('are asked for without being sent: HEAD', async () => {
    const { ada, id } = await world(randomBytes(1000))
    const answer = await fetch(`${server}/api/${ada.account}/files/${id}/original`, {
      method: 'HEAD',
      headers: headersOf(ada),
    })
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '1000', ''])
  })
  it('of nothing are nothing', async () => {
    const { ada, id } = await world('')
    const answer = await original(ada, id, '', { range: 'bytes=0-' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })
  it('are shown only where nothing in them runs; everything else is saved', async () => {
    const { acme, ada } = await world()
    const shown: Record<string, boolean> = {}
    for (const type of ['image/png', 'video/mp4', 'audio/mpeg', 'image/svg+xml', 'text/html', 'application/pdf']) {
      const id = await plantFile(db, acme.id, { name: type.replace('/', ' '), parentId: null, ownerId: null })
      const bytes = await store('bytes', type)
      await db
        .insertInto('blob')
        .values({ id: bytes.blobId, account_id: acme.id, size: 5, sha256: bytes.sha256, media_type: type })
        .execute()
      await db.updateTable('version').set({ blob_id: bytes.blobId }).where('asset_id', '=', id).execute()
      const answer = await original(ada, id, '?how=show')
      shown[type] = answer.headers.get('content-disposition') === 'inline'
      expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    }
    expect(shown).toEqual({
      'image/png': true,
      'video/mp4': true,
      'audio/mpeg': true,
      'image/svg+xml': false,
      'text/html': false,
      'application/pdf': false,
    })
  })
  it('that are missing on the server are said to be, and others are unaffected', async () => {
    const { acme, ada, id } = await world()
    const other = await plantFile(db, acme.id, { name: 'other', parentId: null, ownerId: null }, 'other')
    const [blobId] = await blobIds(id)
    if (!blobId) throw new Error('a file has a version')
    await storage.withFile(blobId, (path) => rename(path, `${path}.lost`))
    const answer = await original(ada, id)
    expect([answer.status, await saidBy(answer)]).toEqual([503, 'bytes_missing'])
    expect(await (await original(ada, other)).text()).toBe('other')
  })
  it('end with the right to them, on the next request', async () => {
    const { ada, id, acme, admin } = await world()
    const ben = await acme.member('Ben', 'library_view')
    expect((await original(ben, id)).status).toBe(200)
    await admin.members.suspend.mutate({ memberIds: [ben.memberId] })
    expect(await saidBy(await original(ben, id))).toBe('cannot_enter')
    await admin.library.delete.mutate({ assetIds: [id] })
    expect(await saidBy(await original(ada, id))).toBe('not_found')
  })
  it('a version that was never there is not found', async () => {
    const { ada, id } = await world()
    const versionId = crypto.randomUUID() as VersionId
    expect(await saidBy(await original(ada, id, `?versionId=${versionId}`))).toBe('not_found')
  })
})
