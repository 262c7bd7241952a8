// Tags through real HTTP: putting them on and taking them away, one thing or many; what a selection has; and what is
// suggested to whom. Rules §3 and §4.
import { describe, expect, it } from 'vitest'
import type { AssetId, MemberId } from '@usher/domain'
import { plantFile, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
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
  const file = (name: string, parentId: AssetId | null = null, ownerId: MemberId | null = null) =>
    plantFile(db, acme.id, { name, parentId, ownerId })
  const folder = (name: string, parentId: AssetId | null = null, ownerId: MemberId | null = null) =>
    plantFolder(db, acme.id, { name, parentId, ownerId })
  const kept = async () =>
    (await db.selectFrom('tag').select('name').where('account_id', '=', acme.id).orderBy('name_key').execute()).map(
      (t) => t.name,
    )
  const [admin, viewer, books, ritas] = [as(server, ada), as(server, vera), as(server, finn), as(server, rita)]
  return { acme, rita, admin, viewer, books, ritas, file, folder, kept }
}

describe('tags', () => {
  it('are put on many things at once, files and folders, with one entry for each that changed', async () => {
    const { acme, admin, file, folder } = await world()
    const [beach, dune, spring] = [await file('beach.jpg'), await file('dune.jpg'), await folder('Spring')]
    await admin.tags.change.mutate({ assetIds: [beach], add: ['sea'] })
    const assetIds = [beach, dune, spring]
    expect(await admin.tags.change.mutate({ assetIds, add: ['sea', 'summer'] })).toEqual({ changed: 3 })
    expect(await admin.tags.list.query({ assetIds })).toEqual({
      of: 3,
      tags: [
        { name: 'sea', on: 3 },
        { name: 'summer', on: 3 },
      ],
    })
    expect(await admin.tags.change.mutate({ assetIds, add: ['sea'], remove: ['summer'] })).toEqual({ changed: 3 })
    const rows = await db.selectFrom('audit_entry').select('body').where('on_id', '=', beach).orderBy('seq').execute()
    expect(rows.map(({ body }) => (JSON.parse(body) as { after: object }).after).slice(1)).toEqual([
      { added: ['sea'], removed: [], name: 'beach.jpg' },
      { added: ['summer'], removed: [], name: 'beach.jpg' },
      { added: [], removed: ['summer'], name: 'beach.jpg' },
    ])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  })
  it('some have and some have not are told apart: mixed is shown as mixed', async () => {
    const { admin, file } = await world()
    const [beach, dune] = [await file('beach.jpg'), await file('dune.jpg')]
    await admin.tags.change.mutate({ assetIds: [beach], add: ['sea'] })
    expect(await admin.tags.list.query({ assetIds: [beach, dune] })).toEqual({ of: 2, tags: [{ name: 'sea', on: 1 }] })
  })
  it('that change nothing leave no entry', async () => {
    const { admin, file } = await world()
    const beach = await file('beach.jpg')
    await admin.tags.change.mutate({ assetIds: [beach], add: ['sea'] })
    for (const edit of [{ add: ['SEA'] }, { remove: ['never was'] }, {}])
      expect(await admin.tags.change.mutate({ assetIds: [beach], ...edit })).toEqual({ changed: 0 })
    const entries = await db
      .selectFrom('audit_entry')
      .select('what')
      .where('on_id', '=', beach)
      .orderBy('seq')
      .execute()
    expect(entries.map((e) => e.what)).toEqual(['file.uploaded', 'asset.tagged'])
  })
  it('are one however they are written, as they were written first', async () => {
    const { admin, file, kept } = await world()
    const assetIds = [await file('beach.jpg')]
    await admin.tags.change.mutate({ assetIds, add: ['Café'] })
    await admin.tags.change.mutate({ assetIds: [await file('dune.jpg')], add: ['CAFE\u0301', 'café'] })
    expect(await kept()).toEqual(['Café'])
    await admin.tags.change.mutate({ assetIds, remove: ['cafÉ'] })
    expect((await admin.tags.list.query({ assetIds })).tags).toEqual([])
  })
  it('that are put on and taken away in one call are put on', async () => {
    const { admin, file } = await world()
    const assetIds = [await file('beach.jpg')]
    await admin.tags.change.mutate({ assetIds, add: ['sea'], remove: ['Sea', 'dune'] })
    expect((await admin.tags.list.query({ assetIds })).tags).toEqual([{ name: 'sea', on: 1 }])
  })
  it('that nothing has any more are gone, also when the last thing is deleted for good', async () => {
    const { acme, admin, file, kept } = await world()
    const [beach, dune] = [await file('beach.jpg'), await file('dune.jpg')]
    await admin.tags.change.mutate({ assetIds: [beach, dune], add: ['sea'] })
    await admin.tags.change.mutate({ assetIds: [beach], remove: ['sea'] })
    expect(await kept()).toEqual(['sea'])
    await db.deleteFrom('asset').where('account_id', '=', acme.id).where('id', '=', dune).execute()
    expect(await kept()).toEqual([])
  })
  it('come with a file that is moved, and back with it out of the trash', async () => {
    const { admin, file, folder, kept } = await world()
    const [beach, spring] = [await file('beach.jpg'), await folder('Spring')]
    await admin.tags.change.mutate({ assetIds: [beach], add: ['sea'] })
    await admin.library.move.mutate({ assetIds: [beach], destinationId: spring })
    await admin.library.delete.mutate({ assetIds: [spring] })
    expect(await kept()).toEqual(['sea'])
    await admin.library.restore.mutate({ trashedId: spring, destinationId: null })
    expect((await admin.tags.list.query({ assetIds: [beach] })).tags).toEqual([{ name: 'sea', on: 1 }])
  })
  it('are fifty on a thing at most: the batch is refused whole, and names the thing', async () => {
    const { admin, file, kept } = await world()
    const [beach, dune] = [await file('beach.jpg'), await file('dune.jpg')]
    const many = Array.from({ length: 60 }, (_, n) => `tag ${n}`)
    for (const from of [0, 20]) await admin.tags.change.mutate({ assetIds: [dune], add: many.slice(from, from + 20) })
    await admin.tags.change.mutate({ assetIds: [dune], add: many.slice(40, 50) })
    expect(await refusal(admin.tags.change.mutate({ assetIds: [beach, dune], add: ['one more'] }))).toEqual({
      code: 'too_many_tags',
      data: { limit: 50, name: 'dune.jpg' },
    })
    expect((await admin.tags.list.query({ assetIds: [beach] })).tags).toEqual([])
    expect(await kept()).toHaveLength(50)
    await admin.tags.change.mutate({ assetIds: [dune], add: ['one more'], remove: ['tag 7'] })
  })
  it('two who tag at once with the same words both succeed, and the fiftieth is the last', async () => {
    const { admin, file, kept } = await world()
    const assetIds = [await file('beach.jpg'), await file('dune.jpg')]
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        admin.tags.change.mutate({ assetIds, add: Array.from({ length: 8 }, (__, m) => `tag ${(n * 6 + m) % 70}`) }),
      ),
    )
    const listed = await admin.tags.list.query({ assetIds })
    expect(listed.tags.length).toBeLessThanOrEqual(50)
    expect(listed.tags.every((t) => t.on === 2)).toBe(true)
    expect(await kept()).toEqual(listed.tags.map((t) => t.name))
    expect(answers.filter((a) => a.status === 'fulfilled').length).toBeGreaterThanOrEqual(7)
  })
  it.each(['', ' sea', 'a,b', 'two\nlines', 'x'.repeat(51)])('cannot be called %j', async (name) => {
    const { admin, file } = await world()
    expect(await refusal(admin.tags.change.mutate({ assetIds: [await file('beach.jpg')], add: [name] }))).toMatchObject(
      { code: 'invalid_input' },
    )
  })
})

describe('who tags', () => {
  it('view-only is told which level it takes; finance is refused by role; both without a trace of tags', async () => {
    const { viewer, books, file, kept } = await world()
    const assetIds = [await file('beach.jpg')]
    expect(await refusal(viewer.tags.change.mutate({ assetIds, add: ['sea'] }))).toEqual({
      code: 'level_too_low',
      data: { operation: 'asset.tag', needs: 'contribute' },
    })
    for (const call of [books.tags.list.query({ assetIds }), books.tags.suggest.query({ typed: 's' })])
      expect(await refusal(call)).toMatchObject({ code: 'not_allowed', data: { because: 'role' } })
    expect(await kept()).toEqual([])
  })
  it('restricted tags what is theirs; one thing among them that they do not see, and nothing is done', async () => {
    const { rita, ritas, file } = await world()
    const [hers, hidden] = [await file('hers.jpg', null, rita.memberId), await file('hidden.jpg')]
    expect(await ritas.tags.change.mutate({ assetIds: [hers], add: ['mine'] })).toEqual({ changed: 1 })
    expect(await refusal(ritas.tags.change.mutate({ assetIds: [hers, hidden], add: ['ours'] }))).toEqual({
      code: 'not_found',
      data: {},
    })
    expect((await ritas.tags.list.query({ assetIds: [hers] })).tags).toEqual([{ name: 'mine', on: 1 }])
    expect(await refusal(ritas.tags.list.query({ assetIds: [hidden] }))).toMatchObject({ code: 'not_found' })
  })
})

describe('while a tag is typed', () => {
  it('those that begin with it come first, then those that have it anywhere', async () => {
    const { admin, file } = await world()
    await admin.tags.change.mutate({
      assetIds: [await file('beach.jpg')],
      add: ['Seaside', 'overseas', 'sea', 'dune', '100 %', 'a_b', 'axb'],
    })
    expect(await admin.tags.suggest.query({ typed: 'SEA' })).toEqual(['sea', 'Seaside', 'overseas'])
    expect(await admin.tags.suggest.query({ typed: '%' })).toEqual(['100 %'])
    expect(await admin.tags.suggest.query({ typed: 'a_' })).toEqual(['a_b'])
    expect(await admin.tags.suggest.query({ typed: '\\' })).toEqual([])
    expect(await admin.tags.suggest.query({})).toHaveLength(7)
  })
  it('a tag that only things have which somebody does not see is unknown to them', async () => {
    const { rita, admin, ritas, viewer, file, folder } = await world()
    const hers = await folder('Hers', null, rita.memberId)
    await admin.tags.change.mutate({ assetIds: [await file('secret.jpg')], add: ['takeover', 'takeout'] })
    await admin.tags.change.mutate({ assetIds: [await file('open.jpg', hers)], add: ['takeout'] })
    expect(await ritas.tags.suggest.query({ typed: 'take' })).toEqual(['takeout'])
    expect(await viewer.tags.suggest.query({ typed: 'take' })).toEqual(['takeout', 'takeover'])
  })
  it('what lies in the trash suggests nothing', async () => {
    const { admin, file, folder } = await world()
    const spring = await folder('Spring')
    await admin.tags.change.mutate({ assetIds: [await file('beach.jpg', spring)], add: ['sea'] })
    await admin.library.delete.mutate({ assetIds: [spring] })
    expect(await admin.tags.suggest.query({ typed: 'sea' })).toEqual([])
  })
  it('tags of another account are unknown', async () => {
    const [here, there] = [await world(), await world()]
    await there.admin.tags.change.mutate({ assetIds: [await there.file('beach.jpg')], add: ['sea'] })
    expect(await here.admin.tags.suggest.query({ typed: 'sea' })).toEqual([])
  })
})
