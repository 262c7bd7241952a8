// What somebody was given and how they give it up: their own alone, at once, with an entry, and on every plan that lets
// them in. Rules §4 ("Everyone may give up what was given to them") and §8 ("Who counts").
import { describe, expect, it } from 'vitest'
import type { AssetId, Level } from '@usher/domain'
import { give as plantGrant, plantCollection, plantGroup } from '../testing/grants.ts'
import { plantFile, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)

let serial = 0
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000)

/** Launch / Spring / beach.jpg; Ada administers, Fay and Gil see what is given to them. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const fay = await acme.member('Fay', 'library_restricted')
  const gil = await acme.member('Gil', 'library_restricted')
  const folder = (name: string, parentId: AssetId | null, owner: TestMember | null = null) =>
    plantFolder(db, acme.id, { name, parentId, ownerId: owner?.memberId ?? null })
  const launch = await folder('Launch', null)
  const spring = await folder('Spring', launch)
  const beach = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: spring, ownerId: null })
  const of = (who: TestMember) => as(server, who)
  const admin = of(ada)
  const give = (to: TestMember | string, on: AssetId, level: Level, endsAt: Date | null = null) =>
    admin.grants.give.mutate({
      assetIds: [on],
      ...(typeof to === 'string' ? { groupIds: [to] } : { memberIds: [to.memberId] }),
      level,
      endsAt: endsAt?.toISOString() ?? null,
      tell: false,
    })
  const mine = (who: TestMember) => of(who).myAccess.list.query()
  const onlyGrant = async (who: TestMember) => {
    const [grant] = (await mine(who)).grants
    if (!grant) throw new Error('there is no such grant')
    return grant
  }
  const names = async (who: TestMember) => (await of(who).library.shared.query({})).assets.map((a) => a.name)
  const kinds = async () => (await admin.log.list.query({})).entries.map((e) => [e.what, e.actor.name])
  const agree = async () => {
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  }
  return { acme, ada, fay, gil, admin, of, give, mine, onlyGrant, names, kinds, agree, folder, launch, spring, beach }
}

describe('“My access” lists', () => {
  it('what was given to me: on what, at which level, by whom and until when', async () => {
    const { fay, gil, give, mine, spring, beach } = await world()
    const end = inDays(5)
    await give(fay, spring, 'contribute', end)
    await give(gil, beach, 'view')
    expect(await mine(fay)).toMatchObject({
      hasEffect: true,
      grants: [
        {
          // Launch is not hers to see: it has no name for her.
          asset: { id: spring, kind: 'folder', name: 'Spring', folder: null, parentId: null },
          level: 'contribute',
          endsAt: end.toISOString(),
          givenBy: 'Ada',
        },
      ],
      groups: [],
    })
  })
  it('the groups that I am in, with what comes through each; nobody else’s', async () => {
    const { acme, fay, gil, give, mine, spring, beach } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay])
    await plantGroup(db, acme.id, 'Agency B', [gil])
    await give(agency, spring, 'view')
    await give(fay, beach, 'manage')
    const { grants, groups } = await mine(fay)
    expect(grants.map((g) => [g.asset?.name, g.asset?.folder])).toEqual([['beach.jpg', 'Spring']])
    expect(groups).toMatchObject([{ name: 'Agency A', endsAt: null, grants: [{ asset: { name: 'Spring' } }] }])
    expect((await mine(gil)).groups.map((g) => [g.name, g.grants])).toEqual([['Agency B', []]])
  })
  it('neither what has ended nor what lies in the trash', async () => {
    const { acme, admin, fay, give, mine, spring, launch } = await world()
    await give(fay, spring, 'view')
    await give(fay, launch, 'view', inDays(1))
    const past = await plantGroup(db, acme.id, 'Agency A', [fay], new Date(Date.now() - 1000))
    await give(past, launch, 'view')
    await db.updateTable('grant').set({ ends_at: new Date() }).where('asset_id', '=', launch).execute()
    await admin.library.delete.mutate({ assetIds: [spring] })
    expect(await mine(fay)).toMatchObject({ grants: [], groups: [] })
  })
  it('what I own, where nothing above it is mine; by page', async () => {
    const { fay, gil, of, folder, give, spring } = await world()
    await give(fay, spring, 'contribute')
    const own = await folder('Fay’s', spring, fay)
    await folder('Inside', own, fay)
    const other = await folder('Gil’s', own, gil)
    await folder('Deep', other, fay)
    const owned = (who: TestMember) => of(who).myAccess.owned.query({})
    expect((await owned(fay)).assets.map((a) => [a.name, a.folder])).toEqual([['Fay’s', 'Spring']])
    expect((await owned(gil)).assets.map((a) => [a.name, a.folder])).toEqual([['Gil’s', null]])
  })
  it('a grant that sleeps because my role has the whole library, said to be without effect', async () => {
    const { admin, fay, give, mine, spring } = await world()
    await give(fay, spring, 'manage')
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'library_view' })
    expect(await mine(fay)).toMatchObject({ hasEffect: false, grants: [{ asset: { name: 'Spring' } }] })
  })
  it('no name of a thing to a role that has no library, but that something was given', async () => {
    const { admin, fay, give, mine, of, spring, folder } = await world()
    await give(fay, spring, 'manage')
    await folder('Fay’s', null, fay)
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'finance' })
    expect(await mine(fay)).toMatchObject({ hasEffect: false, grants: [{ asset: null, level: 'manage' }] })
    expect(JSON.stringify(await mine(fay))).not.toContain('Spring')
    expect((await of(fay).myAccess.owned.query({})).assets).toEqual([])
  })
  it('nothing to whoever cannot enter: suspended, or restricted on a plan without that role', async () => {
    const { acme, admin, fay, of, give, spring } = await world()
    await give(fay, spring, 'view')
    await db.updateTable('account').set({ agreed_plan: 'paid' }).where('id', '=', acme.id).execute()
    expect(await refusal(of(fay).myAccess.list.query())).toEqual({ code: 'cannot_enter', data: { because: 'dormant' } })
    await db.updateTable('account').set({ agreed_plan: 'enterprise' }).where('id', '=', acme.id).execute()
    await admin.members.suspend.mutate({ memberIds: [fay.memberId] })
    expect(await refusal(of(fay).myAccess.list.query())).toEqual({
      code: 'cannot_enter',
      data: { because: 'suspended' },
    })
  })
})

describe('giving up', () => {
  it('a grant ends it with the next request, and leaves one entry in one’s own name', async () => {
    const { fay, of, give, onlyGrant, names, kinds, agree, spring, beach } = await world()
    await give(fay, spring, 'manage')
    const { grantId } = await onlyGrant(fay)
    await of(fay).myAccess.giveUpGrant.mutate({ grantId })
    expect(await names(fay)).toEqual([])
    expect(await refusal(of(fay).library.see.query({ assetIds: [beach] }))).toMatchObject({ code: 'not_found' })
    expect((await kinds())[0]).toEqual(['grant.given_up', 'Fay'])
    expect(await refusal(of(fay).myAccess.giveUpGrant.mutate({ grantId }))).toMatchObject({ code: 'not_found' })
    await agree()
  })
  it('a grant takes nothing from others: neither what they were given, nor what I gave them', async () => {
    const { fay, gil, of, give, onlyGrant, names, spring } = await world()
    await give(fay, spring, 'manage')
    await of(fay).grants.give.mutate({ assetIds: [spring], memberIds: [gil.memberId], level: 'view', tell: false })
    await of(fay).myAccess.giveUpGrant.mutate({ grantId: (await onlyGrant(fay)).grantId })
    expect(await names(gil)).toEqual(['Spring'])
  })
  it('a group ends what came through it, and keeps what reaches me in other ways', async () => {
    const { acme, fay, gil, of, give, names, kinds, agree, spring, launch, beach } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay, gil])
    await give(agency, launch, 'contribute')
    await give(fay, beach, 'view')
    await of(fay).myAccess.leaveGroup.mutate({ groupId: agency })
    expect(await names(fay)).toEqual(['beach.jpg'])
    expect(await refusal(of(fay).library.list.query({ folderId: spring }))).toMatchObject({ code: 'not_found' })
    expect(await names(gil)).toEqual(['Launch'])
    expect((await kinds())[0]).toEqual(['group.left', 'Fay'])
    await agree()
  })
  it('an ownership leaves the thing without an owner; what I own inside it stays mine', async () => {
    const { fay, gil, of, folder, names, kinds, agree } = await world()
    const own = await folder('Fay’s', null, fay)
    const inside = await folder('Inside', own, fay)
    await folder('Gil’s', own, gil)
    await of(fay).myAccess.disown.mutate({ assetId: own })
    expect(await names(fay)).toEqual(['Inside'])
    expect((await of(fay).myAccess.owned.query({})).assets.map((a) => a.id)).toEqual([inside])
    expect((await kinds())[0]).toEqual(['asset.disowned', 'Fay'])
    await agree()
  })
  it('of what is somebody else’s is “not found”, as for an id that never was', async () => {
    const { acme, admin, fay, gil, of, give, onlyGrant, folder, names, spring } = await world()
    await give(gil, spring, 'view')
    const theirs = {
      grant: (await onlyGrant(gil)).grantId,
      group: await plantGroup(db, acme.id, 'Agency A', [gil]),
      thing: await folder('Gil’s', null, gil),
    }
    // Fay manages everything that there is, and it is still not hers to give up.
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'library_full' })
    const { giveUpGrant, leaveGroup, disown, withoutGrant, withoutGroup, withoutOwning } = of(fay).myAccess
    for (const never of [
      theirs,
      { grant: crypto.randomUUID(), group: crypto.randomUUID(), thing: crypto.randomUUID() },
    ])
      for (const asked of [
        () => giveUpGrant.mutate({ grantId: never.grant }),
        () => leaveGroup.mutate({ groupId: never.group }),
        () => disown.mutate({ assetId: never.thing }),
        () => withoutGrant.query({ grantId: never.grant }),
        () => withoutGroup.query({ groupId: never.group }),
        () => withoutOwning.query({ assetId: never.thing }),
      ])
        expect(await refusal(asked())).toEqual({ code: 'not_found', data: {} })
    expect(await names(gil)).toEqual(['Gil’s', 'Spring'])
  })
  it('a grant on a collection ends what it passed on; owning one leaves it without an owner, with what is in it', async () => {
    const { fay, gil, of, admin, mine, names, agree, spring } = await world()
    const { id: picks } = await of(fay).collections.create.mutate({ name: 'Picks' })
    await admin.collections.add.mutate({ collectionId: picks, assetIds: [spring] })
    await admin.collectionGrants.give.mutate({
      collectionId: picks,
      memberIds: [gil.memberId],
      level: 'view',
      tell: false,
    })
    const [grant] = (await mine(gil)).grants
    expect(grant).toMatchObject({ asset: null, collection: { id: picks, name: 'Picks' }, level: 'view' })
    const grantId = grant?.grantId ?? ''
    expect(await of(gil).myAccess.withoutGrant.query({ grantId })).toMatchObject({
      things: [{ asset: { name: 'Spring' }, level: 'view', left: null }],
    })
    await of(gil).myAccess.giveUpGrant.mutate({ grantId })
    expect(await names(gil)).toEqual([])
    expect((await mine(fay)).collections).toEqual([{ id: picks, name: 'Picks' }])
    expect(await of(fay).myAccess.withoutOwningCollection.query({ collectionId: picks })).toMatchObject({
      things: [{ asset: { name: 'Spring' }, level: 'view', left: null }],
    })
    expect(await refusal(of(gil).myAccess.disownCollection.mutate({ collectionId: picks }))).toMatchObject({
      code: 'not_found',
    })
    await of(fay).myAccess.disownCollection.mutate({ collectionId: picks })
    expect(await names(fay)).toEqual([])
    expect(await admin.collections.see.query({ collectionId: picks })).toMatchObject({ owner: null, things: 1 })
    await agree()
  })
  it('names no collection to a role that sees none, which can be given up all the same', async () => {
    const { admin, fay, of } = await world()
    const { id } = await of(fay).collections.create.mutate({ name: 'Secret' })
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'finance' })
    expect((await of(fay).myAccess.list.query()).collections).toEqual([{ id, name: null }])
    await of(fay).myAccess.disownCollection.mutate({ collectionId: id })
    expect((await of(fay).myAccess.list.query()).collections).toEqual([])
  })
  it('works for a role that has no library too, for what it was given before', async () => {
    const { admin, fay, of, give, onlyGrant, agree, spring } = await world()
    await give(fay, spring, 'view')
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'finance' })
    await of(fay).myAccess.giveUpGrant.mutate({ grantId: (await onlyGrant(fay)).grantId })
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'library_restricted' })
    expect((await of(fay).library.shared.query({})).assets).toEqual([])
    await agree()
  })
})

describe('before it is given up, is told', () => {
  it('that nothing is left where no other path leads', async () => {
    const { fay, of, give, onlyGrant, spring } = await world()
    await give(fay, spring, 'manage')
    const { grantId } = await onlyGrant(fay)
    expect(await of(fay).myAccess.withoutGrant.query({ grantId })).toMatchObject({
      things: [{ asset: { name: 'Spring' }, level: 'manage', left: null }],
      more: 0,
    })
  })
  it('what is left by another path: a folder above, a group, or owning it', async () => {
    const { acme, fay, of, give, onlyGrant, folder, launch, spring } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay])
    await give(agency, launch, 'view')
    await give(agency, spring, 'contribute')
    await give(fay, spring, 'manage')
    const { grantId } = await onlyGrant(fay)
    const { myAccess } = of(fay)
    expect(await myAccess.withoutGrant.query({ grantId })).toMatchObject({
      things: [{ level: 'manage', left: 'contribute' }],
    })
    expect(await myAccess.withoutGroup.query({ groupId: agency })).toMatchObject({
      things: [
        { asset: { name: 'Launch' }, level: 'view', left: null },
        { asset: { name: 'Spring' }, level: 'manage', left: 'manage' },
      ],
    })
    const own = await folder('Fay’s', spring, fay)
    expect(await myAccess.withoutOwning.query({ assetId: own })).toMatchObject({
      things: [{ asset: { name: 'Fay’s' }, level: 'manage', left: 'manage' }],
    })
    await myAccess.giveUpGrant.mutate({ grantId })
    expect(await myAccess.withoutOwning.query({ assetId: own })).toMatchObject({ things: [{ left: 'contribute' }] })
  })
  it('what comes through a group by a collection', async () => {
    const { acme, fay, of, give, spring, beach } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay])
    const picks = [{ assetId: spring, passesOn: true }]
    const collectionId = await plantCollection(db, acme.id, { name: 'Picks', ownerId: null }, picks)
    await plantGrant(db, acme.id, { on: { collectionId }, to: agency, level: 'manage' })
    await give(fay, beach, 'view')
    expect(await of(fay).myAccess.withoutGroup.query({ groupId: agency })).toMatchObject({
      things: [{ asset: { name: 'Spring' }, level: 'view', left: null }],
      more: 0,
    })
  })
})
