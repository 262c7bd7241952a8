// Who gets to what, and why: the library as somebody else reaches it is what they themselves see; every path is told to
// whoever may ask, and nothing that they do not see is named. Rules §4 ("Who may ask who reaches a thing") and §8.
import { describe, expect, it } from 'vitest'
import type { AssetId, Level } from '@usher/domain'
import { give as plantGrant, plantCollection, plantGroup } from '../testing/grants.ts'
import { plantFile, plantFiles, plantFolder } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)

let serial = 0
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000)
const names = ({ assets }: { assets: readonly { name: string }[] }) => assets.map((a) => a.name)

/** Launch / Spring / beach.jpg; Ada administers, Lou has the whole library, Fay and Gil see what is given to them. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const lou = await acme.member('Lou', 'library_full')
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
  const seen = (who: TestMember, folderId: AssetId | null = null) =>
    admin.accessOf.member.query({ memberId: who.memberId, folderId })
  const why = (who: TestMember, assetId: AssetId, by = ada) =>
    of(by).accessOf.explain.query({ assetId, memberId: who.memberId })
  return { acme, ada, lou, fay, gil, admin, of, give, seen, why, folder, launch, spring, beach }
}

describe('what a person gets to', () => {
  it('is, folder by folder, what they see themselves, at the same levels', async () => {
    const { acme, fay, of, give, seen, folder, launch, spring } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay])
    const autumn = await folder('Autumn', launch)
    await folder('Leaves', autumn, fay)
    await give(agency, spring, 'contribute')
    const theirs = await of(fay).library.shared.query({})
    const told = await seen(fay)
    expect(told.has).toBe('by_reach')
    // Whoever asks is told where it begins, though Fay sees neither Autumn nor Launch.
    expect(told.assets.map((a) => [a.name, a.level, a.folder])).toEqual([
      ['Leaves', 'manage', 'Autumn'],
      ['Spring', 'contribute', 'Launch'],
    ])
    expect(told.assets.map((a) => a.id)).toEqual(theirs.assets.map((a) => a.id))
    expect(names(await seen(fay, spring))).toEqual(names(await of(fay).library.list.query({ folderId: spring })))
  })
  it('does not open a folder that they do not see', async () => {
    const { fay, give, seen, launch, spring } = await world()
    await give(fay, spring, 'view')
    expect(await refusal(seen(fay, launch))).toMatchObject({ code: 'not_found' })
    expect(await refusal(seen(fay, crypto.randomUUID() as AssetId))).toMatchObject({ code: 'not_found' })
  })
  it('comes by page, and is searched by name, of what they see alone', async () => {
    const { acme, admin, fay, give, seen, spring, launch } = await world()
    await plantFiles(db, acme.id, { count: 210, parentId: spring, ownerId: null })
    await plantFile(db, acme.id, { name: 'beach-plan.txt', parentId: launch, ownerId: null })
    await give(fay, spring, 'view')
    const first = await seen(fay, spring)
    expect(first.assets).toHaveLength(200)
    const second = await admin.accessOf.member.query({
      memberId: fay.memberId,
      folderId: spring,
      after: first.next ?? '',
    })
    expect(second.assets).toHaveLength(11)
    const found = await admin.accessOf.searchMember.query({ memberId: fay.memberId, name: 'beach' })
    expect(found.assets.map((a) => [a.name, a.path.map((p) => p.name)])).toEqual([['beach.jpg', ['Spring']]])
    expect(found.total).toEqual({ count: 1, orMore: false })
  })
  it('is the whole library where their role has it', async () => {
    const { lou, seen, launch } = await world()
    expect(await seen(lou)).toMatchObject({ has: 'everywhere', level: 'manage', assets: [{ name: 'Launch' }] })
    expect(names(await seen(lou, launch))).toEqual(['Spring'])
  })
  it('is nothing where they cannot enter, or their role has no library; and says which', async () => {
    const { acme, admin, fay, gil, give, seen, spring } = await world()
    const fin = await acme.member('Fin', 'finance')
    await give(fay, spring, 'manage')
    await give(gil, spring, 'manage')
    expect(await seen(fin)).toMatchObject({ has: 'nothing', because: 'role', assets: [] })
    await admin.members.suspend.mutate({ memberIds: [fay.memberId] })
    expect(await seen(fay)).toMatchObject({ has: 'nothing', because: 'suspended', assets: [] })
    expect(await refusal(seen(fay, spring))).toMatchObject({ code: 'not_found' })
    await db.updateTable('member').set({ ends_at: new Date() }).where('id', '=', gil.memberId).execute()
    expect(await seen(gil)).toMatchObject({ has: 'nothing', because: 'ended', assets: [] })
    await db.updateTable('member').set({ ends_at: null }).where('id', '=', gil.memberId).execute()
    await db.updateTable('account').set({ agreed_plan: 'paid' }).where('id', '=', acme.id).execute()
    expect(await seen(gil)).toMatchObject({ has: 'nothing', because: 'dormant', assets: [] })
  })
  it('is told to administrators alone', async () => {
    const { lou, fay, of } = await world()
    for (const who of [lou, fay])
      expect(await refusal(of(who).accessOf.member.query({ memberId: fay.memberId }))).toMatchObject({
        code: 'not_allowed',
        data: { needs: 'people.see' },
      })
  })
})

describe('what a group gets to', () => {
  it('is what was given to it, and nothing that its people have besides', async () => {
    const { acme, admin, fay, give, folder, launch, spring } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay])
    await plantGroup(db, acme.id, 'Agency B', [fay])
    await folder('Fay’s', null, fay)
    await give(fay, launch, 'manage')
    await give(agency, spring, 'contribute')
    const ofGroup = (folderId: AssetId | null) => admin.accessOf.group.query({ groupId: agency, folderId })
    expect(await ofGroup(null)).toMatchObject({ has: 'by_reach', assets: [{ name: 'Spring', level: 'contribute' }] })
    expect(await ofGroup(spring)).toMatchObject({ assets: [{ name: 'beach.jpg', level: 'contribute' }] })
    expect(await refusal(ofGroup(launch))).toMatchObject({ code: 'not_found' })
    expect(names(await admin.accessOf.searchGroup.query({ groupId: agency, name: 'beach' }))).toEqual(['beach.jpg'])
    expect(names(await admin.accessOf.searchGroup.query({ groupId: agency, name: 'Fay' }))).toEqual([])
  })
  it('ends with the grant, and sleeps on a plan without groups', async () => {
    const { acme, admin, fay, give, spring } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay])
    await give(agency, spring, 'view')
    const ofGroup = () => admin.accessOf.group.query({ groupId: agency })
    await db.updateTable('account').set({ agreed_plan: 'paid' }).where('id', '=', acme.id).execute()
    expect(await ofGroup()).toMatchObject({ has: 'nothing', because: 'dormant', assets: [] })
    await db.updateTable('account').set({ agreed_plan: 'enterprise' }).where('id', '=', acme.id).execute()
    await db.updateTable('grant').set({ ends_at: new Date() }).where('group_id', '=', agency).execute()
    expect(names(await ofGroup())).toEqual([])
  })
})

describe('why', () => {
  it('tells every path, the highest first: from where, through what, by whom and until when', async () => {
    const { acme, fay, lou, of, give, why, folder, launch, spring, beach } = await world()
    const soon = inDays(3)
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay], soon)
    await give(agency, launch, 'contribute', inDays(9))
    await of(lou).grants.give.mutate({ assetIds: [beach], memberIds: [fay.memberId], level: 'view', tell: false })
    await db.updateTable('asset').set({ owner_id: fay.memberId }).where('id', '=', spring).execute()
    await folder('Beside', launch, fay)
    expect(await why(fay, beach)).toEqual({
      name: 'Fay',
      level: 'manage',
      nothing: null,
      paths: [
        {
          by: 'ownership',
          level: 'manage',
          wins: true,
          from: { at: 'above', folder: { id: spring, name: 'Spring' } },
        },
        {
          by: 'grant',
          level: 'contribute',
          wins: false,
          from: { at: 'above', folder: { id: launch, name: 'Launch' } },
          group: 'Agency A',
          givenAt: expect.any(String),
          givenBy: 'Ada',
          endsAt: soon.toISOString(),
          endsBy: 'membership',
        },
        {
          by: 'grant',
          level: 'view',
          wins: false,
          from: { at: 'itself' },
          group: null,
          givenAt: expect.any(String),
          givenBy: 'Lou',
          endsAt: null,
          endsBy: null,
        },
      ],
    })
  })
  it('tells through which collection view comes, to whoever sees that; to others that it is one', async () => {
    const { acme, ada, fay, gil, give, why, launch, spring, beach } = await world()
    const end = inDays(3)
    const picks = [{ assetId: spring, passesOn: true }]
    const collectionId = await plantCollection(db, acme.id, { name: 'Picks', ownerId: null }, picks)
    const grant = await plantGrant(db, acme.id, { on: { collectionId }, to: fay, level: 'manage', ends: end })
    await give(gil, launch, 'manage')
    expect(await why(fay, beach)).toMatchObject({
      level: 'view',
      paths: [
        {
          by: 'collection',
          wins: true,
          from: { at: 'above', folder: { name: 'Spring' } },
          collection: 'Picks',
          given: { group: null, endsAt: end.toISOString(), endsBy: 'grant' },
        },
      ],
    })
    const told = await why(fay, beach, gil)
    expect(told.paths).toMatchObject([{ by: 'collection', level: 'view', collection: null, given: null }])
    expect(JSON.stringify(told)).not.toContain('Picks')
    await db.deleteFrom('grant').where('id', '=', grant).execute()
    await db.updateTable('collection').set({ owner_id: fay.memberId }).where('id', '=', collectionId).execute()
    expect((await why(fay, beach, ada)).paths).toMatchObject([{ by: 'collection', collection: 'Picks', given: null }])
  })
  it('tells the role of whoever has the whole library, and nothing else', async () => {
    const { lou, why, spring } = await world()
    expect(await why(lou, spring)).toMatchObject({
      level: 'manage',
      paths: [{ by: 'role', level: 'manage', wins: true }],
    })
  })
  it('tells that nothing leads there, that they cannot enter, or that their role has no library', async () => {
    const { acme, admin, fay, gil, give, why, spring } = await world()
    const fin = await acme.member('Fin', 'finance')
    await give(gil, spring, 'view')
    await admin.members.suspend.mutate({ memberIds: [gil.memberId] })
    expect(await why(fay, spring)).toEqual({ name: 'Fay', level: null, paths: [], nothing: 'no_path' })
    expect(await why(gil, spring)).toMatchObject({ level: null, nothing: 'cannot_enter' })
    expect(await why(fin, spring)).toMatchObject({ level: null, nothing: 'role' })
  })
  it('is told to whoever manages the thing; a folder above that they do not see has no name', async () => {
    const { fay, gil, give, why, launch, spring, beach } = await world()
    await give(fay, launch, 'contribute')
    await give(gil, spring, 'manage')
    const told = await why(fay, beach, gil)
    expect(told.paths).toMatchObject([{ by: 'grant', from: { at: 'above', folder: null }, level: 'contribute' }])
    expect(JSON.stringify(told)).not.toContain('Launch')
  })
  it('is refused to whoever sees the thing at a lower level, and not there for whoever does not see it', async () => {
    const { acme, fay, gil, give, why, spring } = await world()
    const vic = await acme.member('Vic', 'library_view')
    await give(fay, spring, 'contribute')
    expect(await refusal(why(gil, spring, fay))).toMatchObject({ code: 'level_too_low', data: { needs: 'manage' } })
    expect(await refusal(why(gil, spring, vic))).toMatchObject({ code: 'level_too_low', data: { needs: 'manage' } })
    expect(await refusal(why(fay, spring, gil))).toMatchObject({ code: 'not_found' })
  })
  it('tells those who share nobody that they are not told of: only whom they can share with, and who is listed', async () => {
    const { ada, lou, gil, give, why, spring } = await world()
    await give(gil, spring, 'manage')
    expect(await refusal(why(lou, spring, gil))).toEqual({ code: 'not_found', data: {} })
    expect(await refusal(why({ ...lou, memberId: crypto.randomUUID() as never }, spring, gil))).toEqual({
      code: 'not_found',
      data: {},
    })
    await db.updateTable('asset').set({ owner_id: lou.memberId }).where('id', '=', spring).execute()
    expect(await why(lou, spring, gil)).toMatchObject({ paths: [{ by: 'role', level: 'manage' }] })
    expect(await refusal(why(ada, spring, gil))).toMatchObject({ code: 'not_found' })
  })
  it('is told about oneself to everybody who sees the thing', async () => {
    const { acme, fay, gil, of, give, spring, beach } = await world()
    const vic = await acme.member('Vic', 'library_view')
    await give(fay, spring, 'view')
    const mine = (who: TestMember) => of(who).accessOf.explainMine.query({ assetId: beach })
    expect(await mine(fay)).toMatchObject({
      level: 'view',
      paths: [{ by: 'grant', from: { at: 'above', folder: { name: 'Spring' } }, givenBy: 'Ada' }],
    })
    expect(await mine(vic)).toMatchObject({ level: 'view', paths: [{ by: 'role' }] })
    expect(await refusal(mine(gil))).toMatchObject({ code: 'not_found' })
  })
  it('is told as it is now: what has ended or was revoked leads nowhere', async () => {
    const { admin, fay, give, why, spring } = await world()
    await give(fay, spring, 'view', inDays(1))
    await db.updateTable('grant').set({ ends_at: new Date() }).where('asset_id', '=', spring).execute()
    expect(await why(fay, spring)).toMatchObject({ level: null, nothing: 'no_path' })
    await give(fay, spring, 'view')
    const { direct } = await admin.grants.list.query({ assetId: spring })
    await admin.grants.revoke.mutate({ assetId: spring, grantIds: direct.map((g) => g.grantId) })
    expect(await why(fay, spring)).toMatchObject({ level: null, nothing: 'no_path' })
  })
})
