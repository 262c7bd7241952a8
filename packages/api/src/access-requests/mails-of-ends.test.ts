// Somebody's place in a group that ends is told to them by mail, as what was given to them by name is: real PostgreSQL, real SMTP.
// What they lose by it is read when the mail goes out.
import { expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { acmeByMail } from '../testing/acme-by-mail.ts'
import { give, plantGroup } from '../testing/grants.ts'
import { eventually, startJobs } from '../testing/jobs.ts'
import { plantFolder } from '../testing/library.ts'
import { as, refusal, startServer, type TestMember } from '../testing/world.ts'
import { tellOfAccessEnds } from './tell-of-access-ends.ts'

const { database, sink, acme, ada } = await acmeByMail('Ada Ohm')
const { db, url: databaseUrl } = database
const url = await startServer(databaseUrl)
let jobs = await startJobs(databaseUrl, sink.url, { publicUrl: url })
const of = (who: TestMember) => as(url, who)
const folder = (name: string, parentId: AssetId | null = null) =>
  plantFolder(db, acme.id, { name, parentId, ownerId: null })
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000)
const to = async (who: TestMember) =>
  (
    await db.selectFrom('mail').select(['template', 'state']).where('email', '=', who.email).orderBy('id').execute()
  ).map((m) => `${m.template} ${m.state}`)
const quiet = () =>
  eventually(async () => (await database.pool.query(`select from graphile_worker.jobs`)).rowCount === 0)
/** Tells of what ends while nothing is sent; then does this, and sends. */
async function toldThen(act: () => Promise<unknown>) {
  await jobs.stop()
  await Promise.all([tellOfAccessEnds(db), tellOfAccessEnds(db)])
  await act()
  jobs = await startJobs(databaseUrl, sink.url, { publicUrl: url })
  await quiet()
}
const nothingMore = () => Promise.resolve()

it('a place in a group that ends is told once, with what ends with it and the way to ask for it', async () => {
  const fay = await acme.member('Fay', 'library_restricted')
  const [spring, autumn, kept] = [await folder('Spring'), await folder('Autumn'), await folder('Kept')]
  const inside = await folder('Inside', spring)
  const end = inDays(2)
  const groupId = await plantGroup(db, acme.id, 'Agency A', [fay], end)
  await give(db, acme.id, { on: spring, to: groupId, level: 'contribute' })
  await give(db, acme.id, { on: autumn, to: groupId, level: 'view' })
  // As much stays hers, or ends with it.
  await give(db, acme.id, { on: kept, to: groupId, level: 'view' })
  await give(db, acme.id, { on: kept, to: fay, level: 'view' })
  await give(db, acme.id, { on: autumn, to: fay, level: 'view', ends: end })
  await give(db, acme.id, { on: inside, to: fay, level: 'manage' })
  await toldThen(nothingMore)
  const { subject, text } = await sink.next(fay.email)
  expect(subject).toBe('Your access to some things ends soon')
  expect(text).toMatch(/Autumn: Can view, until/)
  expect(text).toMatch(/Through the group “Agency A”: Autumn \(Can view\), Spring \(Can contribute\), until/)
  expect(text).toContain(`${url}/a/acme/ask?thing=${spring}&level=contribute`)
  expect(text?.split(`/a/acme/ask?thing=${autumn}&level=view`)).toHaveLength(2)
  expect(text).not.toMatch(/Kept|Inside/)
  await toldThen(nothingMore)
  expect(await to(fay)).toEqual(['access_ends sent'])
})

it('what ends with it can be asked for while it holds, and is then given by name', async () => {
  const gil = await acme.member('Gil', 'library_restricted')
  const [may, june] = [await folder('May'), await folder('June')]
  const groupId = await plantGroup(db, acme.id, 'Agency B', [gil], inDays(2))
  await give(db, acme.id, { on: may, to: groupId, level: 'contribute' })
  await toldThen(nothingMore)
  expect((await sink.next(gil.email)).subject).toBe('Your place in the group “Agency B” ends soon')
  const lasting = await plantGroup(db, acme.id, 'Agency C', [gil])
  await give(db, acme.id, { on: june, to: lasting, level: 'contribute' })
  for (const thingId of [may, june]) await of(gil).accessRequests.make.mutate({ thingId, level: 'contribute' })
  const { requests } = await of(ada).accessRequests.list.query({})
  expect(requests).toMatchObject([{ thing: { name: 'May' }, has: 'contribute' }])
  const approve = {
    accessRequestId: requests[0]?.id ?? '',
    level: 'contribute' as const,
    endsAt: inDays(60).toISOString(),
  }
  expect(await refusal(of(ada).accessRequests.approve.mutate(approve))).toBeNull()
})

it('nothing is sent where the end was moved, they left the group, or it gave them nothing; a moved end is told anew', async () => {
  const [hal, ida, jon] = [
    await acme.member('Hal', 'library_restricted'),
    await acme.member('Ida', 'library_restricted'),
    await acme.member('Jon', 'library_restricted'),
  ]
  const july = await folder('July')
  const groupId = await plantGroup(db, acme.id, 'Agency D', [hal, ida], inDays(2))
  await give(db, acme.id, { on: july, to: groupId, level: 'view' })
  await plantGroup(db, acme.id, 'Agency E', [jon], inDays(2))
  await toldThen(async () => {
    const endsAt = inDays(2.5).toISOString()
    await of(ada).groups.addMembers.mutate({ groupId, memberIds: [hal.memberId], endsAt })
    await of(ida).myAccess.leaveGroup.mutate({ groupId })
  })
  expect(await Promise.all([hal, ida, jon].map(to))).toEqual(Array(3).fill(['access_ends dropped']))
  await toldThen(nothingMore)
  expect(await to(hal)).toEqual(['access_ends dropped', 'access_ends sent'])
  expect(await to(ida)).toEqual(['access_ends dropped'])
})

it('places without an end, far ends, and those of people who are suspended are not told of', async () => {
  const [kim, lea] = [await acme.member('Kim', 'library_restricted'), await acme.member('Lea', 'library_restricted')]
  await db.updateTable('member').set({ status: 'suspended' }).where('id', '=', lea.memberId).execute()
  const august = await folder('August')
  const groups = [
    await plantGroup(db, acme.id, 'Agency F', [kim]),
    await plantGroup(db, acme.id, 'Agency G', [kim], inDays(4)),
    await plantGroup(db, acme.id, 'Agency H', [kim], inDays(-1)),
    await plantGroup(db, acme.id, 'Agency I', [lea], inDays(1)),
  ]
  for (const groupId of groups) await give(db, acme.id, { on: august, to: groupId, level: 'view' })
  await toldThen(nothingMore)
  expect(await Promise.all([kim, lea].map(to))).toEqual([[], []])
})
