// Search through real HTTP: what narrows, in which order, page by page, and that what somebody does not see is neither
// found nor counted. Rules §4.
import { describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { AssetId, MediaFamily, MemberId } from '@usher/domain'
import { plantFile, plantFolder, plantVersion } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

/** Ada manages everything, Vera views everything, Rita sees what is hers, Finn keeps the books. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const [ada, vera, finn, rita] = [
    await acme.member('Ada', 'account_admin'),
    await acme.member('Vera', 'library_view'),
    await acme.member('Finn', 'finance'),
    await acme.member('Rita', 'library_restricted'),
  ]
  const file = (
    name: string,
    parentId: AssetId | null = null,
    more: { mediaType?: string; size?: number; ownerId?: MemberId } = {},
  ) =>
    plantFile(db, acme.id, { name, parentId, ownerId: more.ownerId ?? null }, 'x'.repeat(more.size ?? 1)).then(
      async (id) => {
        if (more.mediaType)
          await db.updateTable('asset').set({ media_type: more.mediaType }).where('id', '=', id).execute()
        return id
      },
    )
  const folder = (name: string, parentId: AssetId | null = null, ownerId: MemberId | null = null) =>
    plantFolder(db, acme.id, { name, parentId, ownerId })
  /** What was found by looking at the bytes of a file's current version. */
  const looked = (id: AssetId, found: { width?: number; height?: number; taken_at?: string }) =>
    db
      .updateTable('blob')
      .set({ looked_at: new Date(), ...found })
      .where('id', 'in', (q) =>
        q
          .selectFrom('asset')
          .innerJoin('version', 'version.id', 'asset.version_id')
          .select('version.blob_id')
          .where('asset.id', '=', id),
      )
      .execute()
  const admin = as(server, ada)
  type Asked = Omit<Parameters<typeof admin.search.assets.query>[0], 'folderId'> & { folderId?: AssetId | null }
  const find = (asked: Asked, who = admin) => who.search.assets.query({ folderId: null, ...asked })
  const names = async (asked: Asked, who = admin) => (await find(asked, who)).assets.map((a) => a.name)
  const [viewer, books, ritas] = [as(server, vera), as(server, finn), as(server, rita)]
  return { acme, ada, rita, admin, viewer, books, ritas, file, folder, looked, find, names }
}

describe('a search by name', () => {
  it('finds any part of it, without regard to case and to how it is encoded; of several words, all', async () => {
    const { file, folder, names } = await world()
    await file('Beach at dawn.jpg')
    await file('dawn chorus.mp3')
    await file('Café Straße.pdf')
    await folder('Dawn')
    expect(await names({ name: 'DAWN' })).toEqual(['Beach at dawn.jpg', 'Dawn', 'dawn chorus.mp3'])
    expect(await names({ name: ' awn  each ' })).toEqual(['Beach at dawn.jpg'])
    expect(await names({ name: 'CAFE\u0301' })).toEqual(['Café Straße.pdf'])
    expect(await names({ name: 'STRASSE' })).toEqual(['Café Straße.pdf'])
    expect(await names({ name: 'wn cho' })).toEqual(['dawn chorus.mp3'])
    expect(await names({ name: '' })).toHaveLength(4)
  })
  it.each([
    ['%', ['100 %.txt']],
    ['_', ['a_b.txt']],
    ['\\', []],
    ["'", ["it's.txt"]],
    ['a_b', ['a_b.txt']],
    ['"', []],
    ['🌊', ['🌊.txt']],
  ])('takes %s for itself', async (name, found) => {
    const { file, names } = await world()
    for (const each of ['100 %.txt', 'a_b.txt', 'axb.txt', "it's.txt", '🌊.txt']) await file(each)
    expect(await names({ name })).toEqual(found)
  })
})

describe('a search narrows', () => {
  it('by tags, all of them, however they are written', async () => {
    const { admin, file, names } = await world()
    const [beach, dune] = [await file('beach.jpg'), await file('dune.jpg')]
    await admin.tags.change.mutate({ assetIds: [beach, dune], add: ['Sea'] })
    await admin.tags.change.mutate({ assetIds: [beach], add: ['summer'] })
    expect(await names({ tags: ['sea'] })).toEqual(['beach.jpg', 'dune.jpg'])
    expect(await names({ tags: ['SEA', 'Summer'] })).toEqual(['beach.jpg'])
    expect(await names({ tags: ['sea', 'never was'] })).toEqual([])
  })
  it('by type, any of them; whatever belongs nowhere is “other”', async () => {
    const { file, folder, names } = await world()
    await folder('folder')
    const types = { picture: 'image/png', video: 'video/mp4', audio: 'audio/mpeg', document: 'application/pdf' }
    for (const [name, mediaType] of Object.entries({ ...types, other: 'application/zip' }))
      await file(name, null, { mediaType })
    await file('sheet', null, { mediaType: 'application/vnd.ms-excel' })
    const all: MediaFamily[] = ['folder', 'picture', 'video', 'audio', 'other']
    for (const family of all) expect(await names({ types: [family] })).toEqual([family])
    expect(await names({ types: ['document'] })).toEqual(['document', 'sheet'])
    expect(await names({ types: ['folder', 'audio'] })).toEqual(['audio', 'folder'])
    expect(await names({ types: [...all, 'document'] })).toHaveLength(7)
  })
  it('by size, the ends included; a folder has none', async () => {
    const { file, folder, names } = await world()
    await folder('folder')
    for (const size of [0, 10, 20, 30]) await file(`${size}`, null, { size })
    expect(await names({ sizeFrom: 10, sizeTo: 20 })).toEqual(['10', '20'])
    expect(await names({ sizeTo: 0 })).toEqual(['0'])
    expect(await names({ sizeFrom: 21 })).toEqual(['30'])
  })
  it('by when it changed last: from this moment on, before that one; a folder changed when it was made', async () => {
    const { acme, file, folder, names } = await world()
    await folder('folder')
    const [old, young] = [await file('old'), await file('young')]
    const at = (id: AssetId, iso: string) =>
      db
        .updateTable('asset')
        .set({ changed_at: new Date(iso) })
        .where('id', '=', id)
        .execute()
    await at(old, '2026-03-01T00:00:00Z')
    await at(young, '2026-04-01T00:00:00Z')
    expect(await names({ changedFrom: '2026-03-01T00:00:00Z', changedUntil: '2026-04-01T00:00:00Z' })).toEqual(['old'])
    expect(await names({ changedFrom: '2026-03-31T23:59:59Z', sort: 'changed' })).toEqual(['young', 'folder'])
    await plantVersion(db, acme.id, old, 'changed just now')
    expect(await names({ changedUntil: '2026-04-02T00:00:00Z' })).toEqual(['young'])
  })
  it('by the day on which a picture was taken, by the camera’s clock, both days included', async () => {
    const { file, looked, names } = await world()
    await file('no picture')
    for (const taken_at of ['2026-03-01T00:00:00', '2026-03-02T23:59:59', '2026-03-03T00:00:00'])
      await looked(await file(taken_at.slice(0, 10)), { taken_at })
    expect(await names({ takenFrom: '2026-03-01', takenTo: '2026-03-02' })).toEqual(['2026-03-01', '2026-03-02'])
    expect(await names({ takenFrom: '2026-03-03' })).toEqual(['2026-03-03'])
    expect(await names({ takenTo: '2026-03-01' })).toEqual(['2026-03-01'])
  })
  it('by dimensions, of the current version alone', async () => {
    const { acme, file, looked, names } = await world()
    const wide = await file('wide')
    await looked(wide, { width: 4000, height: 1000 })
    await looked(await file('tall'), { width: 1000, height: 4000 })
    expect(await names({ widthFrom: 4000 })).toEqual(['wide'])
    expect(await names({ widthFrom: 1000, heightTo: 1000 })).toEqual(['wide'])
    expect(await names({ widthTo: 1000, heightFrom: 4000 })).toEqual(['tall'])
    await plantVersion(db, acme.id, wide, 'smaller')
    await looked(wide, { width: 400, height: 100 })
    expect(await names({ widthFrom: 4000 })).toEqual([])
  })
  it('by owner', async () => {
    const { ada, rita, file, names } = await world()
    await file('Ada’s', null, { ownerId: ada.memberId })
    await file('Rita’s', null, { ownerId: rita.memberId })
    await file('nobody’s')
    expect(await names({ owner: rita.memberId })).toEqual(['Rita’s'])
    expect(await names({ owner: crypto.randomUUID() })).toEqual([])
  })
  it('to a folder and all below it, itself left out', async () => {
    const { file, folder, names } = await world()
    const spring = await folder('Spring')
    const shoot = await folder('Spring shoot', spring)
    await file('spring.jpg', shoot)
    await file('spring elsewhere.jpg')
    expect(await names({ folderId: spring, name: 'spring' })).toEqual(['Spring shoot', 'spring.jpg'])
    expect(await names({ folderId: null, name: 'spring' })).toHaveLength(4)
  })
  it('by everything at once', async () => {
    const { admin, ada, file, folder, looked, names } = await world()
    const spring = await folder('Spring')
    const one = await file('beach.jpg', spring, { mediaType: 'image/jpeg', size: 10, ownerId: ada.memberId })
    await file('beach 2.jpg', spring, { mediaType: 'image/jpeg', size: 10, ownerId: ada.memberId })
    await looked(one, { width: 10, height: 10, taken_at: '2026-03-01T12:00:00' })
    await admin.tags.change.mutate({ assetIds: [one], add: ['sea'] })
    expect(
      await names({
        folderId: spring,
        name: 'beach',
        tags: ['sea'],
        types: ['picture'],
        sizeFrom: 1,
        sizeTo: 100,
        changedFrom: '2020-01-01T00:00:00Z',
        takenFrom: '2026-03-01',
        widthTo: 10,
        heightFrom: 10,
        owner: ada.memberId,
        sort: 'created',
        descending: true,
      }),
    ).toEqual(['beach.jpg'])
  })
})

describe('what is found', () => {
  it('comes with its owner, its level and the path to it', async () => {
    const { ada, file, folder, find } = await world()
    const spring = await folder('Spring')
    const shoot = await folder('Shoot', spring)
    await file('beach.jpg', shoot, { ownerId: ada.memberId })
    await file('beach at the top.jpg')
    const { assets, total, next } = await find({ name: 'beach' })
    expect(assets).toMatchObject([
      { name: 'beach at the top.jpg', path: [], owner: null },
      { name: 'beach.jpg', path: [{ name: 'Spring' }, { id: shoot, name: 'Shoot' }], owner: 'Ada', level: 'manage' },
    ])
    expect({ total, next }).toEqual({ total: { count: 2, orMore: false }, next: null })
  })
  it.each(['name', 'changed', 'created', 'size'] as const)(
    'by %s, page by page, forwards and backwards: everything once, in one order, though much of it is alike',
    async (sort) => {
      const { acme, admin } = await world()
      for (let n = 0; n < 4; n += 1) {
        const parentId = await plantFolder(db, acme.id, { name: `Folder ${n}`, parentId: null, ownerId: null })
        for (let m = 0; m < 32; m += 1)
          await plantFile(db, acme.id, { name: `Thing ${m % 8} ${m}`, parentId, ownerId: null }, 'x'.repeat(m % 3))
      }
      // Alike to the microsecond, and not.
      await sql`update asset set created_at = timestamptz '2026-01-01 00:00:00.123456+00' + (size % 2) * interval '1 microsecond',
        changed_at = timestamptz '2026-01-01 00:00:00.000001+00' + (size % 3) * interval '1 microsecond'
        where account_id = ${acme.id} and kind = 'file'`.execute(db)
      const seen = async (descending: boolean) => {
        const ids: string[] = []
        for (let after: string | undefined, pages = 0; pages < 5; pages += 1) {
          const page = await admin.search.assets.query({ folderId: null, sort, descending, ...(after && { after }) })
          expect(page.total).toEqual(after ? null : { count: 132, orMore: false })
          ids.push(...page.assets.map((a) => a.id))
          if (!page.next) return ids
          after = page.next
        }
        throw new Error('it does not end')
      }
      const forwards = await seen(false)
      expect(new Set(forwards).size).toBe(132)
      expect(await seen(true)).toEqual(forwards.toReversed())
    },
  )
  it('what comes in between while pages are turned neither repeats nor hides anything', async () => {
    const { file, find } = await world()
    for (let n = 0; n < 70; n += 1) await file(`b ${String(n).padStart(2, '0')}`)
    const first = await find({})
    await file('a new one before')
    const second = await find({ after: String(first.next) })
    expect(second.assets.map((a) => a.name)).toEqual(Array.from({ length: 10 }, (_, n) => `b ${60 + n}`))
  })
  it('is counted up to a thousand', async () => {
    const { acme, find } = await world()
    await sql`insert into asset (account_id, kind, name) select ${acme.id}, 'folder', 'f ' || n from generate_series(1, 1001) n`.execute(
      db,
    )
    expect((await find({})).total).toEqual({ count: 1000, orMore: true })
    await db.deleteFrom('asset').where('account_id', '=', acme.id).where('name', '=', 'f 1').execute()
    expect((await find({})).total).toEqual({ count: 1000, orMore: false })
  })
  it.each([
    'nonsense',
    '',
    '🌊',
    ...[
      ['name', false, 1, crypto.randomUUID()],
      ['size', false, 'ten', crypto.randomUUID()],
      ['changed', false, 1e300, crypto.randomUUID()],
      ['name', false, 'a\0b', crypto.randomUUID()],
      ['name', false, 'a', 'no id'],
      ['secret', false, 'a', crypto.randomUUID()],
      // Of another order than the one that is asked for.
      ['name', true, 'a', crypto.randomUUID()],
      ['size', false, 1, crypto.randomUUID()],
      {},
      null,
    ].map((broken) => Buffer.from(JSON.stringify(broken)).toString('base64url')),
  ])('does not go on after %j', async (after) => {
    const { find } = await world()
    expect(await refusal(find({ after }))).toMatchObject({
      code: 'invalid_input',
      data: { fields: [{ field: 'after', says: expect.stringContaining('Begin at the first page') }] },
    })
  })
  it.each([
    { takenFrom: '2026-02-30' },
    { takenTo: '0000-01-01' },
    { changedFrom: 'yesterday' },
    { sizeFrom: -1 },
    { sizeTo: 1e300 },
    { widthTo: 1e12 },
    { tags: ['a,b'] },
    { owner: 'Ada' },
    { name: 'x'.repeat(201) },
  ])('%j is refused with the field that is wrong', async (asked) => {
    const { find } = await world()
    expect(await refusal(find(asked))).toMatchObject({
      code: 'invalid_input',
      data: { fields: [{ field: expect.stringContaining(Object.keys(asked)[0] ?? '') }] },
    })
  })
})

describe('who finds what', () => {
  it('restricted finds what is theirs and what lies in it, and counts nothing else; paths begin at what they see', async () => {
    const { rita, ritas, file, folder, find } = await world()
    const secret = await folder('Secret beach')
    const hers = await folder('Hers', secret, rita.memberId)
    await file('beach.jpg', hers)
    await file('her beach.jpg', secret, { ownerId: rita.memberId })
    for (let n = 0; n < 5; n += 1) await file(`beach ${n}.jpg`, secret)
    const { assets, total } = await find({ name: 'beach' }, ritas)
    expect(assets).toMatchObject([
      { name: 'beach.jpg', path: [{ id: hers, name: 'Hers' }] },
      { name: 'her beach.jpg', path: [] },
    ])
    expect(total).toEqual({ count: 2, orMore: false })
    expect(await refusal(find({ folderId: secret }, ritas))).toEqual({ code: 'not_found', data: {} })
  })
  it('view-only finds everything; finance is refused by role', async () => {
    const { viewer, books, file, find, names } = await world()
    await file('beach.jpg')
    expect(await names({ name: 'beach' }, viewer)).toEqual(['beach.jpg'])
    expect(await refusal(find({}, books))).toMatchObject({ code: 'not_allowed', data: { because: 'role' } })
  })
  it('what lies in the trash is not found, nor what lies in a folder that does', async () => {
    const { admin, file, folder, find, names } = await world()
    const spring = await folder('Spring')
    await file('beach.jpg', await folder('Shoot', spring))
    const dune = await file('dune.jpg')
    await admin.library.delete.mutate({ assetIds: [spring, dune] })
    expect(await names({})).toEqual([])
    expect((await find({})).total).toEqual({ count: 0, orMore: false })
    await admin.library.restore.mutate({ trashedId: spring, destinationId: null })
    expect(await names({ name: 'beach' })).toEqual(['beach.jpg'])
  })
  it('another account’s things are not found', async () => {
    const [here, there] = [await world(), await world()]
    await there.file('beach.jpg')
    expect(await here.names({ name: 'beach' })).toEqual([])
  })
})
