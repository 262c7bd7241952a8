// Owning: what it gives, what it outlasts, and handing it over. Rules §4.4, §4 ("what they own inside it is listed, with the
// offer to hand it over") and §8 ("Heir").
import { describe, expect, it } from 'vitest'
import type { AssetId, CollectionId } from '@usher/domain'
import { plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0
const names = (list: { assets: { name: string }[] }) => list.assets.map((a) => a.name)

/** Launch, in which Fay, who was given contribute on it, owns Drafts; Ada administers, Gil is restricted. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const fay = await acme.member('Fay', 'library_restricted')
  const gil = await acme.member('Gil', 'library_restricted')
  const of = (who: TestMember) => as(server, who)
  const admin = of(ada)
  const launch = await plantFolder(db, acme.id, { name: 'Launch', parentId: null, ownerId: null })
  await admin.grants.give.mutate({ assetIds: [launch], memberIds: [fay.memberId], level: 'contribute', tell: false })
  const { id } = await of(fay).library.createFolder.mutate({ folderId: launch, name: 'Drafts' })
  const drafts = id as AssetId
  const revoke = async () => {
    const { direct } = await admin.grants.list.query({ assetId: launch })
    await admin.grants.revoke.mutate({ assetId: launch, grantIds: direct.map((g) => g.grantId) })
  }
  return { acme, ada, fay, gil, of, admin, launch, drafts, revoke }
}

describe('whoever made a folder', () => {
  it('manages it and all in it, also when what let them make it is taken away; its path begins there', async () => {
    const { fay, of, admin, launch, drafts, revoke } = await world()
    await admin.library.createFolder.mutate({ folderId: drafts, name: 'By Ada' })
    await revoke()
    expect(names(await of(fay).library.shared.query({}))).toEqual(['Drafts'])
    expect(await of(fay).library.list.query({ folderId: drafts })).toMatchObject({
      path: [{ name: 'Drafts' }],
      fromRoot: false,
      level: 'manage',
      assets: [{ name: 'By Ada', level: 'manage' }],
    })
    expect(await refusal(of(fay).library.list.query({ folderId: launch }))).toMatchObject({ code: 'not_found' })
  })
})

describe('handing over', () => {
  it('is done by the owner: the other manages it from now on, they keep what reaches them in other ways', async () => {
    const { acme, fay, gil, of, drafts } = await world()
    expect(await of(fay).ownership.see.query({ assetId: drafts })).toEqual({
      owner: { id: fay.memberId, name: 'Fay' },
      mayHandOver: true,
      keeps: 'contribute',
    })
    expect(await of(fay).ownership.handOver.mutate({ assetIds: [drafts], toId: gil.memberId })).toEqual({ changed: 1 })
    expect(await of(gil).library.see.query({ assetIds: [drafts] })).toMatchObject([{ level: 'manage', isMine: true }])
    expect(await of(fay).library.see.query({ assetIds: [drafts] })).toMatchObject([
      { level: 'contribute', owner: 'Gil' },
    ])
    expect((await of(gil).library.history.query({ assetId: drafts })).entries[0]).toMatchObject({
      what: 'asset.owner_changed',
      before: { person: 'Fay' },
      after: { person: 'Gil' },
    })
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
  })
  it('is done by an administrator, to any active member whose role gets at the library', async () => {
    const { acme, gil, admin, drafts } = await world()
    const out = await acme.member('Out', 'library_restricted', { status: 'suspended' })
    const fin = await acme.member('Fin', 'finance')
    const vic = await acme.member('Vic', 'library_view')
    const to = (who: { memberId: string }) =>
      admin.ownership.handOver.mutate({ assetIds: [drafts], toId: who.memberId })
    for (const who of [out, fin, { memberId: crypto.randomUUID() }])
      expect(await refusal(to(who))).toMatchObject({ code: 'not_an_heir' })
    expect(await to(vic)).toEqual({ changed: 1 })
    expect(await to(gil)).toEqual({ changed: 1 })
    expect(await to(gil)).toEqual({ changed: 0 })
  })
  it('is refused to everybody else who manages it, and to whoever does not see it as what never was', async () => {
    const { acme, fay, gil, of, admin, launch, drafts } = await world()
    const full = of(await acme.member('Full', 'library_full'))
    const to = { assetIds: [drafts], toId: fay.memberId }
    expect(await refusal(full.ownership.handOver.mutate(to))).toMatchObject({ code: 'not_owner' })
    expect((await full.ownership.see.query({ assetId: drafts })).mayHandOver).toBe(false)
    expect(await refusal(of(gil).ownership.handOver.mutate(to))).toMatchObject({ code: 'not_found' })
    await admin.grants.give.mutate({ assetIds: [launch], memberIds: [gil.memberId], level: 'manage', tell: false })
    expect(await refusal(of(gil).ownership.handOver.mutate(to))).toMatchObject({ code: 'not_owner' })
    expect(await refusal(of(fay).ownership.handOver.mutate({ ...to, assetIds: [launch, drafts] }))).toMatchObject({
      code: 'level_too_low',
    })
  })
})

it('what one owns and deletes says nothing of the folder that it lay in, where one does not see that', async () => {
  const { acme, fay, gil, of, admin, launch } = await world()
  const own = await plantFolder(db, acme.id, { name: 'Own', parentId: launch, ownerId: gil.memberId })
  await of(gil).library.delete.mutate({ assetIds: [own] })
  const lay = async (who: typeof admin) => (await who.library.trash.query({})).assets.map((a) => a.place)
  expect(await lay(of(gil))).toEqual([{ id: null, isThere: false }])
  expect(await lay(admin)).toEqual([{ id: launch, isThere: true }])
  expect(await lay(of(fay))).toEqual([])
})

describe('what has no owner', () => {
  it('is given one by an administrator, and by nobody else who manages it', async () => {
    const { acme, fay, gil, of, admin, launch } = await world()
    const full = of(await acme.member('Full', 'library_full'))
    await admin.grants.give.mutate({ assetIds: [launch], memberIds: [fay.memberId], level: 'manage', tell: false })
    const to = { assetIds: [launch], toId: gil.memberId }
    for (const who of [full, of(fay)])
      expect(await refusal(who.ownership.handOver.mutate(to))).toMatchObject({ code: 'not_owner' })
    expect(await admin.ownership.see.query({ assetId: launch })).toEqual({
      owner: null,
      mayHandOver: true,
      keeps: null,
    })
    expect(await admin.ownership.handOver.mutate(to)).toEqual({ changed: 1 })
    expect(await of(gil).library.see.query({ assetIds: [launch] })).toMatchObject([{ level: 'manage', isMine: true }])
    const [entry] = (await of(gil).library.history.query({ assetId: launch })).entries
    expect(entry).toMatchObject({ what: 'asset.owner_changed', before: { name: 'Launch' }, after: { person: 'Gil' } })
  })
})

describe('handing a collection over', () => {
  /** Fay's collection Picks, with Launch in it, which Ada has let it pass on. */
  async function picks() {
    const here = await world()
    const { id } = await here.of(here.fay).collections.create.mutate({ name: 'Picks' })
    const collectionId = id as CollectionId
    await here.admin.collections.add.mutate({ collectionId, assetIds: [here.launch] })
    return { ...here, collectionId }
  }
  it('gives the new owner what it passes on and takes that from the old one, at once, with one entry', async () => {
    const { acme, fay, gil, of, admin, collectionId, revoke } = await picks()
    await revoke()
    expect(await of(fay).ownership.seeCollection.query({ collectionId })).toEqual({
      owner: { id: fay.memberId, name: 'Fay' },
      mayHandOver: true,
      keeps: null,
    })
    expect(names(await of(fay).library.shared.query({}))).toContain('Launch')
    const to = { collectionId, toId: gil.memberId }
    expect(await of(fay).ownership.handOverCollection.mutate(to)).toEqual({ changed: 1 })
    expect(await of(gil).collections.see.query({ collectionId })).toMatchObject({ level: 'manage', isMine: true })
    expect(names(await of(gil).library.shared.query({}))).toEqual(['Launch'])
    expect(names(await of(fay).library.shared.query({}))).not.toContain('Launch')
    expect(await refusal(of(fay).collections.see.query({ collectionId }))).toMatchObject({ code: 'not_found' })
    expect(await admin.ownership.handOverCollection.mutate(to)).toEqual({ changed: 0 })
    const log = await admin.log.list.query({ kinds: ['collection.owner_changed'] })
    expect(log.entries).toMatchObject([{ before: { person: 'Fay' }, after: { person: 'Gil', name: 'Picks' } }])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
  })
  it('leaves the old owner what was given to them on it, which is said before', async () => {
    const { fay, gil, of, admin, collectionId } = await picks()
    await admin.collectionGrants.give.mutate({
      collectionId,
      memberIds: [fay.memberId],
      level: 'contribute',
      tell: false,
    })
    expect(await admin.ownership.seeCollection.query({ collectionId })).toMatchObject({ keeps: 'contribute' })
    await admin.ownership.handOverCollection.mutate({ collectionId, toId: gil.memberId })
    expect(await of(fay).collections.see.query({ collectionId })).toMatchObject({ level: 'contribute', owner: 'Gil' })
  })
  it('is for its owner and administrators: who manages it is refused, who does not see it finds nothing', async () => {
    const { acme, fay, gil, of, admin, collectionId } = await picks()
    const full = of(await acme.member('Full', 'library_full'))
    const to = { collectionId, toId: fay.memberId }
    expect(await refusal(full.ownership.handOverCollection.mutate(to))).toMatchObject({ code: 'not_owner' })
    expect(await refusal(of(gil).ownership.handOverCollection.mutate(to))).toMatchObject({ code: 'not_found' })
    const give = (level: 'contribute' | 'manage') =>
      admin.collectionGrants.give.mutate({ collectionId, memberIds: [gil.memberId], level, tell: false })
    await give('contribute')
    expect(await refusal(of(gil).ownership.handOverCollection.mutate(to))).toMatchObject({ code: 'level_too_low' })
    await give('manage')
    expect(await refusal(of(gil).ownership.handOverCollection.mutate(to))).toMatchObject({ code: 'not_owner' })
    const fin = await acme.member('Fin', 'finance')
    const toFin = { collectionId, toId: fin.memberId }
    expect(await refusal(of(fay).ownership.handOverCollection.mutate(toFin))).toMatchObject({ code: 'not_an_heir' })
  })
  it('gives one without an owner an owner: by an administrator', async () => {
    const { acme, fay, gil, of, admin, collectionId } = await picks()
    await of(fay).myAccess.disownCollection.mutate({ collectionId })
    const full = of(await acme.member('Full', 'library_full'))
    const to = { collectionId, toId: gil.memberId }
    expect(await refusal(full.ownership.handOverCollection.mutate(to))).toMatchObject({ code: 'not_owner' })
    expect(await admin.ownership.seeCollection.query({ collectionId })).toMatchObject({ owner: null, keeps: null })
    await admin.ownership.handOverCollection.mutate(to)
    expect(await of(gil).collections.see.query({ collectionId })).toMatchObject({ isMine: true })
  })
})

describe('what somebody owns inside a folder', () => {
  it('is listed to whoever manages that, as far as they see it, at any depth, without what lies beside', async () => {
    const { acme, fay, gil, of, admin, launch, drafts, revoke } = await world()
    await of(fay).library.createFolder.mutate({ folderId: drafts, name: 'Deep' })
    await plantFolder(db, acme.id, { name: 'Beside', parentId: null, ownerId: fay.memberId })
    await revoke()
    const within = (who: TestMember) => of(who).ownership.within.query({ assetId: launch, memberId: fay.memberId })
    expect(await admin.ownership.within.query({ assetId: launch, memberId: fay.memberId })).toMatchObject({
      assets: [{ name: 'Deep' }, { name: 'Drafts' }],
      total: 2,
      mayHandOver: true,
    })
    expect(await refusal(within(gil))).toMatchObject({ code: 'not_found' })
    await admin.grants.give.mutate({ assetIds: [launch], memberIds: [gil.memberId], level: 'manage', tell: false })
    expect(await within(gil)).toMatchObject({ total: 2, mayHandOver: false })
  })
})
