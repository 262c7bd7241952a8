// Groups of restricted members, as the rules say it, asked over HTTP by people with names. Rules §2, §4 and §8.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '@usher/domain'
import { rescue } from '../members/rescue.ts'
import { moveClock } from '../testing/clock.ts'
import { give } from '../testing/grants.ts'
import { auditKey } from '../testing/keys.ts'
import { plantFolder } from '../testing/library.ts'
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
/** Ada administers, Fay and Gil have restricted access, Ben does not; Agency A has Fay, and may see Spring. */
async function world(plan: Plan = 'enterprise') {
  const acme = await account(db, `Acme ${(serial += 1)}`, 'enterprise')
  const ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben', 'developer')
  const fay = await acme.member('Fay', 'library_restricted')
  const gil = await acme.member('Gil', 'library_restricted')
  const admin = as(server, ada)
  const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
  const { id: agency } = await admin.groups.create.mutate({ name: 'Agency A' })
  await admin.groups.addMembers.mutate({ groupId: agency, memberIds: [fay.memberId] })
  await give(db, acme.id, { on: spring, to: agency, level: 'view' })
  if (plan !== 'enterprise') await onPlan(acme, plan)
  return { acme, ada, admin, ben, fay, gil, spring, agency }
}
const onPlan = ({ id }: TestAccount, plan: Plan) =>
  db.updateTable('account').set({ agreed_plan: plan }).where('id', '=', id).execute()
const sees = async (who: TestMember) =>
  (await as(server, who).library.shared.query({})).assets.map((asset) => asset.name)
const namesIn = async (who: TestMember, groupId: string) =>
  (await as(server, who).groups.see.query({ groupId })).members.map((m) => m.name)
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
beforeEach(() => moveClock(db, '0'))

describe('a group', () => {
  it('has a name that no other group of the account has, without regard to case', async () => {
    const { acme, ada, admin, agency } = await world()
    const taken = { code: 'group_name_taken' }
    expect(await refusal(admin.groups.create.mutate({ name: 'AGENCY a' }))).toMatchObject(taken)
    const { id: other } = await admin.groups.create.mutate({ name: '  Straße ' })
    expect(await refusal(admin.groups.rename.mutate({ groupId: other, name: 'agency A' }))).toMatchObject(taken)
    expect(await refusal(admin.groups.create.mutate({ name: 'STRASSE' }))).toMatchObject(taken)
    expect(await refusal(admin.groups.rename.mutate({ groupId: agency, name: 'AGENCY A' }))).toBeNull()
    const { groups } = await admin.groups.list.query()
    expect(groups.map((g) => g.name)).toEqual(['AGENCY A', 'Straße'])
    // What another account calls its groups is nobody's business.
    const elsewhere = await account(db, `Elsewhere ${serial}`)
    const zoe = as(server, await elsewhere.member('Zoe', 'account_admin'))
    expect(await refusal(zoe.groups.create.mutate({ name: 'Agency A' }))).toBeNull()
    expect(await toldTwice(db, acme.id)).toSatisfy(isToldOnce)
    expect(ada.account).not.toBe(elsewhere.slug)
  })
  it('has a name that can be read', async () => {
    const { admin } = await world()
    for (const name of ['', 'two\nlines', 'a/b', 'a'.repeat(81)])
      expect(await refusal(admin.groups.create.mutate({ name }))).toMatchObject({ code: 'invalid_input' })
  })
  it('is one of five: the sixth is refused with the figure, until one is deleted or the operator gives more', async () => {
    const { acme, admin, agency } = await world()
    for (const name of ['B', 'C', 'D', 'E']) await admin.groups.create.mutate({ name })
    const full = { code: 'groups_full', data: { used: 5, cap: 5 } }
    expect(await refusal(admin.groups.create.mutate({ name: 'F' }))).toEqual(full)
    expect((await admin.groups.list.query()).used).toEqual({ used: 5, cap: 5 })
    expect(await refusal(admin.requests.make.mutate({ limit: 'groups', wanted: 8 }))).toBeNull()
    await admin.groups.delete.mutate({ groupId: agency })
    expect(await refusal(admin.groups.create.mutate({ name: 'F' }))).toBeNull()
    const limits = JSON.stringify({ groups: 6 })
    await db.updateTable('account').set({ limits }).where('id', '=', acme.id).execute()
    expect(await refusal(admin.groups.create.mutate({ name: 'G' }))).toBeNull()
  })
  it('is for administrators: nobody else sees or changes groups', async () => {
    const { ben, fay, agency } = await world()
    for (const who of [ben, fay]) {
      const groups = as(server, who).groups
      for (const attempt of [
        () => groups.list.query(),
        () => groups.see.query({ groupId: agency }),
        () => groups.create.mutate({ name: 'Mine' }),
        () => groups.rename.mutate({ groupId: agency, name: 'Mine' }),
        () => groups.delete.mutate({ groupId: agency }),
        () => groups.addMembers.mutate({ groupId: agency, memberIds: [fay.memberId] }),
        () => groups.removeMembers.mutate({ groupId: agency, memberIds: [fay.memberId] }),
      ])
        expect(await refusal(attempt())).toMatchObject({ code: 'not_allowed', data: { because: 'role' } })
    }
  })
  it('is listed with how many people are in it and how many things are shared with it, without what has ended', async () => {
    const { acme, admin, fay, gil, agency } = await world()
    const winter = await plantFolder(db, acme.id, { name: 'Winter', parentId: null, ownerId: null })
    await give(db, acme.id, { on: winter, to: agency, level: 'manage', ends: inDays(1) })
    await admin.groups.addMembers.mutate({
      groupId: agency,
      memberIds: [gil.memberId],
      endsAt: inDays(1).toISOString(),
    })
    expect((await admin.groups.list.query()).groups).toMatchObject([{ name: 'Agency A', people: 2, things: 2 }])
    await moveClock(db, '2 days')
    expect((await admin.groups.list.query()).groups).toMatchObject([{ name: 'Agency A', people: 1, things: 1 }])
    expect(await admin.groups.see.query({ groupId: agency })).toMatchObject({
      name: 'Agency A',
      members: [
        { memberId: fay.memberId, name: 'Fay', endsAt: null, hasEnded: false, status: 'active' },
        { memberId: gil.memberId, name: 'Gil', hasEnded: true, status: 'active' },
      ],
      grants: [
        { thing: { name: 'Spring', kind: 'folder', folder: null }, level: 'view', hasEnded: false, inTrash: false },
        { thing: { id: winter, name: 'Winter' }, level: 'manage', hasEnded: true },
      ],
    })
  })
  it('says of what is shared with it where that lies, and that it is in the trash', async () => {
    const { acme, admin, spring, agency } = await world()
    const beach = await plantFolder(db, acme.id, { name: 'Beach', parentId: spring, ownerId: null })
    await give(db, acme.id, { on: beach, to: agency, level: 'contribute' })
    const grants = async () => (await admin.groups.see.query({ groupId: agency })).grants
    expect(await grants()).toMatchObject([
      { thing: { name: 'Beach', folder: 'Spring', parentId: spring }, inTrash: false },
      { thing: { name: 'Spring' }, inTrash: false },
    ])
    await admin.library.delete.mutate({ assetIds: [spring] })
    expect((await grants()).map((g) => g.inTrash)).toEqual([true, true])
  })
})

describe('being in a group', () => {
  it('reaches what is shared with it, and ends at that very moment', async () => {
    const own = await freshDatabase()
    const there = await startServer(own.url)
    const acme = await account(own.db)
    const admin = as(there, await acme.member('Ada', 'account_admin'))
    const gil = await acme.member('Gil', 'library_restricted')
    const spring = await plantFolder(own.db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
    const { id: agency } = await admin.groups.create.mutate({ name: 'Agency A' })
    await give(own.db, acme.id, { on: spring, to: agency, level: 'view' })
    const names = async () => (await as(there, gil).library.shared.query({})).assets.map((a) => a.name)
    expect(await names()).toEqual([])
    await admin.groups.addMembers.mutate({
      groupId: agency,
      memberIds: [gil.memberId],
      endsAt: inDays(2).toISOString(),
    })
    await moveClock(own.db, '1 day 23 hours')
    expect(await names()).toEqual(['Spring'])
    await moveClock(own.db, '2 days 1 second')
    expect(await names()).toEqual([])
    // Adding again gives a new end, or none.
    await admin.groups.addMembers.mutate({ groupId: agency, memberIds: [gil.memberId] })
    expect(await names()).toEqual(['Spring'])
  })
  it('is for restricted members alone; who has another role is named', async () => {
    const { acme, admin, ben, gil, agency, ada } = await world()
    const cleo = await acme.member('Cleo', 'library_full')
    expect(
      await refusal(
        admin.groups.addMembers.mutate({
          groupId: agency,
          memberIds: [gil.memberId, ben.memberId, cleo.memberId],
        }),
      ),
    ).toEqual({ code: 'not_restricted', data: { names: ['Ben', 'Cleo'] } })
    expect(await namesIn(ada, agency)).toEqual(['Fay'])
  })
  it('ends in the future, or not at all', async () => {
    const { admin, gil, agency } = await world()
    const endsAt = new Date(Date.now() - 1000).toISOString()
    expect(
      await refusal(admin.groups.addMembers.mutate({ groupId: agency, memberIds: [gil.memberId], endsAt })),
    ).toMatchObject({ code: 'end_in_past' })
  })
  it('is recorded, one entry a member: added, another end, removed; the same again is nothing', async () => {
    const { acme, admin, fay, gil, agency } = await world()
    const endsAt = inDays(3).toISOString()
    const memberIds = [fay.memberId, gil.memberId]
    expect(await admin.groups.addMembers.mutate({ groupId: agency, memberIds, endsAt })).toEqual({ changed: 2 })
    expect(await admin.groups.addMembers.mutate({ groupId: agency, memberIds, endsAt })).toEqual({ changed: 0 })
    expect(await toldTwice(db, acme.id)).toSatisfy(isToldOnce)
    expect(await admin.groups.removeMembers.mutate({ groupId: agency, memberIds })).toEqual({ changed: 2 })
    expect(await admin.groups.removeMembers.mutate({ groupId: agency, memberIds })).toEqual({ changed: 0 })
    const { entries } = await admin.log.list.query({ on: agency })
    expect(entries.map(({ what, before, after }) => [what, (after ?? before)?.['person'] ?? null])).toEqual([
      ['group.member_removed', 'Gil'],
      ['group.member_removed', 'Fay'],
      ['group.member_added', 'Gil'],
      ['group.member_end_set', 'Fay'],
      ['group.member_added', 'Fay'],
      ['group.created', null],
    ])
    expect(await toldTwice(db, acme.id)).toSatisfy(isToldOnce)
  })
  it('taken away, takes only what came through the group', async () => {
    const { acme, admin, fay, agency } = await world()
    const own = await plantFolder(db, acme.id, { name: 'Own', parentId: null, ownerId: null })
    await give(db, acme.id, { on: own, to: fay, level: 'view' })
    expect((await sees(fay)).toSorted()).toEqual(['Own', 'Spring'])
    await admin.groups.removeMembers.mutate({ groupId: agency, memberIds: [fay.memberId] })
    expect(await sees(fay)).toEqual(['Own'])
  })
  it('ends with the member: who is removed leaves their groups, and comes back without', async () => {
    const { acme, ada, admin, fay, agency } = await world()
    await admin.members.remove.mutate({ memberIds: [fay.memberId] })
    expect(await namesIn(ada, agency)).toEqual([])
    expect(await toldTwice(db, acme.id)).toSatisfy(isToldOnce)
    const again = await acme.member('Fay', 'library_restricted', { userId: fay.userId })
    expect(await sees(again)).toEqual([])
  })
})

describe('deleting a group', () => {
  it('says beforehand how many people and things it is about, and leaves nothing when it is only looked at', async () => {
    const { admin, gil, fay, agency } = await world()
    await admin.groups.addMembers.mutate({
      groupId: agency,
      memberIds: [gil.memberId],
      endsAt: inDays(1).toISOString(),
    })
    const { entries, rightsVersion } = await admin.groups.previewDelete.query({ groupId: agency })
    expect(entries).toMatchObject([
      { what: 'group.deleted', before: { name: 'Agency A', members: 2, grants: 1 }, after: null },
    ])
    expect(await sees(fay)).toEqual(['Spring'])
    await admin.groups.removeMembers.mutate({ groupId: agency, memberIds: [gil.memberId] })
    expect(await refusal(admin.groups.delete.mutate({ groupId: agency, asPreviewed: rightsVersion }))).toMatchObject({
      code: 'rights_moved',
    })
  })
  it('takes away only what came through it', async () => {
    const { acme, ada, admin, fay, agency, spring } = await world()
    const own = await plantFolder(db, acme.id, { name: 'Own', parentId: null, ownerId: null })
    await give(db, acme.id, { on: own, to: fay, level: 'view' })
    const { id: other } = await admin.groups.create.mutate({ name: 'Agency B' })
    await admin.groups.addMembers.mutate({ groupId: other, memberIds: [fay.memberId] })
    await admin.groups.delete.mutate({ groupId: agency })
    expect(await sees(fay)).toEqual(['Own'])
    expect(await namesIn(ada, other)).toEqual(['Fay'])
    expect((await admin.grants.list.query({ assetId: spring })).direct).toEqual([])
    expect(await refusal(admin.groups.see.query({ groupId: agency }))).toMatchObject({ code: 'not_found' })
    expect(await toldTwice(db, acme.id)).toSatisfy(isToldOnce)
  })
})

describe('a role other than restricted', () => {
  const become = (admin: ReturnType<typeof as>, who: TestMember, role: 'library_view' | 'library_restricted') =>
    admin.members.changeRole.mutate({ memberIds: [who.memberId], role })
  it('takes a member out of their groups, and the preview says which', async () => {
    const { acme, ada, admin, fay, gil, agency } = await world()
    await admin.groups.addMembers.mutate({ groupId: agency, memberIds: [gil.memberId] })
    const left = [{ on: 'group', id: agency, what: 'group.left' }]
    const shown = await admin.members.previewChangeRole.query({ memberIds: [fay.memberId], role: 'library_view' })
    expect(shown.entries).toMatchObject([{ what: 'member.role_changed', on: fay.memberId, consequences: left }])
    expect(await namesIn(ada, agency)).toEqual(['Fay', 'Gil'])
    await become(admin, fay, 'library_view')
    expect(await namesIn(ada, agency)).toEqual(['Gil'])
    const { entries } = await admin.log.list.query({ on: fay.memberId, kinds: ['member.role_changed'] })
    expect(entries).toMatchObject([{ consequences: left }])
    expect(await toldTwice(db, acme.id)).toSatisfy(isToldOnce)
  })
  it('lets direct grants sleep: back to restricted they hold again, and memberships do not come back', async () => {
    const { acme, ada, admin, fay, agency } = await world()
    const own = await plantFolder(db, acme.id, { name: 'Own', parentId: null, ownerId: null })
    await give(db, acme.id, { on: own, to: fay, level: 'view' })
    await become(admin, fay, 'library_view')
    await become(admin, fay, 'library_restricted')
    expect(await sees(fay)).toEqual(['Own'])
    expect(await namesIn(ada, agency)).toEqual([])
    expect(await toldTwice(db, acme.id)).toSatisfy(isToldOnce)
  })
  it('given by the operator’s rescue, takes them out of their groups too', async () => {
    const { acme, ada, fay, agency } = await world()
    await rescue({ db, auditKey, publicUrl: server }, acme.id, { email: fay.email, name: null })
    expect(await namesIn(ada, agency)).toEqual([])
    expect(await toldTwice(db, acme.id)).toSatisfy(isToldOnce)
  })
  it('that is restricted before and after changes no group', async () => {
    const { ada, admin, fay, agency } = await world()
    await become(admin, fay, 'library_restricted')
    expect(await namesIn(ada, agency)).toEqual(['Fay'])
  })
})

describe.each(['free', 'paid'] as const)('on %s', (plan) => {
  it('groups are seen and sleep; making, renaming and filling them comes with the plan', async () => {
    const { admin, gil, agency } = await world(plan)
    expect((await admin.groups.list.query()).groups).toMatchObject([{ name: 'Agency A', people: 1, things: 1 }])
    for (const attempt of [
      () => admin.groups.create.mutate({ name: 'B' }),
      () => admin.groups.rename.mutate({ groupId: agency, name: 'B' }),
      () => admin.groups.addMembers.mutate({ groupId: agency, memberIds: [gil.memberId] }),
    ])
      expect(await refusal(attempt())).toMatchObject({
        code: 'not_allowed',
        data: { because: 'plan', feature: 'groups' },
      })
  })
  it('taking people out and deleting is always possible; what stays comes back with the plan', async () => {
    const { acme, admin, fay, gil, agency } = await world()
    await admin.groups.addMembers.mutate({ groupId: agency, memberIds: [gil.memberId] })
    const { id: other } = await admin.groups.create.mutate({ name: 'Agency B' })
    await onPlan(acme, plan)
    await admin.groups.removeMembers.mutate({ groupId: agency, memberIds: [gil.memberId] })
    await admin.groups.delete.mutate({ groupId: other })
    await onPlan(acme, 'enterprise')
    expect(await sees(fay)).toEqual(['Spring'])
    expect(await sees(gil)).toEqual([])
  })
})

/** Tables and entries say the same. */
function isToldOnce({ tables, entries }: Awaited<ReturnType<typeof toldTwice>>): boolean {
  expect(entries.groups).toEqual(tables.groups)
  expect(entries.memberships).toEqual(tables.memberships)
  expect(entries.grants).toEqual(tables.grants)
  expect(entries.members).toEqual(tables.members)
  return true
}
