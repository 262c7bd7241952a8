// Rules of the list of every grant: it agrees with the share dialog of each thing, no page repeats or skips, what is
// filtered is exactly that, and the CSV says the same.
import { describe, expect, it } from 'vitest'
import { noEffects, type AssetId, type GroupId, type Level } from '@usher/domain'
import { plantGroup } from '../testing/grants.ts'
import { plantFile, plantFolder } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString()
let serial = 0

/**
 * Launch / Spring / beach.jpg and Plan, and Autumn. Fay owns Plan. Agency and Writers have Fay; Empty has nobody any more. Grants with
 * every reason to have no effect, and some with one; `because` is by person or group and thing.
 */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`, 'enterprise', 100)
  const ada = await acme.member('Ada', 'account_admin')
  const fay = await acme.member('Fay', 'library_restricted')
  const gil = await acme.member('Gil', 'library_restricted')
  const hal = await acme.member('Hal', 'library_restricted', { status: 'suspended' })
  const ivy = await acme.member('Ivy', 'library_restricted')
  const admin = as(server, ada)
  const folder = (name: string, parentId: AssetId | null, ownerId: TestMember['memberId'] | null = null) =>
    plantFolder(db, acme.id, { name, parentId, ownerId })
  const launch = await folder('Launch', null)
  const spring = await folder('Spring', launch)
  const plan = await folder('Plan', spring, fay.memberId)
  const autumn = await folder('Autumn', null)
  const beach = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: spring, ownerId: null })
  const old = await folder('Old', null)
  const agency = await plantGroup(db, acme.id, 'Agency', [fay])
  const writers = await plantGroup(db, acme.id, 'Writers', [fay])
  const empty = await plantGroup(db, acme.id, 'Empty', [gil], new Date('2020-01-01'))
  const give = (on: AssetId, to: TestMember | string, level: Level, endsAt: string | null = null) =>
    admin.grants.give.mutate({
      assetIds: [on],
      ...(typeof to === 'string' ? { groupIds: [to] } : { memberIds: [to.memberId] }),
      level,
      endsAt,
      tell: false,
    })
  const collection = await db
    .insertInto('collection')
    .values({ account_id: acme.id, name: 'Picks', owner_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('collection_item')
    .values({ account_id: acme.id, collection_id: collection.id, asset_id: beach, passes_on: true, added_by: null })
    .execute()
  const onCollection = (to: { memberId: TestMember['memberId'] } | { groupId: GroupId }, level: Level) =>
    db
      .insertInto('grant')
      .values({
        account_id: acme.id,
        asset_id: null,
        collection_id: collection.id,
        member_id: 'memberId' in to ? to.memberId : null,
        group_id: 'groupId' in to ? to.groupId : null,
        level,
        ends_at: null,
        given_by: null,
      })
      .execute()
  await give(launch, agency, 'view')
  await give(spring, agency, 'view')
  await give(spring, empty, 'manage')
  await give(spring, fay, 'view')
  await give(beach, fay, 'contribute', inDays(3))
  await give(plan, fay, 'manage')
  await give(plan, gil, 'view')
  await give(beach, gil, 'view')
  await onCollection(gil, 'manage')
  await onCollection({ groupId: writers }, 'view')
  await give(beach, writers, 'view')
  await give(autumn, hal, 'view')
  await give(autumn, ivy, 'manage')
  await give(launch, ivy, 'view', inDays(40))
  await give(old, gil, 'view')
  await give(autumn, gil, 'contribute', inDays(1))
  await db
    .updateTable('grant')
    .set({ ends_at: new Date('2026-01-01') })
    .where('asset_id', '=', autumn)
    .where('member_id', '=', gil.memberId)
    .execute()
  await admin.members.changeRole.mutate({ memberIds: [ivy.memberId], role: 'library_view' })
  await admin.library.delete.mutate({ assetIds: [old] })
  return { acme, ada, admin, fay, gil, ivy, agency, launch, spring, plan, autumn, beach, collection: collection.id }
}
type World = Awaited<ReturnType<typeof world>>
type Asked = NonNullable<Parameters<World['admin']['grants']['listAll']['query']>[0]>
const listed = async ({ admin }: Pick<World, 'admin'>, asked: Asked = {}) =>
  (await admin.grants.listAll.query({ sort: 'thing', descending: false, ...asked })).grants
const inShort = (grants: Awaited<ReturnType<typeof listed>>) => grants.map((g) => `${g.name} on ${g.thing.name}`)

describe('every grant of the account', () => {
  it('is listed with why it has no effect now, as the share dialog of its thing says it', async () => {
    const here = await world()
    const all = await listed(here)
    expect(Object.fromEntries(all.map((g) => [`${g.name} on ${g.thing.name}`, g.noEffect]))).toEqual({
      'Agency on Launch': null,
      'Agency on Spring': 'already',
      'Empty on Spring': 'nobody_in_group',
      'Fay on Spring': 'already',
      'Fay on beach.jpg': null,
      'Fay on Plan': 'already',
      'Gil on Plan': null,
      'Gil on beach.jpg': 'already',
      'Gil on Picks': null,
      'Writers on Picks': null,
      'Writers on beach.jpg': 'already',
      'Gil on Old': 'in_trash',
      'Gil on Autumn': 'ended',
      'Hal on Autumn': 'cannot_enter',
      'Ivy on Autumn': 'role',
      'Ivy on Launch': 'role',
    })
    // Nothing that there can be is left out of this world.
    expect(new Set(all.map((g) => g.noEffect))).toEqual(new Set([null, ...noEffects]))
    const dialogsOf = [here.launch, here.spring, here.plan, here.autumn, here.beach]
    const dialogs = await Promise.all(dialogsOf.map((assetId) => here.admin.grants.list.query({ assetId })))
    const ofCollection = await here.admin.collectionGrants.list.query({ collectionId: here.collection })
    const said = new Map(
      [...dialogs, ofCollection].flatMap((d) => d.direct).map((g) => [g.grantId, g.noEffect?.because ?? null]),
    )
    expect(said.size).toBe(15)
    for (const g of all.filter((each) => said.has(each.grantId)))
      expect([g.name, g.thing.name, g.noEffect]).toEqual([g.name, g.thing.name, said.get(g.grantId)])
  })

  it('says where its thing lies, and who gave it when', async () => {
    const here = await world()
    const [beach] = await listed(here, { name: 'BEACH', memberId: here.fay.memberId })
    expect(beach).toMatchObject({
      thing: { id: here.beach, kind: 'file', path: '/Launch/Spring', parentId: here.spring },
      email: here.fay.email,
      level: 'contribute',
      givenBy: 'Ada',
    })
    const [picks] = await listed(here, { name: 'picks' })
    expect(picks).toMatchObject({ thing: { id: here.collection, kind: 'collection' }, givenBy: null })
  })

  it('is filtered by what it does now, level, whom it is to and who gave it', async () => {
    const here = await world()
    expect(inShort(await listed(here, { state: 'ended' }))).toEqual(['Gil on Autumn'])
    expect(inShort(await listed(here, { state: 'ending' }))).toEqual(['Fay on beach.jpg'])
    expect(inShort(await listed(here, { state: 'active' }))).toEqual([
      'Fay on beach.jpg',
      'Agency on Launch',
      'Gil on Picks',
      'Writers on Picks',
      'Gil on Plan',
    ])
    expect(await listed(here, { state: 'without_effect' })).toHaveLength(11)
    expect(inShort(await listed(here, { groupId: here.agency }))).toEqual(['Agency on Launch', 'Agency on Spring'])
    expect(inShort(await listed(here, { level: 'manage', memberId: here.gil.memberId }))).toEqual(['Gil on Picks'])
    expect(await listed(here, { givenBy: here.ada.memberId })).toHaveLength(14)
    expect(await listed(here, { givenBy: here.fay.memberId })).toEqual([])
    expect(await listed(here, { name: '%' })).toEqual([])
  })

  it('is there once, in every order, over all pages', async () => {
    const here = await world()
    const things: AssetId[] = []
    for (let n = 0; n < 60; n += 1)
      things.push(await plantFolder(db, here.acme.id, { name: `Shoot ${n % 7}${n}`, parentId: null, ownerId: null }))
    await here.admin.grants.give.mutate({
      assetIds: things,
      memberIds: [here.gil.memberId],
      level: 'view',
      tell: false,
    })
    for (const sort of ['given', 'thing', 'to', 'level', 'ends'] as const)
      for (const descending of [false, true]) {
        const first = await here.admin.grants.listAll.query({ sort, descending })
        expect(first.grants).toHaveLength(50)
        const second = await here.admin.grants.listAll.query({ sort, descending, after: String(first.next) })
        expect(second.next).toBe(null)
        expect(new Set([...first.grants, ...second.grants].map((g) => g.grantId)).size).toBe(76)
      }
    const byLevel = await here.admin.grants.listAll.query({ sort: 'level', descending: true })
    expect(byLevel.grants.map((g) => g.level).slice(0, 6)).toEqual([
      ...Array(4).fill('manage'),
      'contribute',
      'contribute',
    ])
    const { next } = await here.admin.grants.listAll.query({ sort: 'thing' })
    for (const after of [String(next), 'nonsense', Buffer.from('{"value":"1"}').toString('base64url')])
      expect(await refusal(here.admin.grants.listAll.query({ sort: 'ends', after }))).toMatchObject({
        code: 'invalid_input',
      })
  })

  it('is found by every filter in every order alike', async () => {
    const here = await world()
    const filters: Asked[] = [
      ...(['all', 'active', 'ending', 'without_effect', 'ended'] as const).map((state) => ({ state })),
      { level: 'contribute' },
      { memberId: here.gil.memberId, state: 'ended' },
      { name: 'beach', state: 'without_effect' },
      { name: 'a', level: 'view' },
    ]
    for (const filter of filters) {
      const ids = async (asked: Asked) => (await listed(here, { ...filter, ...asked })).map((g) => g.grantId).toSorted()
      const byThing = await ids({ sort: 'thing' })
      expect(byThing).not.toEqual([])
      for (const sort of ['given', 'to', 'level', 'ends'] as const) expect(await ids({ sort })).toEqual(byThing)
    }
  })

  it('without the plan has no effect on anybody', async () => {
    const here = await world()
    await db.updateTable('account').set({ agreed_plan: 'paid' }).where('id', '=', here.acme.id).execute()
    const toFay = await listed(here, { memberId: here.fay.memberId })
    expect(toFay.map((g) => g.noEffect)).toEqual(['cannot_enter', 'cannot_enter', 'cannot_enter'])
  })

  it('is told to administrators alone, and of their account alone', async () => {
    const here = await world()
    const dev = await here.acme.member('Dev', 'developer')
    expect(await refusal(as(server, dev).grants.listAll.query({}))).toMatchObject({ code: 'not_allowed' })
    const other = await account(db, `Other ${serial}`)
    const zoe = await other.member('Zoe', 'account_admin')
    expect((await as(server, zoe).grants.listAll.query({})).grants).toEqual([])
  })
})

it('the CSV has the grants of its filter, and no cell is a formula', async () => {
  const here = await world()
  const evil = await plantFolder(db, here.acme.id, { name: '=1+1', parentId: here.launch, ownerId: null })
  await here.admin.grants.give.mutate({ assetIds: [evil], groupIds: [here.agency], level: 'manage', tell: false })
  const headers = { cookie: `usher_session=${here.ada.session}` }
  const csv = async (query: string) =>
    (await fetch(`${server}/api/${here.acme.slug}/grants.csv${query}`, { headers })).text()
  const lines = (await csv('')).trim().split('\r\n')
  expect(lines).toHaveLength(18)
  expect(lines[0]).toBe(
    '"thing","kind","folder","to","to kind","e-mail","level","until","no effect now","given by","given at"',
  )
  expect(lines[1]).toMatch(/^"'=1\+1","folder","\/Launch","Agency","group","","Can manage","","","Ada","20/)
  expect(await csv('?state=ended')).toMatch(/^"thing".*\r\n"Autumn","folder","\/","Gil","member",.*"ended".*\r\n$/)
})
