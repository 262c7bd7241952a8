// Folders as people use them: the rules of names, of places, of the trash; what somebody does not see is not there.
import { describe, expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { plantFolder } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

/** Ada manages everything, Vera views everything, Rita sees what is hers, Finn keeps the books. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = as(server, await acme.member('Ada', 'account_admin'))
  const vera = as(server, await acme.member('Vera', 'library_view'))
  const rita = await acme.member('Rita', 'library_restricted')
  const finn = as(server, await acme.member('Finn', 'finance'))
  const make = async (name: string, folderId: AssetId | null = null) =>
    (await ada.library.createFolder.mutate({ folderId, name })).id
  const names = async (folderId: AssetId | null = null, who = ada) =>
    (await who.library.list.query({ folderId })).assets.map((a) => a.name)
  return { acme, ada, vera, rita, ritas: as(server, rita), finn, make, names }
}

describe('a folder', () => {
  it('is created where one is, owned by who made it, and listed with its path', async () => {
    const { ada, make, names } = await world()
    const spring = await make('Spring')
    const shoot = await make('Shoot', spring)
    await make('Raw', shoot)
    expect(await names(shoot)).toEqual(['Raw'])
    const page = await ada.library.list.query({ folderId: shoot })
    expect(page.path.map((p) => p.name)).toEqual(['Spring', 'Shoot'])
    expect(page.assets[0]).toMatchObject({ owner: 'Ada', isMine: true, level: 'manage', kind: 'folder' })
  })
  it('has a name of its own in its place, without regard to case and to how it is encoded', async () => {
    const { ada, make } = await world()
    await make('Caf\u00e9')
    for (const name of ['CAFE\u0301', 'café'.normalize('NFC')])
      expect(await refusal(ada.library.createFolder.mutate({ folderId: null, name }))).toEqual({
        code: 'name_taken',
        data: {},
      })
    const other = await make('Other')
    expect(await refusal(ada.library.rename.mutate({ assetId: other, name: 'cafÉ' }))).toEqual({
      code: 'name_taken',
      data: {},
    })
    await ada.library.rename.mutate({ assetId: other, name: 'OTHER' })
    await make('Café', other)
  })
  it.each([
    '',
    ' ',
    ' Spring',
    'Spring ',
    'a/b',
    'a\\b',
    '.',
    '..',
    'two\nlines',
    'left\u202eright',
    'x'.repeat(256),
    'é'.repeat(128),
  ])('cannot be called %j', async (name) => {
    const { ada } = await world()
    expect(await refusal(ada.library.createFolder.mutate({ folderId: null, name }))).toMatchObject({
      code: 'invalid_input',
    })
  })
})

describe('moving', () => {
  it('takes everything below along, and what is below stays in its order', async () => {
    const { ada, make, names } = await world()
    const spring = await make('Spring')
    const shoot = await make('Shoot', spring)
    const raw = await make('Raw', shoot)
    const archive = await make('Archive')
    await ada.library.move.mutate({ assetIds: [shoot], destinationId: archive })
    expect(await names(spring)).toEqual([])
    expect((await ada.library.list.query({ folderId: raw })).path.map((p) => p.name)).toEqual([
      'Archive',
      'Shoot',
      'Raw',
    ])
    await ada.library.move.mutate({ assetIds: [shoot], destinationId: null })
    expect((await ada.library.list.query({ folderId: raw })).path.map((p) => p.name)).toEqual(['Shoot', 'Raw'])
  })
  it('into itself or below itself is refused', async () => {
    const { ada, make } = await world()
    const spring = await make('Spring')
    const raw = await make('Raw', await make('Shoot', spring))
    for (const destinationId of [spring, raw])
      expect(await refusal(ada.library.move.mutate({ assetIds: [spring], destinationId }))).toEqual({
        code: 'into_itself',
        data: {},
      })
  })
  it('that confirms a preview is refused when rights moved meanwhile', async () => {
    const { ada, make } = await world()
    const move = { assetIds: [await make('Spring')], destinationId: await make('Archive'), asPreviewed: 0 }
    expect(await refusal(ada.library.move.mutate(move))).toEqual({ code: 'rights_moved', data: {} })
  })
  it('to where it is changes nothing', async () => {
    const { ada, make } = await world()
    const spring = await make('Spring')
    expect(await ada.library.move.mutate({ assetIds: [spring], destinationId: null })).toEqual({ moved: 0 })
  })
  it('is all or nothing: one name that is taken keeps the whole batch where it was', async () => {
    const { ada, make, names } = await world()
    const archive = await make('Archive')
    await make('Spring', archive)
    const assetIds = [await make('Spring'), await make('Autumn')]
    expect(await refusal(ada.library.move.mutate({ assetIds, destinationId: archive }))).toEqual({
      code: 'name_taken',
      data: {},
    })
    expect(await names()).toEqual(['Archive', 'Autumn', 'Spring'])
  })
})

describe('the trash', () => {
  it('takes a folder and all below it out of sight, frees the name, and gives everything back', async () => {
    const { ada, vera, make, names } = await world()
    const spring = await make('Spring')
    const shoot = await make('Shoot', spring)
    await ada.library.delete.mutate({ assetIds: [spring] })
    expect(await names()).toEqual([])
    for (const folderId of [spring, shoot])
      expect(await refusal(ada.library.list.query({ folderId }))).toMatchObject({ code: 'not_found' })
    expect((await vera.library.trash.query({})).assets).toEqual([])
    expect((await ada.library.trash.query({})).assets).toMatchObject([
      { name: 'Spring', place: { id: null, isThere: true } },
    ])
    const second = await make('Spring')
    expect(await refusal(ada.library.restore.mutate({ trashedId: spring, destinationId: null }))).toEqual({
      code: 'name_taken',
      data: {},
    })
    await ada.library.restore.mutate({ trashedId: spring, destinationId: second })
    expect((await ada.library.list.query({ folderId: shoot })).path.map((p) => p.name)).toEqual([
      'Spring',
      'Spring',
      'Shoot',
    ])
  })
  it('a folder and one below it, deleted in one go, come back one by one, each with what is its own', async () => {
    const { ada, make, names } = await world()
    const spring = await make('Spring')
    const shoot = await make('Shoot', spring)
    const raw = await make('Raw', shoot)
    const deep = await make('Deep', raw)
    await ada.library.delete.mutate({ assetIds: [spring, shoot] })
    await ada.library.restore.mutate({ trashedId: spring, destinationId: null })
    expect(await names(spring)).toEqual([])
    for (const folderId of [shoot, raw, deep])
      expect(await refusal(ada.library.list.query({ folderId }))).toMatchObject({ code: 'not_found' })
    await ada.library.restore.mutate({ trashedId: shoot, destinationId: spring })
    expect(await names(raw)).toEqual(['Deep'])
  })
  it('keeps apart what was deleted apart: restoring the folder leaves what lay in the trash before', async () => {
    const { ada, make, names } = await world()
    const spring = await make('Spring')
    const shoot = await make('Shoot', spring)
    await ada.library.delete.mutate({ assetIds: [shoot] })
    await ada.library.delete.mutate({ assetIds: [spring] })
    const trash = (await ada.library.trash.query({})).assets
    expect(trash.map((t) => [t.name, t.place.isThere])).toEqual([
      ['Spring', true],
      ['Shoot', false],
    ])
    expect(await refusal(ada.library.restore.mutate({ trashedId: shoot, destinationId: spring }))).toMatchObject({
      code: 'not_found',
    })
    await ada.library.restore.mutate({ trashedId: spring, destinationId: null })
    expect(await names(spring)).toEqual([])
    await ada.library.restore.mutate({ trashedId: shoot, destinationId: spring, name: 'Shoot again' })
    expect(await names(spring)).toEqual(['Shoot again'])
  })
})

describe('who sees and does what', () => {
  it('view-only sees everything and is told which level a change needs', async () => {
    const { vera, make, names } = await world()
    const spring = await make('Spring')
    expect(await names(null, vera)).toEqual(['Spring'])
    expect(await refusal(vera.library.rename.mutate({ assetId: spring, name: 'X' }))).toEqual({
      code: 'level_too_low',
      data: { operation: 'asset.rename', needs: 'manage' },
    })
    expect(await refusal(vera.library.createFolder.mutate({ folderId: null, name: 'X' }))).toMatchObject({
      code: 'level_too_low',
    })
  })
  it('finance is refused by role', async () => {
    const { finn } = await world()
    expect(await refusal(finn.library.list.query({ folderId: null }))).toMatchObject({
      code: 'not_allowed',
      data: { because: 'role' },
    })
  })
  it('restricted sees what is theirs and what lies in it, opens the root, and puts nothing there', async () => {
    const { acme, rita, ritas, ada, make, names } = await world()
    const spring = await make('Spring')
    const hers = await plantFolder(db, acme.id, { name: 'Hers', parentId: spring, ownerId: rita.memberId })
    const within = (await ada.library.createFolder.mutate({ folderId: hers, name: 'By Ada' })).id
    expect(await names(null, ritas)).toEqual([])
    expect(await names(hers, ritas)).toEqual(['By Ada'])
    // The path starts at what she sees.
    expect((await ritas.library.list.query({ folderId: within })).path.map((p) => p.name)).toEqual(['Hers', 'By Ada'])
    expect(await refusal(ritas.library.list.query({ folderId: spring }))).toEqual({ code: 'not_found', data: {} })
    expect(await refusal(ritas.library.createFolder.mutate({ folderId: null, name: 'X' }))).toMatchObject({
      code: 'level_too_low',
    })
    expect(await refusal(ritas.library.move.mutate({ assetIds: [within], destinationId: null }))).toMatchObject({
      code: 'level_too_low',
    })
    expect(await refusal(ritas.library.move.mutate({ assetIds: [hers], destinationId: spring }))).toEqual({
      code: 'not_found',
      data: {},
    })
    await ritas.library.createFolder.mutate({ folderId: hers, name: 'Her own' })
    await ritas.library.delete.mutate({ assetIds: [within] })
    expect((await ritas.library.trash.query({})).assets.map((a) => a.name)).toEqual(['By Ada'])
    await ritas.library.restore.mutate({ trashedId: within, destinationId: hers })
    expect(await names(hers, ritas)).toEqual(['By Ada', 'Her own'])
  })
  it('what a removed member owned has no owner from then on', async () => {
    const { acme, rita, ada, ritas } = await world()
    const hers = await plantFolder(db, acme.id, { name: 'Hers', parentId: null, ownerId: rita.memberId })
    expect((await ritas.library.list.query({ folderId: null })).assets.map((a) => a.name)).toEqual(['Hers'])
    await ada.members.remove.mutate({ memberIds: [rita.memberId] })
    expect((await ada.library.list.query({ folderId: null })).assets).toMatchObject([{ id: hers, owner: null }])
  })
  it('a name that something invisible has is not available, and says no more', async () => {
    const { acme, rita, ritas, make } = await world()
    const spring = await make('Spring')
    const hers = await plantFolder(db, acme.id, { name: 'Hers', parentId: spring, ownerId: rita.memberId })
    await make('Secret', spring)
    expect(await refusal(ritas.library.rename.mutate({ assetId: hers, name: 'secret' }))).toEqual({
      code: 'name_taken',
      data: {},
    })
  })
})
