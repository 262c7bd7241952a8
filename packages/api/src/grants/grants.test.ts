// Sharing as people do it: what is given reaches who it is given to, at that level, until its end, and nobody else.
// Rules §4 (how a level reaches a restricted member) and §8 ("Ends", "Lists", "Who counts", "Plans").
import { describe, expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { moveClock } from '../testing/clock.ts'
import { plantGroup } from '../testing/grants.ts'
import { plantFile, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000)
const names = (list: { assets: { name: string }[] }) => list.assets.map((a) => a.name)

/** Acme's library: Launch / Spring / beach.jpg and shoot; Ada administers, Fay and Gil see what is given to them. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const fay = await acme.member('Fay', 'library_restricted')
  const gil = await acme.member('Gil', 'library_restricted')
  const folder = (name: string, parentId: AssetId | null) => plantFolder(db, acme.id, { name, parentId, ownerId: null })
  const launch = await folder('Launch', null)
  const spring = await folder('Spring', launch)
  const shoot = await folder('Shoot', spring)
  const beach = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: spring, ownerId: null })
  const admin = as(server, ada)
  const of = (who: TestMember) => as(server, who)
  const give = (
    to: TestMember,
    on: AssetId,
    level: 'view' | 'contribute' | 'manage',
    endsAt: Date | null = null,
    by = admin,
  ) =>
    by.grants.give.mutate({
      assetIds: [on],
      memberIds: [to.memberId],
      level,
      endsAt: endsAt?.toISOString() ?? null,
      tell: false,
    })
  const grantOf = async (on: AssetId, who: TestMember) => {
    const { direct } = await admin.grants.list.query({ assetId: on })
    const found = direct.find((g) => g.memberId === who.memberId)
    if (!found) throw new Error('there is no such grant')
    return found
  }
  return { acme, ada, fay, gil, admin, of, give, grantOf, launch, spring, shoot, beach, folder }
}

describe('what is given', () => {
  it('reaches everything inside, and nothing above or beside', async () => {
    const { fay, of, give, launch, spring, shoot, beach, folder } = await world()
    const autumn = await folder('Autumn', launch)
    await give(fay, spring, 'view')
    expect(names(await of(fay).library.list.query({ folderId: spring }))).toEqual(['Shoot', 'beach.jpg'])
    expect(await refusal(of(fay).library.list.query({ folderId: shoot }))).toBe(null)
    expect(await refusal(of(fay).library.see.query({ assetIds: [beach] }))).toBe(null)
    for (const assetId of [launch, autumn])
      expect(await refusal(of(fay).library.see.query({ assetIds: [assetId] }))).toMatchObject({ code: 'not_found' })
  })

  it('is taken away with the next request', async () => {
    const { admin, fay, of, give, grantOf, spring } = await world()
    await give(fay, spring, 'view')
    const { grantId } = await grantOf(spring, fay)
    expect(names(await of(fay).library.shared.query({}))).toEqual(['Spring'])
    await admin.grants.revoke.mutate({ assetId: spring, grantIds: [grantId] })
    expect(names(await of(fay).library.shared.query({}))).toEqual([])
    expect(await refusal(of(fay).library.list.query({ folderId: spring }))).toMatchObject({ code: 'not_found' })
  })

  it('is over at the moment of its end, without anybody doing anything; it stays listed as ended', async () => {
    const own = await freshDatabase()
    const there = await startServer(own.url)
    const acme = await account(own.db, 'Acme')
    const ada = await acme.member('Ada', 'account_admin')
    const fay = await acme.member('Fay', 'library_restricted')
    const spring = await plantFolder(own.db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
    await as(there, ada).grants.give.mutate({
      assetIds: [spring],
      memberIds: [fay.memberId],
      level: 'view',
      endsAt: inDays(5).toISOString(),
    })
    await moveClock(own.db, '4 days')
    expect(names(await as(there, fay).library.shared.query({}))).toEqual(['Spring'])
    await moveClock(own.db, '5 days 1 minute')
    expect(names(await as(there, fay).library.shared.query({}))).toEqual([])
    const { direct } = await as(there, ada).grants.list.query({ assetId: spring })
    expect(direct).toMatchObject([{ name: 'Fay', noEffect: { because: 'ended' } }])
  })

  it('to a group reaches whoever is in it, until their membership ends', async () => {
    const { acme, admin, fay, gil, of, spring } = await world()
    const agency = await plantGroup(db, acme.id, 'Agency A', [fay])
    await plantGroup(db, acme.id, 'Agency B', [gil])
    await admin.grants.give.mutate({ assetIds: [spring], groupIds: [agency], level: 'contribute', tell: false })
    expect(await of(fay).library.shared.query({})).toMatchObject({ assets: [{ name: 'Spring', level: 'contribute' }] })
    expect(names(await of(gil).library.shared.query({}))).toEqual([])
    await db.updateTable('group_member').set({ ends_at: new Date() }).where('group_id', '=', agency).execute()
    expect(names(await of(fay).library.shared.query({}))).toEqual([])
    const { direct } = await admin.grants.list.query({ assetId: spring })
    expect(direct).toMatchObject([{ name: 'Agency A', people: 0, noEffect: { because: 'nobody_in_group' } }])
  })

  it('again replaces what was given before: one grant for each person and thing', async () => {
    const { acme, admin, fay, give, grantOf, spring } = await world()
    await give(fay, spring, 'manage', inDays(9))
    expect(await give(fay, spring, 'view')).toEqual({ given: 1 })
    expect(await grantOf(spring, fay)).toMatchObject({ level: 'view', endsAt: null, givenBy: 'Ada' })
    expect(await give(fay, spring, 'view')).toEqual({ given: 0 })
    const { entries } = await admin.log.list.query({ kinds: ['grant.given', 'grant.changed'] })
    expect(entries.map((e) => [e.what, e.after?.['level'], e.after?.['grantee']])).toEqual([
      ['grant.changed', 'view', 'Fay'],
      ['grant.given', 'manage', 'Fay'],
    ])
    const { tables, entries: told } = await toldTwice(db, acme.id)
    expect(tables).toEqual(told)
  })

  it('is given to many on many things at once, or to nobody', async () => {
    const { admin, ada, fay, gil, of, spring, beach } = await world()
    const many = { assetIds: [spring, beach], level: 'view' as const, tell: false }
    expect(await refusal(admin.grants.give.mutate({ ...many, memberIds: [fay.memberId, ada.memberId] }))).toMatchObject(
      { code: 'not_shareable' },
    )
    expect(names(await of(fay).library.shared.query({}))).toEqual([])
    expect(await admin.grants.give.mutate({ ...many, memberIds: [fay.memberId, gil.memberId] })).toEqual({ given: 4 })
    expect(names(await of(gil).library.shared.query({}))).toEqual(['Spring'])
  })

  it('never with an end in the past, at the root, or to nobody', async () => {
    const { admin, fay, give, spring } = await world()
    expect(await refusal(give(fay, spring, 'view', inDays(-1)))).toMatchObject({ code: 'end_in_past' })
    expect(
      await refusal(admin.grants.give.mutate({ assetIds: [null as never], memberIds: [fay.memberId], level: 'view' })),
    ).toMatchObject({ code: 'invalid_input' })
    expect(await refusal(admin.grants.give.mutate({ assetIds: [spring], level: 'view' }))).toMatchObject({
      code: 'invalid_input',
    })
  })

  it('holds again when the role is restricted again, and gives nothing meanwhile but what the role has', async () => {
    const { admin, fay, of, give, grantOf, spring } = await world()
    await give(fay, spring, 'manage')
    const rename = (name: string) => refusal(of(fay).library.rename.mutate({ assetId: spring, name }))
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'library_view' })
    expect(await rename('Hers')).toMatchObject({ code: 'level_too_low' })
    expect(await grantOf(spring, fay)).toMatchObject({ noEffect: { because: 'role' } })
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'library_restricted' })
    expect(await rename('Hers')).toBe(null)
  })

  it('is gone with the member; who comes back starts clean', async () => {
    const { acme, admin, fay, give, spring } = await world()
    await give(fay, spring, 'view')
    await admin.members.remove.mutate({ memberIds: [fay.memberId] })
    const back = await acme.member('Fay again', 'library_restricted', { userId: fay.userId })
    expect(names(await as(server, back).library.shared.query({}))).toEqual([])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  })

  it('by somebody who is gone stays', async () => {
    const { acme, admin, fay, gil, of, give, spring, grantOf } = await world()
    await give(fay, spring, 'manage')
    await give(gil, spring, 'view', null, of(fay))
    await admin.members.remove.mutate({ memberIds: [fay.memberId] })
    expect(names(await of(gil).library.shared.query({}))).toEqual(['Spring'])
    expect(await grantOf(spring, gil)).toMatchObject({ givenBy: null })
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  })

  it('travels with the thing; what came from the folder above becomes that of the new one', async () => {
    const { admin, fay, gil, of, give, launch, spring, folder } = await world()
    const archive = await folder('Archive', null)
    await give(fay, spring, 'view')
    await give(gil, launch, 'view')
    await admin.library.move.mutate({ assetIds: [spring], destinationId: archive })
    expect(names(await of(fay).library.shared.query({}))).toEqual(['Spring'])
    expect(await refusal(of(gil).library.list.query({ folderId: spring }))).toMatchObject({ code: 'not_found' })
    await give(gil, archive, 'view')
    expect(await refusal(of(gil).library.list.query({ folderId: spring }))).toBe(null)
  })

  it('sleeps in the trash, and is back with the thing; gone for good it is gone', async () => {
    const { acme, admin, fay, of, give, launch, spring } = await world()
    await give(fay, spring, 'manage')
    await admin.library.delete.mutate({ assetIds: [spring] })
    expect(names(await of(fay).library.shared.query({}))).toEqual([])
    expect((await of(fay).library.trash.query({})).assets).toEqual([])
    await admin.library.restore.mutate({ trashedId: spring, destinationId: launch })
    expect(names(await of(fay).library.shared.query({}))).toEqual(['Spring'])
    await admin.library.delete.mutate({ assetIds: [spring] })
    await admin.library.purge.mutate({ trashedIds: [spring] })
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
    expect(tables.grants.size).toBe(0)
  })
})

describe('the effective level', () => {
  it('is the highest of all that reach somebody; the lower one is listed as without effect, and why', async () => {
    const { fay, of, give, grantOf, launch, spring } = await world()
    await give(fay, launch, 'manage')
    await give(fay, spring, 'view')
    expect(await of(fay).library.list.query({ folderId: spring })).toMatchObject({ level: 'manage' })
    expect(await grantOf(spring, fay)).toMatchObject({
      noEffect: {
        because: 'already',
        level: 'manage',
        through: { by: 'grant', group: null, from: { at: 'above', folder: { name: 'Launch' } } },
      },
    })
  })
  it('does not sink below what another path gives when one is taken away', async () => {
    const { admin, fay, of, give, grantOf, launch, spring } = await world()
    await give(fay, launch, 'view')
    await give(fay, spring, 'manage')
    const { grantId } = await grantOf(spring, fay)
    await admin.grants.revoke.mutate({ assetId: spring, grantIds: [grantId] })
    expect(await of(fay).library.list.query({ folderId: spring })).toMatchObject({ level: 'view' })
  })
})

describe('a restricted member who shares', () => {
  it('needs manage on the thing', async () => {
    const { fay, gil, of, give, spring, beach } = await world()
    await give(fay, spring, 'contribute')
    expect(await refusal(give(gil, beach, 'view', null, of(fay)))).toMatchObject({ code: 'level_too_low' })
    await give(fay, spring, 'manage')
    expect(await refusal(give(gil, beach, 'view', null, of(fay)))).toBe(null)
  })
  it('shares no longer than their own access lasts: theirs where none is asked for, and refused beyond it', async () => {
    const { fay, gil, of, give, grantOf, spring, beach } = await world()
    const mine = inDays(10)
    await give(fay, spring, 'manage', mine)
    await give(gil, beach, 'view', null, of(fay))
    expect(await grantOf(beach, gil)).toMatchObject({ endsAt: mine.toISOString() })
    expect(await refusal(give(gil, beach, 'view', inDays(11), of(fay)))).toEqual({
      code: 'outlasts_own',
      data: { latest: mine.toISOString() },
    })
    const earlier = inDays(9)
    await give(gil, beach, 'view', earlier, of(fay))
    expect(await grantOf(beach, gil)).toMatchObject({ endsAt: earlier.toISOString() })
  })
  it('shares as long as the latest of the paths that give them manage; as owner without an end', async () => {
    const { acme, fay, gil, of, give, grantOf, launch, spring } = await world()
    await give(fay, launch, 'manage', inDays(5))
    await give(fay, spring, 'manage', inDays(10))
    expect(await refusal(give(gil, spring, 'view', inDays(9), of(fay)))).toBe(null)
    const own = await plantFolder(db, acme.id, { name: 'Fay’s', parentId: spring, ownerId: fay.memberId })
    await give(gil, own, 'view', null, of(fay))
    expect(await grantOf(own, gil)).toMatchObject({ endsAt: null })
  })
  it('changes nothing that they gave when theirs is shortened later', async () => {
    const { fay, gil, of, give, spring } = await world()
    await give(fay, spring, 'manage')
    await give(gil, spring, 'view', null, of(fay))
    await give(fay, spring, 'manage', inDays(1))
    expect(await of(gil).library.shared.query({})).toMatchObject({ assets: [{ name: 'Spring' }] })
  })
  it('finds restricted members and groups to share with, nobody else', async () => {
    const { acme, fay, of, give, spring } = await world()
    await plantGroup(db, acme.id, 'Agency A', [])
    await give(fay, spring, 'manage')
    const { members, groups } = await of(fay).grants.suggest.query({ assetId: spring, text: '' })
    expect([members.map((m) => m.name), groups.map((g) => g.name)]).toEqual([['Fay', 'Gil'], ['Agency A']])
    const some = async (text: string) => (await of(fay).grants.suggest.query({ assetId: spring, text })).members
    expect((await some('GI')).map((m) => m.name)).toEqual(['Gil'])
    expect(await some('%')).toEqual([])
  })
  it('is told of a member of another role as of one that never was', async () => {
    const { ada, fay, of, give, spring } = await world()
    await give(fay, spring, 'manage')
    const to = (memberId: string) =>
      refusal(of(fay).grants.give.mutate({ assetIds: [spring], memberIds: [memberId], level: 'view' }))
    expect(await to(ada.memberId)).toEqual(await to(crypto.randomUUID()))
  })
  it('sees through which folder others get in only where they see that folder', async () => {
    const { fay, gil, of, give, launch, spring, shoot } = await world()
    await give(gil, launch, 'view')
    await give(fay, spring, 'manage')
    const { inherited } = await of(fay).grants.list.query({ assetId: shoot })
    expect(inherited.map((g) => [g.name, g.from])).toEqual([
      ['Fay', { at: 'above', folder: { id: spring, name: 'Spring' } }],
      ['Gil', { at: 'above', folder: null }],
    ])
  })
})

it('a path begins at the root only where the root is seen; what lies there can be left out of what is shared', async () => {
  const { admin, fay, of, give, launch, spring, shoot, beach, folder } = await world()
  const press = await folder('Press', null)
  await give(fay, spring, 'view')
  await give(fay, press, 'view')
  const hers = of(fay)
  expect(await hers.library.list.query({ folderId: shoot })).toMatchObject({ fromRoot: false })
  expect(await hers.library.list.query({ folderId: press })).toMatchObject({ fromRoot: true })
  const seen = await hers.library.see.query({ assetIds: [beach, spring, press] })
  expect(seen.map((a) => a.fromRoot)).toEqual([false, false, true])
  expect(names(await hers.library.shared.query({}))).toEqual(['Press', 'Spring'])
  expect(names(await hers.library.shared.query({ belowRoot: true }))).toEqual(['Spring'])
  await give(fay, launch, 'view')
  expect(await hers.library.list.query({ folderId: shoot })).toMatchObject({ fromRoot: true })
  expect(await admin.library.list.query({ folderId: shoot })).toMatchObject({ fromRoot: true })
})

it('owners stand in the list: of the thing always, of a folder above where owning that reaches the thing', async () => {
  const { admin, fay, gil, of, give, launch } = await world()
  await give(fay, launch, 'contribute')
  await give(gil, launch, 'contribute')
  const { id: fays } = await of(fay).library.createFolder.mutate({ folderId: launch, name: 'Of Fay' })
  const { id: gils } = await of(gil).library.createFolder.mutate({ folderId: fays, name: 'Of Gil' })
  const { id: adas } = await admin.library.createFolder.mutate({ folderId: gils, name: 'Of Ada' })
  const owners = async (assetId: string) =>
    (await admin.grants.list.query({ assetId })).owners.map(({ name, from, noEffect }) => [
      name,
      from.at,
      noEffect?.because ?? null,
    ])
  expect(await owners(adas)).toEqual([
    ['Ada', 'itself', null],
    ['Gil', 'above', null],
    ['Fay', 'above', null],
  ])
  await admin.members.suspend.mutate({ memberIds: [fay.memberId] })
  await db.updateTable('member').set({ role: 'library_view' }).where('id', '=', gil.memberId).execute()
  expect(await owners(gils)).toEqual([['Gil', 'itself', 'role']])
  expect(await owners(fays)).toEqual([['Fay', 'itself', 'cannot_enter']])
})

describe('a grant is found on its own thing alone', () => {
  it('changing or revoking it by another thing is "not found"', async () => {
    const { admin, fay, give, grantOf, spring, launch } = await world()
    await give(fay, spring, 'view')
    const { grantId } = await grantOf(spring, fay)
    const elsewhere = { assetId: launch, grantId, level: 'manage' as const, endsAt: null }
    expect(await refusal(admin.grants.change.mutate(elsewhere))).toMatchObject({ code: 'not_found' })
    expect(await refusal(admin.grants.revoke.mutate({ assetId: launch, grantIds: [grantId] }))).toMatchObject({
      code: 'not_found',
    })
    expect(await admin.grants.change.mutate({ ...elsewhere, assetId: spring })).toEqual({ endsAt: null })
  })
})

it('nobody of another account is given anything, nor anything of another account to somebody', async () => {
  const [here, there] = [await world(), await world()]
  const give = (assetIds: string[], memberIds: string[]) =>
    refusal(here.admin.grants.give.mutate({ assetIds, memberIds, level: 'view' }))
  expect(await give([here.spring], [here.fay.memberId, there.fay.memberId])).toMatchObject({ code: 'not_found' })
  expect(await give([here.spring, there.spring], [here.fay.memberId])).toMatchObject({ code: 'not_found' })
  expect(names(await here.of(here.fay).library.shared.query({}))).toEqual([])
})

it('a plan without sharing: nothing is given, everything can be taken away, and all is back with the plan', async () => {
  const { acme, admin, fay, gil, of, give, grantOf, spring } = await world()
  await give(fay, spring, 'view')
  await give(gil, spring, 'view')
  const onPlan = (plan: 'paid' | 'enterprise') =>
    db.updateTable('account').set({ agreed_plan: plan }).where('id', '=', acme.id).execute()
  await onPlan('paid')
  expect(await refusal(give(fay, spring, 'manage'))).toMatchObject({
    code: 'not_allowed',
    data: { because: 'plan', feature: 'sharing' },
  })
  expect(await grantOf(spring, fay)).toMatchObject({ noEffect: { because: 'cannot_enter' } })
  const { grantId } = await grantOf(spring, gil)
  await admin.grants.revoke.mutate({ assetId: spring, grantIds: [grantId] })
  await onPlan('enterprise')
  expect(names(await of(fay).library.shared.query({}))).toEqual(['Spring'])
  expect(names(await of(gil).library.shared.query({}))).toEqual([])
})

it('the history of a thing tells with whom it was shared to whoever manages it, and to nobody else', async () => {
  const { fay, gil, of, give, spring } = await world()
  await give(fay, spring, 'manage')
  await give(gil, spring, 'view')
  const told = async (who: TestMember) =>
    (await of(who).library.history.query({ assetId: spring })).entries.map((e) => [e.what, e.after?.['grantee']])
  expect(await told(fay)).toEqual([
    ['grant.given', 'Gil'],
    ['grant.given', 'Fay'],
    ['folder.created', undefined],
  ])
  expect(await told(gil)).toEqual([['folder.created', undefined]])
})
