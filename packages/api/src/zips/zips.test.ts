// Zips through real HTTP, unpacked by another library: what is in them, what is not any more, and their limits. Rules §2
// and §4 ("A zip is checked again, entry by entry, when it is fetched").
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { fromBufferPromise, type Entry } from 'yauzl'
import type { AssetId } from '@usher/domain'
import { plantFile, plantFolder } from '../testing/library.ts'
import { headersOf, saidBy } from '../testing/send.ts'
import { account, as, freshDatabase, refusal, startServer, storage, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const rita = await acme.member('Rita', 'library_restricted')
  const file = (name: string, parentId: AssetId | null, content: string | Buffer = name, owner: TestMember = ada) =>
    plantFile(db, acme.id, { name, parentId, ownerId: owner.memberId }, content)
  const dir = (name: string, parentId: AssetId | null = null, owner: TestMember = ada) =>
    plantFolder(db, acme.id, { name, parentId, ownerId: owner.memberId })
  return { acme, ada, rita, file, dir, admin: as(server, ada) }
}
const fetchZip = (who: TestMember, id: string) =>
  fetch(`${server}/api/${who.account}/zips/${id}`, { headers: headersOf(who) })

/** What is in a zip: path → what it holds; a folder ends in a slash. Their sums are checked by reading. */
async function unpacked(bytes: Buffer): Promise<Record<string, string>> {
  const zip = await fromBufferPromise(bytes)
  const found: Record<string, string> = {}
  for await (const entry of zip.eachEntry() as AsyncIterable<Entry>)
    found[entry.fileName] = entry.fileName.endsWith('/') ? '' : await text(await zip.openReadStreamPromise(entry))
  return found
}
const bytesOf = async (who: TestMember, id: string) => Buffer.from(await (await fetchZip(who, id)).arrayBuffer())
async function zipOf(who: TestMember, assetIds: AssetId[]) {
  const { id } = await as(server, who).zips.prepare.mutate({ assetIds })
  return unpacked(await bytesOf(who, id))
}

describe('a zip', () => {
  it('holds what was chosen with all below it, in its folders, empty ones too', async () => {
    const { ada, admin, file, dir } = await world()
    const spring = await dir('Spring')
    const shoot = await dir('Shöot 🌊', spring)
    await dir('Empty', spring)
    await file('beach.jpg', shoot, 'a beach')
    await file('notes.txt', spring, '')
    const logo = await file('logo.svg', null, '<svg/>')
    const { id, name, things, bytes } = await admin.zips.prepare.mutate({ assetIds: [spring, logo] })
    expect({ name, things, bytes }).toEqual({ name: 'Spring and 1 more.zip', things: 6, bytes: 13 })
    expect(await unpacked(await bytesOf(ada, id))).toEqual({
      'Spring/': '',
      'Spring/Shöot 🌊/': '',
      'Spring/Empty/': '',
      'Spring/Shöot 🌊/beach.jpg': 'a beach',
      'Spring/notes.txt': '',
      'logo.svg': '<svg/>',
    })
  })
  it('keeps what has one name in several places apart, and holds what lies in a chosen folder once', async () => {
    const { ada, file, dir } = await world()
    const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
    const [one, two] = [await file('beach.jpg', spring, 'one'), await file('Beach.jpg', autumn, 'two')]
    expect(Object.values(await zipOf(ada, [one, two])).toSorted()).toEqual(['one', 'two'])
    expect(Object.keys(await zipOf(ada, [one, two])).toSorted()).toEqual(['Beach (2).jpg', 'beach.jpg'])
    expect(await zipOf(ada, [spring, one])).toEqual({ 'Spring/': '', 'Spring/beach.jpg': 'one' })
  })
  it('comes as a file to be saved, and is kept nowhere', async () => {
    const { ada, admin, file } = await world()
    const { id } = await admin.zips.prepare.mutate({ assetIds: [await file('beach.jpg', null)] })
    const answer = await fetchZip(ada, id)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=beach.jpg.zip')
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
  })
  it('is in the list of whoever asked for it, and nobody else’s', async () => {
    const { acme, admin, file } = await world()
    const eve = await acme.member('Eve', 'account_admin')
    const beach = await file('beach.jpg', null)
    const { id } = await admin.zips.prepare.mutate({ assetIds: [beach] })
    expect(await admin.zips.list.query()).toEqual([
      {
        id,
        name: 'beach.jpg.zip',
        things: 1,
        bytes: 9,
        askedAt: expect.any(String),
        left: [{ id: beach, name: 'beach.jpg', kind: 'file' }],
      },
    ])
    expect(await as(server, eve).zips.list.query()).toEqual([])
    expect(await saidBy(await fetchZip(eve, id))).toBe('not_found')
  })
  it('is in the list with what is left of what was chosen, as far as one sees it now', async () => {
    const { acme, ada, rita, admin, file, dir } = await world()
    const [hers, logo] = [await dir('Hers', null, rita), await file('logo.svg', null, 'logo', rita)]
    const ritas = as(server, rita)
    await ritas.zips.prepare.mutate({ assetIds: [hers, logo] })
    const left = async () => (await ritas.zips.list.query())[0]?.left.map(({ name }) => name)
    expect(await left()).toEqual(['Hers', 'logo.svg'])
    await admin.library.delete.mutate({ assetIds: [hers] })
    expect(await left()).toEqual(['logo.svg'])
    await db.updateTable('asset').set({ owner_id: ada.memberId }).where('id', '=', logo).execute()
    expect(await left()).toEqual([])
    const finn = await acme.member('Finn', 'finance')
    expect(await refusal(as(server, finn).zips.list.query())).toMatchObject({ code: 'not_allowed' })
  })
})

describe('its limits', () => {
  it('300 files and folders: one more is refused', async () => {
    const { acme, admin, dir } = await world()
    const spring = await dir('Spring')
    for (let n = 0; n < 299; n += 1) await plantFolder(db, acme.id, { name: `F${n}`, parentId: spring, ownerId: null })
    expect(await admin.zips.prepare.mutate({ assetIds: [spring] })).toMatchObject({ things: 300 })
    await dir('One more', spring)
    expect(await refusal(admin.zips.prepare.mutate({ assetIds: [spring] }))).toEqual({
      code: 'zip_too_large',
      data: { things: 300, bytes: 1_000_000_000 },
    })
  })
  it('1 GB: looked at when it is asked for, and again when it is fetched', async () => {
    const { ada, admin, file } = await world()
    const id = await file('film.mov', null)
    const zip = await admin.zips.prepare.mutate({ assetIds: [id] })
    await db.updateTable('asset').set({ size: 1_000_000_001 }).where('id', '=', id).execute()
    expect(await refusal(admin.zips.prepare.mutate({ assetIds: [id] }))).toMatchObject({ code: 'zip_too_large' })
    expect(await saidBy(await fetchZip(ada, zip.id))).toBe('zip_too_large')
  })
})

describe('what one may not see', () => {
  it('is not in it: a restricted member’s zip of their folder holds what reaches them', async () => {
    const { rita, ada, file, dir } = await world()
    const spring = await dir('Spring')
    const hers = await dir('Hers', spring, rita)
    await file('in hers.jpg', hers, 'seen', ada)
    await file('beside.jpg', spring, 'hidden', ada)
    expect(await zipOf(rita, [hers])).toEqual({ 'Hers/': '', 'Hers/in hers.jpg': 'seen' })
    expect(await refusal(as(server, rita).zips.prepare.mutate({ assetIds: [hers, spring] }))).toMatchObject({
      code: 'not_found',
    })
  })
  it('when it is fetched is left out, also in the middle, and the zip says so', async () => {
    const { ada, admin, file, dir } = await world()
    const spring = await dir('Spring')
    // Larger than what a connection holds back, so that the second is not read before the first has gone out.
    const large = randomBytes(24_000_000)
    await file('a large.bin', spring, large)
    const second = await file('b second.txt', spring, 'second')
    const { id } = await admin.zips.prepare.mutate({ assetIds: [spring] })
    const answer = await fetchZip(ada, id)
    const reader = answer.body?.getReader()
    if (!reader) throw new Error('a zip has a body')
    const parts = [(await reader.read()).value ?? new Uint8Array()]
    await admin.library.delete.mutate({ assetIds: [second] })
    for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value)
    const found = await unpacked(Buffer.concat(parts))
    expect(Object.keys(found)).toEqual(['Spring/', 'Spring/a large.bin', 'Left out.txt'])
    expect(found['Left out.txt']).toContain('1 file is not in this zip: gone, or out of your reach, since it was begun')
  })
  it('a file so deep in folders that a zip has no room for its path is left out, and the zip says so', async () => {
    const { ada, file, dir } = await world()
    const name = 'x'.repeat(255)
    const top = await dir(name)
    await file('near.txt', top)
    let folder = top
    for (let depth = 1; depth < 258; depth += 1) folder = await dir(name, folder)
    await file('far.txt', folder)
    const found = await zipOf(ada, [top])
    const names = Object.keys(found).map((path) => path.replaceAll(name, 'x'))
    expect(names.filter((path) => path.endsWith('.txt'))).toEqual(['x/near.txt', 'Left out.txt'])
    expect(found['Left out.txt']).toContain('1 file is not in this zip')
  })
  it('ends with the role, from the next file on', async () => {
    const { acme, admin, file, dir } = await world()
    const spring = await dir('Spring')
    await file('a large.bin', spring, randomBytes(24_000_000))
    await file('b second.txt', spring, 'second')
    const ben = await acme.member('Ben', 'library_view')
    const { id } = await as(server, ben).zips.prepare.mutate({ assetIds: [spring] })
    const reader = (await fetchZip(ben, id)).body?.getReader()
    if (!reader) throw new Error('a zip has a body')
    const parts = [(await reader.read()).value ?? new Uint8Array()]
    await admin.members.suspend.mutate({ memberIds: [ben.memberId] })
    for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value)
    expect(Object.keys(await unpacked(Buffer.concat(parts)))).toEqual(['Spring/', 'Spring/a large.bin', 'Left out.txt'])
    expect(await saidBy(await fetchZip(ben, id))).toBe('cannot_enter')
  })
  it('all of it gone: there is no zip', async () => {
    const { ada, admin, file } = await world()
    const id = await file('beach.jpg', null)
    const zip = await admin.zips.prepare.mutate({ assetIds: [id] })
    await admin.library.delete.mutate({ assetIds: [id] })
    expect(await saidBy(await fetchZip(ada, zip.id))).toBe('not_found')
  })
  it('bytes that are missing on the server leave the others alone', async () => {
    const { ada, file, dir } = await world()
    const spring = await dir('Spring')
    const lost = await file('a lost.jpg', spring)
    await file('b there.jpg', spring, 'there')
    const { blob_id } = await db
      .selectFrom('version')
      .select('blob_id')
      .where('asset_id', '=', lost)
      .executeTakeFirstOrThrow()
    await storage.remove(blob_id)
    expect(Object.keys(await zipOf(ada, [spring]))).toEqual(['Spring/', 'Spring/b there.jpg', 'Left out.txt'])
  })
})

it('whoever stops reading ends it: the file is closed, and the server goes on', async () => {
  const { ada, admin, file } = await world()
  const { id } = await admin.zips.prepare.mutate({ assetIds: [await file('a.bin', null, randomBytes(24_000_000))] })
  const reader = (await fetchZip(ada, id)).body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect(await admin.zips.list.query()).toHaveLength(1)
  expect(Object.keys(await unpacked(await bytesOf(ada, id)))).toEqual(['a.bin'])
})
