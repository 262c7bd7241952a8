// Collections as people use them: what they pass on, to whom, and what they never launder. Rules §3 (levels), §4.5 and §8
// ("Collections", "Plans").
import { describe, expect, it } from 'vitest'
import type { AssetId, Level, Plan } from '@usher/domain'
import { plantCollection, plantGroup } from '../testing/grants.ts'
import { plantFile, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import {
  account,
  as,
  freshDatabase,
  refusal,
  startServer,
  type TestAccount,
  type TestMember,
} from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0
const onPlan = ({ id }: TestAccount, plan: Plan) =>
  db.updateTable('account').set({ agreed_plan: plan }).where('id', '=', id).execute()
const names = (list: { assets: { name: string }[] }) => list.assets.map((a) => a.name)

/** Acme's library: Spring / Shoot / beach.jpg, and logo.svg; Ada administers, Fay and Gil are restricted. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const fay = await acme.member('Fay', 'library_restricted')
  const gil = await acme.member('Gil', 'library_restricted')
  const vic = await acme.member('Vic', 'library_view')
  const folder = (name: string, parentId: AssetId | null) => plantFolder(db, acme.id, { name, parentId, ownerId: null })
  const spring = await folder('Spring', null)
  const shoot = await folder('Shoot', spring)
  const beach = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: shoot, ownerId: null })
  const logo = await plantFile(db, acme.id, { name: 'logo.svg', parentId: null, ownerId: null })
  const of = (who: TestMember) => as(server, who)
  const admin = of(ada)
  const make = async (by: TestMember, name = 'Picks') => (await of(by).collections.create.mutate({ name })).id
  const share = (collectionId: string, to: TestMember, level: Level, by = admin) =>
    by.collectionGrants.give.mutate({ collectionId, memberIds: [to.memberId], level, tell: false })
  const give = (to: TestMember, on: AssetId, level: Level) =>
    admin.grants.give.mutate({ assetIds: [on], memberIds: [to.memberId], level, tell: false })
  return { acme, ada, fay, gil, vic, folder, spring, shoot, beach, logo, of, admin, make, share, give }
}

describe('a collection', () => {
  it('passes view on, and no more, to whoever has a level on it: on what is in it and all below', async () => {
    const { ada, fay, of, admin, make, share, spring, beach } = await world()
    const picks = await make(ada)
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [spring] })
    await share(picks, fay, 'manage')
    const seen = await of(fay).collections.see.query({ collectionId: picks })
    expect(seen).toMatchObject({
      name: 'Picks',
      level: 'manage',
      things: 1,
      assets: [{ name: 'Spring', level: 'view' }],
    })
    expect(names(await of(fay).library.list.query({ folderId: spring }))).toEqual(['Shoot'])
    expect(await of(fay).library.see.query({ assetIds: [beach] })).toMatchObject([{ level: 'view' }])
    expect(await refusal(of(fay).library.rename.mutate({ assetId: beach, name: 'x.jpg' }))).toEqual({
      code: 'level_too_low',
      data: { operation: 'asset.rename', needs: 'manage' },
    })
    expect(names(await of(fay).library.shared.query({}))).toEqual(['Spring'])
  })
  it('tells whoever is about to delete it of the things that they see, and the log of all', async () => {
    const { fay, gil, of, admin, make, share, give, spring, logo } = await world()
    const picks = await make(fay)
    await share(picks, gil, 'contribute')
    await give(gil, spring, 'contribute')
    // Not passed on: Gil may not share it.
    await of(gil).collections.add.mutate({ collectionId: picks, assetIds: [spring] })
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    const { entries } = await of(fay).collections.previewDelete.query({ collectionId: picks })
    expect(entries).toMatchObject([{ before: { items: 1 } }])
    await of(fay).collections.delete.mutate({ collectionId: picks })
    const log = await admin.log.list.query({ kinds: ['collection.deleted'] })
    expect(log.entries).toMatchObject([{ before: { items: 2 } }])
  })
  it('is found by those whom it reaches, and to everybody else is the same as one that never was', async () => {
    const { ada, fay, gil, of, make, share } = await world()
    const picks = await make(ada)
    await share(picks, fay, 'view')
    expect((await of(fay).collections.list.query({})).collections).toMatchObject([{ name: 'Picks', level: 'view' }])
    expect((await of(gil).collections.list.query({})).collections).toEqual([])
    const byName = async (who: TestMember, name: string) =>
      (await of(who).collections.list.query({ name })).collections.map((c) => c.name)
    expect(await byName(fay, ' ICK')).toEqual(['Picks'])
    expect([await byName(fay, '%'), await byName(fay, 'other'), await byName(gil, 'ick')]).toEqual([[], [], []])
    for (const collectionId of [picks, crypto.randomUUID()])
      expect(await refusal(of(gil).collections.see.query({ collectionId }))).toMatchObject({ code: 'not_found' })
  })
  it('is managed by administrators, developers and full access, viewed by view-only, and not there for finance', async () => {
    const { acme, fay, vic, of, make } = await world()
    const picks = await make(fay)
    for (const role of ['account_admin', 'developer', 'library_full'] as const) {
      const who = of(await acme.member(`New ${role}`, role))
      expect((await who.collections.see.query({ collectionId: picks })).level).toBe('manage')
    }
    expect((await of(vic).collections.list.query({})).collections).toMatchObject([{ level: 'view', owner: 'Fay' }])
    expect(await refusal(of(vic).collections.create.mutate({ name: 'Mine' }))).toMatchObject({
      code: 'not_allowed',
      data: { because: 'role' },
    })
    const fin = of(await acme.member('Fin', 'finance'))
    expect(await refusal(fin.collections.list.query({}))).toMatchObject({ code: 'not_allowed' })
  })
  it('lists and counts what its reader may view, also for whoever owns it', async () => {
    const { fay, of, admin, make, give, spring, beach, logo } = await world()
    const picks = await make(fay)
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    await plantItem(picks, spring)
    expect(await of(fay).collections.see.query({ collectionId: picks })).toMatchObject({
      things: 1,
      assets: [{ name: 'logo.svg', passesOn: true }],
    })
    expect((await of(fay).collections.list.query({})).collections).toMatchObject([{ things: 1 }])
    await give(fay, spring, 'contribute')
    expect(names(await of(fay).collections.see.query({ collectionId: picks }))).toEqual(['Spring', 'logo.svg'])
    expect(await refusal(of(fay).collections.remove.mutate({ collectionId: picks, assetIds: [beach] }))).toMatchObject({
      code: 'not_found',
    })
  })
  it('may share its name with another', async () => {
    const { ada, fay, admin, make } = await world()
    await make(fay)
    await make(ada)
    expect((await admin.collections.list.query({})).collections.map((c) => c.name)).toEqual(['Picks', 'Picks'])
  })
  it('leaves what was in it when it is deleted, and takes away what came through it', async () => {
    const { acme, ada, fay, of, admin, make, share, logo } = await world()
    const picks = await make(ada)
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    await share(picks, fay, 'view')
    await admin.collections.delete.mutate({ collectionId: picks })
    expect(names(await of(fay).library.shared.query({}))).toEqual([])
    expect(names(await admin.library.list.query({ folderId: null }))).toEqual(['Spring', 'logo.svg'])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
  })
  it('is shared with a group, and reaches whoever is in it', async () => {
    const { acme, ada, fay, gil, of, admin, make, logo } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency', [fay])
    const picks = await make(ada)
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    await admin.collectionGrants.give.mutate({ collectionId: picks, groupIds: [agency], level: 'view', tell: false })
    expect(names(await of(fay).library.shared.query({}))).toEqual(['logo.svg'])
    expect(names(await of(gil).library.shared.query({}))).toEqual([])
    expect((await admin.groups.see.query({ groupId: agency })).grants).toMatchObject([
      { thing: { id: picks, name: 'Picks', kind: 'collection' }, level: 'view' },
    ])
  })
  it('goes as a zip with what its reader sees of it', async () => {
    const { fay, of, admin, make, spring, logo } = await world()
    const picks = await make(fay)
    await plantItem(picks, spring)
    expect(await refusal(of(fay).zips.prepareCollection.mutate({ collectionId: picks }))).toMatchObject({
      code: 'not_found',
    })
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    expect(await of(fay).zips.prepareCollection.mutate({ collectionId: picks })).toMatchObject({
      name: 'Picks.zip',
      things: 1,
    })
  })
})

/** Something that is in a collection and not passed on. */
const plantItem = async (collectionId: string, assetId: AssetId) => {
  const { account_id } = await db
    .selectFrom('collection')
    .select('account_id')
    .where('id', '=', collectionId as never)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('collection_item')
    .values({ account_id, collection_id: collectionId as never, asset_id: assetId, passes_on: false, added_by: null })
    .execute()
}

describe('whoever adds to a collection', () => {
  it('needs contribute on it and on each thing', async () => {
    const { ada, fay, of, make, share, give, spring, logo } = await world()
    const picks = await make(ada)
    await share(picks, fay, 'view')
    await give(fay, spring, 'contribute')
    const add = (assetIds: AssetId[]) => of(fay).collections.add.mutate({ collectionId: picks, assetIds })
    expect(await refusal(add([spring]))).toMatchObject({ code: 'level_too_low', data: { needs: 'contribute' } })
    await share(picks, fay, 'contribute')
    expect(await refusal(add([spring, logo]))).toMatchObject({ code: 'not_found' })
    await give(fay, logo, 'view')
    expect(await refusal(add([spring, logo]))).toMatchObject({ code: 'level_too_low' })
    expect(await add([spring])).toEqual({ added: 1, notPassedOn: 1 })
  })
  it('without manage on a thing launders nothing: a collection of one’s own does not pass it on to anybody', async () => {
    const { fay, gil, of, make, give, share, spring } = await world()
    await give(fay, spring, 'contribute')
    const picks = await make(fay)
    expect(await of(fay).collections.add.mutate({ collectionId: picks, assetIds: [spring] })).toEqual({
      added: 1,
      notPassedOn: 1,
    })
    await share(picks, gil, 'view', of(fay))
    expect(await of(gil).collections.see.query({ collectionId: picks })).toMatchObject({ things: 0, assets: [] })
    expect(await refusal(of(gil).library.list.query({ folderId: spring }))).toMatchObject({ code: 'not_found' })
    // Nor does it keep for Fay what was taken from her.
    expect(await of(fay).collections.see.query({ collectionId: picks })).toMatchObject({
      assets: [{ passesOn: false }],
    })
  })
  it('with manage on it passes it on, and it goes on passing when they lose that', async () => {
    const { fay, gil, admin, of, make, give, share, spring } = await world()
    await give(fay, spring, 'manage')
    const picks = await make(fay)
    await of(fay).collections.add.mutate({ collectionId: picks, assetIds: [spring] })
    await share(picks, gil, 'view', of(fay))
    const { direct } = await admin.grants.list.query({ assetId: spring })
    await admin.grants.revoke.mutate({ assetId: spring, grantIds: direct.map((g) => g.grantId) })
    expect(names(await of(gil).library.shared.query({}))).toEqual(['Spring'])
  })
  it('cannot put one thing into more than fifty collections, and is told its name', async () => {
    const { acme, admin, ada, make, logo, beach } = await world()
    for (let n = 0; n < 50; n += 1)
      await plantCollection(db, acme.id, { name: `C ${n}`, ownerId: null }, [{ assetId: logo, passesOn: true }])
    const one = await make(ada)
    expect(await refusal(admin.collections.add.mutate({ collectionId: one, assetIds: [beach, logo] }))).toEqual({
      code: 'in_too_many_collections',
      data: { limit: 50, names: ['logo.svg'] },
    })
    expect((await admin.collections.see.query({ collectionId: one })).assets).toEqual([])
  })
})

describe('what is not passed on', () => {
  it('is confirmed by whoever has manage on it, also by adding it again; nobody else', async () => {
    const { fay, gil, of, admin, make, give, share, spring, logo } = await world()
    await give(fay, spring, 'contribute')
    await give(fay, logo, 'contribute')
    const picks = await make(fay)
    await of(fay).collections.add.mutate({ collectionId: picks, assetIds: [spring, logo] })
    await share(picks, gil, 'view')
    const confirm = (by: ReturnType<typeof of>, id: AssetId) =>
      by.collections.confirm.mutate({ collectionId: picks, assetIds: [id] })
    expect(await refusal(confirm(of(fay), spring))).toMatchObject({ code: 'level_too_low', data: { needs: 'manage' } })
    await confirm(admin, spring)
    expect(names(await of(gil).collections.see.query({ collectionId: picks }))).toEqual(['Spring'])
    expect(await admin.collections.add.mutate({ collectionId: picks, assetIds: [logo] })).toMatchObject({ added: 0 })
    expect(names(await of(gil).collections.see.query({ collectionId: picks }))).toEqual(['Spring', 'logo.svg'])
    // Adding by somebody who could not share it takes nothing back.
    await of(fay).collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    expect((await of(gil).collections.see.query({ collectionId: picks })).things).toBe(2)
  })
  it('is not confirmed of what is not in the collection', async () => {
    const { ada, admin, make, logo } = await world()
    const picks = await make(ada)
    expect(await refusal(admin.collections.confirm.mutate({ collectionId: picks, assetIds: [logo] }))).toMatchObject({
      code: 'not_found',
    })
  })
  it('is no more where the guard is off, for what is added from then on; administrators alone turn it off', async () => {
    const { acme, fay, gil, of, admin, make, give, share, spring, logo } = await world()
    await give(fay, spring, 'contribute')
    await give(fay, logo, 'contribute')
    const picks = await make(fay)
    await share(picks, gil, 'view')
    await of(fay).collections.add.mutate({ collectionId: picks, assetIds: [spring] })
    const dev = of(await acme.member('Dev', 'developer'))
    expect(await refusal(dev.collections.setGuard.mutate({ isOn: false }))).toMatchObject({ code: 'not_allowed' })
    await admin.collections.setGuard.mutate({ isOn: false })
    expect(await admin.collections.guard.query()).toEqual({ isOn: false })
    await of(fay).collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    expect(names(await of(gil).collections.see.query({ collectionId: picks }))).toEqual(['logo.svg'])
    await admin.collections.setGuard.mutate({ isOn: true })
    expect(names(await of(gil).collections.see.query({ collectionId: picks }))).toEqual(['logo.svg'])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
  })
})

describe('who has access', () => {
  it('to a collection: its owner, what was given on it, and how many by their role', async () => {
    const { fay, gil, admin, make, share } = await world()
    const picks = await make(fay)
    await share(picks, gil, 'view')
    expect(await admin.collectionGrants.list.query({ collectionId: picks })).toMatchObject({
      owners: [{ name: 'Fay', noEffect: null }],
      direct: [{ name: 'Gil', level: 'view', from: { at: 'itself' }, noEffect: null }],
      inherited: [],
      byRole: [
        { level: 'manage', people: 1 },
        { level: 'view', people: 1 },
      ],
    })
  })
  it('to a thing names the collections through which it is seen, as far as the asker sees those', async () => {
    const { fay, gil, of, admin, make, share, give, spring, beach } = await world()
    const picks = await make(gil)
    await give(fay, spring, 'manage')
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [spring] })
    expect((await admin.grants.list.query({ assetId: beach })).collections).toEqual([
      { id: picks, name: 'Picks', people: 1 },
    ])
    expect((await of(fay).grants.list.query({ assetId: beach })).collections).toEqual([
      { id: null, name: null, people: 1 },
    ])
    await give(gil, beach, 'view')
    await share(picks, fay, 'view')
    const { direct } = await of(fay).grants.list.query({ assetId: beach })
    expect(direct).toMatchObject([
      {
        name: 'Gil',
        noEffect: {
          because: 'already',
          level: 'view',
          through: { by: 'collection', collection: 'Picks', from: { folder: { name: 'Spring' } } },
        },
      },
    ])
  })
  it('is shared on no longer than one’s own lasts', async () => {
    const { fay, gil, of, admin, make, ada } = await world()
    const picks = await make(ada)
    const ends = new Date(Date.now() + 86_400_000).toISOString()
    await admin.collectionGrants.give.mutate({
      collectionId: picks,
      memberIds: [fay.memberId],
      level: 'manage',
      endsAt: ends,
      tell: false,
    })
    const later = new Date(Date.now() + 2 * 86_400_000).toISOString()
    const share = (endsAt: string | null) =>
      of(fay).collectionGrants.give.mutate({
        collectionId: picks,
        memberIds: [gil.memberId],
        level: 'view',
        endsAt,
        tell: false,
      })
    expect(await refusal(share(later))).toEqual({ code: 'outlasts_own', data: { latest: ends } })
    await share(null)
    const { direct } = await admin.collectionGrants.list.query({ collectionId: picks })
    expect(direct.find((g) => g.name === 'Gil')?.endsAt).toBe(ends)
  })
})

describe('what becomes of it', () => {
  it('the collections of both are joined when a file is moved onto the name of another; either passing passes', async () => {
    const { acme, gil, of, admin, folder, share, logo } = await world()
    const other = await folder('Other', null)
    const there = await plantFile(db, acme.id, { name: 'logo.svg', parentId: other, ownerId: null })
    const one = await plantCollection(db, acme.id, { name: 'One', ownerId: null }, [
      { assetId: logo, passesOn: true },
      { assetId: there, passesOn: false },
    ])
    const two = await plantCollection(db, acme.id, { name: 'Two', ownerId: null }, [{ assetId: logo, passesOn: false }])
    for (const id of [one, two]) await share(id, gil, 'view')
    await admin.library.move.mutate({ assetIds: [logo], destinationId: other, ifTaken: 'merge' })
    expect(names(await of(gil).collections.see.query({ collectionId: one }))).toEqual(['logo.svg'])
    expect(names(await of(gil).collections.see.query({ collectionId: two }))).toEqual(['logo.svg'])
    expect((await admin.collections.see.query({ collectionId: two })).assets).toMatchObject([
      { id: there, passesOn: false },
    ])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
  })
  it('it passes to the heir of whoever owned it, or has no owner', async () => {
    const { acme, fay, gil, of, admin, make } = await world()
    const picks = await make(fay)
    await admin.members.remove.mutate({ memberIds: [fay.memberId], heirId: gil.memberId })
    expect((await of(gil).collections.list.query({})).collections).toMatchObject([{ level: 'manage', isMine: true }])
    await admin.members.remove.mutate({ memberIds: [gil.memberId] })
    expect(await admin.collections.see.query({ collectionId: picks })).toMatchObject({ owner: null })
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
  })
  it('what is in the trash is not in it meanwhile, and is back with the thing', async () => {
    const { fay, of, admin, make, give, logo } = await world()
    const picks = await make(fay)
    await give(fay, logo, 'manage')
    await of(fay).collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    await admin.library.delete.mutate({ assetIds: [logo] })
    expect((await of(fay).collections.see.query({ collectionId: picks })).things).toBe(0)
    await admin.library.restore.mutate({ trashedId: logo, destinationId: null })
    expect(names(await of(fay).collections.see.query({ collectionId: picks }))).toEqual(['logo.svg'])
  })
})

describe.each(['free', 'paid'] as const satisfies readonly Plan[])('on %s', (plan) => {
  it('nobody opens collections; giving and adding are refused by plan, taking away is possible; all comes back', async () => {
    const { acme, ada, fay, of, admin, make, share, logo } = await world()
    const picks = await make(ada)
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [logo] })
    await share(picks, fay, 'view')
    await onPlan(acme, plan)
    const byPlan = { code: 'not_allowed', data: { because: 'plan', feature: 'sharing' } }
    expect(await refusal(admin.collections.list.query({}))).toMatchObject(byPlan)
    expect(await refusal(admin.collections.see.query({ collectionId: picks }))).toMatchObject(byPlan)
    expect(await refusal(admin.collections.create.mutate({ name: 'Mine' }))).toMatchObject(byPlan)
    expect(await refusal(admin.collections.add.mutate({ collectionId: picks, assetIds: [logo] }))).toMatchObject(byPlan)
    expect(await refusal(share(picks, fay, 'manage'))).toMatchObject(byPlan)
    const { direct } = await admin.collectionGrants.list.query({ collectionId: picks })
    await onPlan(acme, 'enterprise')
    expect(names(await of(fay).library.shared.query({}))).toEqual(['logo.svg'])
    await onPlan(acme, plan)
    await admin.collectionGrants.revoke.mutate({ collectionId: picks, grantIds: direct.map((g) => g.grantId) })
    await admin.collections.remove.mutate({ collectionId: picks, assetIds: [logo] })
    await onPlan(acme, 'enterprise')
    expect(names(await of(fay).library.shared.query({}))).toEqual([])
    expect(await admin.collections.see.query({ collectionId: picks })).toMatchObject({ things: 0 })
  })
})
