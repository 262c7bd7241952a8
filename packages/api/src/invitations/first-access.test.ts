// Rules of groups and first folders in an invitation (§6): kept until it is accepted, given in that very step, and what is
// gone by then is left out.
import { beforeEach, expect, it } from 'vitest'
import { emailKey, type AssetId, type InvitationId } from '@usher/domain'
import { plantGroup } from '../testing/grants.ts'
import { plantFile, plantFolder } from '../testing/library.ts'
import { post } from '../testing/program.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const acme = await account(db, 'Acme', 'enterprise', 1000)
const ada = await acme.member('Ada', 'account_admin')
const asAda = as(server, ada)
const other = await account(db, 'Other', 'enterprise', 1000)
let serial = 0
const fresh = (name: string) => `${name} ${(serial += 1)}`
const address = () => `new${(serial += 1)}@agency.test`
const group = () => plantGroup(db, acme.id, fresh('Agency'), [])
const folder = (name = fresh('Spring')) => plantFolder(db, acme.id, { name, parentId: null, ownerId: null })
const role = 'library_restricted'

beforeEach(() => db.deleteFrom('tries').execute())

type More = Partial<Parameters<typeof asAda.invitations.create.mutate>[0]>
async function invite(more: More, email = address()) {
  const { results } = await asAda.invitations.create.mutate({ people: [{ email }], role, ...more })
  return { email, id: await idOf(email), token: results[0]?.link?.split('#')[1] ?? '' }
}
const idOf = async (email: string): Promise<InvitationId> =>
  (await db.selectFrom('invitation').select('id').where('email_key', '=', emailKey(email)).executeTakeFirstOrThrow()).id
/** Accepts, and gives what is shared with them then, and the names of their groups. */
async function accept({ token, email }: { token: string; email: string }) {
  const answer = await post(server, 'invitations.accept', { token, name: 'Ben', password: 'a good long password' })
  expect(answer.code).toBe('ok')
  const asBen = as(server, { session: answer.cookies['session'] ?? '', account: acme.slug })
  const { rows } = await asAda.members.list.query({ search: email })
  const { assets } = await asBen.library.shared.query({})
  return { groups: rows[0]?.groups.map((g) => g.name), shared: assets.map((a) => [a.name, a.level]) }
}
const entriesOn = async (ids: readonly string[]) =>
  (
    await db
      .selectFrom('audit_entry')
      .select(['what', 'on_id'])
      .where('on_id', 'in', ids)
      .where('what', 'in', ['group.member_added', 'grant.given', 'invitation.accepted', 'member.joined'])
      .orderBy('seq')
      .execute()
  ).map((e) => e.what)

it('whoever accepts is in the groups and has the first folders from that moment on, and the log tells of each', async () => {
  const [agency, spring] = [await group(), await folder('Spring')]
  const invited = await invite({ groupIds: [agency], folders: [{ folderId: spring, level: 'contribute' }] })
  expect(await entriesOn([agency, spring, invited.id])).toEqual([])
  const got = await accept(invited)
  expect(got.groups).toHaveLength(1)
  expect(got.shared).toEqual([['Spring', 'contribute']])
  expect(await entriesOn([agency, spring, invited.id])).toEqual([
    'invitation.accepted',
    'group.member_added',
    'grant.given',
  ])
  const grant = await db
    .selectFrom('grant')
    .select(['given_by', 'ends_at'])
    .where('asset_id', '=', spring)
    .executeTakeFirstOrThrow()
  expect(grant).toEqual({ given_by: ada.memberId, ends_at: null })
})

it('many at once all get the same', async () => {
  const [agency, spring] = [await group(), await folder()]
  const emails = [address(), address(), address()]
  await asAda.invitations.create.mutate({
    people: emails.map((email) => ({ email })),
    role,
    groupIds: [agency],
    folders: [{ folderId: spring, level: 'view' }],
  })
  const { rows } = await asAda.members.list.query({ state: 'invited' })
  const invited = rows.filter((r) => emails.includes(r.email))
  expect(invited).toHaveLength(3)
  for (const row of invited)
    expect(row).toMatchObject({ groups: [{ groupId: agency }], folders: [{ assetId: spring, level: 'view' }] })
})

it('an edit changes what is left of it, and an act that says nothing of it leaves it', async () => {
  const [agency, studio, spring] = [await group(), await group(), await folder('Summer')]
  const invited = await invite({ groupIds: [agency], folders: [{ folderId: spring, level: 'view' }] })
  await asAda.invitations.edit.mutate({ invitationId: invited.id, name: 'Ben' })
  await asAda.invitations.edit.mutate({
    invitationId: invited.id,
    groupIds: [studio],
    folders: [{ folderId: spring, level: 'manage' }],
  })
  const [row] = (await asAda.members.list.query({ search: invited.email })).rows
  expect(row?.groups.map((g) => g.groupId)).toEqual([studio])
  expect((await accept(invited)).shared).toEqual([['Summer', 'manage']])
})

it('another role takes them away, and the log says so', async () => {
  const [agency, spring] = [await group(), await folder('Autumn')]
  const invited = await invite({ groupIds: [agency], folders: [{ folderId: spring, level: 'view' }] })
  await asAda.invitations.edit.mutate({ invitationId: invited.id, role: 'library_view' })
  const { entries } = await asAda.log.list.query({ on: invited.id })
  expect(entries[0]).toMatchObject({
    what: 'invitation.edited',
    before: { groups: [{ groupId: agency }], folders: [{ name: 'Autumn', level: 'view' }] },
    after: { groups: [], folders: [] },
  })
  await asAda.invitations.edit.mutate({ invitationId: invited.id, role })
  expect(await accept(invited)).toEqual({ groups: [], shared: [] })
})

it('they go with restricted access only', async () => {
  const [agency, spring] = [await group(), await folder()]
  const people = [{ email: address() }]
  const create = (more: More) => refusal(asAda.invitations.create.mutate({ people, role: 'library_view', ...more }))
  expect(await create({ groupIds: [agency] })).toMatchObject({ code: 'only_restricted' })
  expect(await create({ folders: [{ folderId: spring, level: 'view' }] })).toMatchObject({ code: 'only_restricted' })
  const invited = await invite({})
  expect(
    await refusal(asAda.invitations.edit.mutate({ invitationId: invited.id, role: 'finance', groupIds: [agency] })),
  ).toMatchObject({ code: 'only_restricted' })
})

it('a group or folder of another account, a file, and what lies in the trash are not found', async () => {
  const theirs = await plantGroup(db, other.id, 'Theirs', [])
  const theirFolder = await plantFolder(db, other.id, { name: 'Theirs', parentId: null, ownerId: null })
  const file = await plantFile(db, acme.id, { name: fresh('beach.jpg'), parentId: null, ownerId: null })
  const trashed = await folder()
  await asAda.library.delete.mutate({ assetIds: [trashed] })
  const code = async (more: More) =>
    (await refusal(asAda.invitations.create.mutate({ people: [{ email: address() }], role, ...more })))?.code
  expect(await code({ groupIds: [theirs] })).toBe('not_found')
  for (const folderId of [theirFolder, file, trashed, crypto.randomUUID() as AssetId])
    expect(await code({ folders: [{ folderId, level: 'view' }] })).toBe('not_found')
})

it('what is gone by then is left out, and the rest is given', async () => {
  const [gone, agency] = [await group(), await group()]
  const [purged, trashed, spring] = [await folder(), await folder(), await folder('Winter')]
  const folders = [purged, trashed, spring].map((folderId) => ({ folderId, level: 'view' as const }))
  const invited = await invite({ groupIds: [gone, agency], folders })
  await asAda.groups.delete.mutate({ groupId: gone })
  await asAda.library.delete.mutate({ assetIds: [purged, trashed] })
  await asAda.library.purge.mutate({ trashedIds: [purged] })
  const got = await accept(invited)
  expect(got.groups).toHaveLength(1)
  expect(got.shared).toEqual([['Winter', 'view']])
})

it('without the plan the invitation waits, and holds the same when the plan is back', async () => {
  const [agency, spring] = [await group(), await folder('Late winter')]
  const invited = await invite({ groupIds: [agency], folders: [{ folderId: spring, level: 'view' }] })
  const setPlan = (plan: 'paid' | 'enterprise') =>
    db.updateTable('account').set({ agreed_plan: plan }).where('id', '=', acme.id).execute()
  await setPlan('paid')
  expect(
    await post(server, 'invitations.accept', { token: invited.token, name: 'Ben', password: 'a good long password' }),
  ).toMatchObject({ code: 'role_not_on_plan' })
  await setPlan('enterprise')
  expect((await accept(invited)).shared).toEqual([['Late winter', 'view']])
})

it('the groups of a member are set all at once: who stays keeps the end, and each change is told', async () => {
  const [one, two, three] = [await group(), await group(), await group()]
  const ben = await acme.member(fresh('Ben'), role)
  const endsAt = '2099-01-01T00:00:00.000Z'
  await asAda.groups.addMembers.mutate({ groupId: one, memberIds: [ben.memberId] })
  await asAda.groups.addMembers.mutate({ groupId: two, memberIds: [ben.memberId], endsAt })
  expect(await asAda.members.setGroups.mutate({ memberId: ben.memberId, groupIds: [two, three] })).toEqual({
    changed: 2,
  })
  expect(await asAda.members.setGroups.mutate({ memberId: ben.memberId, groupIds: [three, two] })).toEqual({
    changed: 0,
  })
  const rows = await db
    .selectFrom('group_member')
    .select(['group_id', 'ends_at'])
    .where('member_id', '=', ben.memberId)
    .orderBy('group_id')
    .execute()
  expect(rows).toEqual([
    { group_id: two, ends_at: new Date(endsAt) },
    { group_id: three, ends_at: null },
  ])
  const [row] = (await asAda.members.list.query({ id: ben.memberId })).rows
  expect(row?.groups.map((g) => g.groupId)).toEqual([two, three])
})

it('only a restricted member has groups, and only those of the account', async () => {
  const theirs = await plantGroup(db, other.id, fresh('Theirs'), [])
  const [ben, tom] = [await acme.member(fresh('Ben'), role), await acme.member(fresh('Tom'), 'library_view')]
  const set = async (memberId: typeof ben.memberId, groupIds: (typeof theirs)[]) =>
    (await refusal(asAda.members.setGroups.mutate({ memberId, groupIds })))?.code
  expect(await set(tom.memberId, [await group()])).toBe('not_restricted')
  expect(await set(ben.memberId, [theirs])).toBe('not_found')
})

it('the entries of all this tell of exactly what is in the tables', async () => {
  const { tables, entries } = await toldTwice(db, acme.id)
  expect(tables.invitations).toEqual(entries.invitations)
  expect(tables.grants).toEqual(entries.grants)
  expect(tables.memberships).toEqual(entries.memberships)
  expect([...tables.invitations.values()].filter((i) => i['groups']).length).toBeGreaterThan(3)
})
