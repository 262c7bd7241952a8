// What becomes of what somebody owned who is removed: it passes to the heir named in the same step, or has no owner.
// Rules §4 and §8 ("Heir").
import { expect, it } from 'vitest'
import { plantFile, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben', 'library_restricted')
  const cleo = await acme.member('Cleo', 'library_restricted')
  const finn = await acme.member('Finn', 'finance')
  const sam = await acme.member('Sam', 'library_full', { status: 'suspended' })
  const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: ben.memberId })
  await plantFile(db, acme.id, { name: 'beach.jpg', parentId: spring, ownerId: ben.memberId })
  await plantFile(db, acme.id, { name: 'hers.jpg', parentId: null, ownerId: cleo.memberId })
  const owners = async () =>
    (
      await db
        .selectFrom('asset')
        .select(['name', 'owner_id'])
        .where('account_id', '=', acme.id)
        .orderBy('name')
        .execute()
    ).map((a) => [a.name, a.owner_id])
  return { acme, admin: as(server, ada), ben, cleo, finn, sam, owners, spring }
}

it('passes to the heir, who manages it from the next request on; the log says how much it was', async () => {
  const { acme, admin, ben, cleo, owners, spring } = await world()
  await admin.members.remove.mutate({ memberIds: [ben.memberId], heirId: cleo.memberId })
  expect(await owners()).toEqual([
    ['Spring', cleo.memberId],
    ['beach.jpg', cleo.memberId],
    ['hers.jpg', cleo.memberId],
  ])
  await as(server, cleo).library.rename.mutate({ assetId: spring, name: 'Hers' })
  const { entries } = await admin.log.list.query({ kinds: ['member.inherited', 'member.removed'] })
  expect(entries).toMatchObject([
    { what: 'member.removed', before: { owned: 2 } },
    { what: 'member.inherited', after: { owned: 2, fromId: ben.memberId } },
  ])
  const { tables, entries: told } = await toldTwice(db, acme.id)
  expect(tables).toEqual(told)
})
it('has no owner where no heir is named; nothing is lost', async () => {
  const { acme, admin, ben, cleo, owners } = await world()
  await admin.members.remove.mutate({ memberIds: [ben.memberId] })
  expect(await owners()).toEqual([
    ['Spring', null],
    ['beach.jpg', null],
    ['hers.jpg', cleo.memberId],
  ])
  const { tables, entries } = await toldTwice(db, acme.id)
  expect(tables).toEqual(entries)
})
it('the preview says how much each owns', async () => {
  const { admin, ben, finn } = await world()
  const { entries } = await admin.members.previewRemove.query({ memberIds: [ben.memberId, finn.memberId] })
  expect(entries.map((e) => Object(e.before).owned)).toEqual([2, 0])
})
it('an heir is an active member who gets at the library, of this account, and stays', async () => {
  const { admin, ben, cleo, finn, sam, owners } = await world()
  const elsewhere = await (await account(db, 'Elsewhere')).member('Eve', 'account_admin')
  const before = await owners()
  for (const heir of [finn, sam, ben, elsewhere])
    expect(
      await refusal(admin.members.remove.mutate({ memberIds: [ben.memberId], heirId: heir.memberId })),
    ).toMatchObject({ code: 'not_an_heir' })
  expect(
    await refusal(admin.members.remove.mutate({ memberIds: [ben.memberId, cleo.memberId], heirId: cleo.memberId })),
  ).toMatchObject({ code: 'not_an_heir' })
  expect(await owners()).toEqual(before)
})
