// Asking for access: always "sent", whatever the id; whoever can share the thing sees it, and gives it as sharing would or
// declines. Rules §4 ("Request access", "Dates") and §8 ("Ends").
import { describe, expect, it } from 'vitest'
import type { AssetId, CollectionId, Level } from '@usher/domain'
import { register } from '../register.ts'
import { appRouter, routes } from '../router.ts'
import { callsOn } from '../testing/calls.ts'
import { moveClock } from '../testing/clock.ts'
import { give as plantGrant, plantCollection, plantGroup } from '../testing/grants.ts'
import { plantFile, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'
import { forgetAccessRequests } from './forget-access-requests.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000)

/** Launch / Spring / beach.jpg: Ada administers, Lou has the library, Vic looks at it, Fay and Gil see what they are given. */
async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const lou = await acme.member('Lou', 'library_full')
  const vic = await acme.member('Vic', 'library_view')
  const fay = await acme.member('Fay', 'library_restricted')
  const gil = await acme.member('Gil', 'library_restricted')
  const folder = (name: string, parentId: AssetId | null, owner: TestMember | null = null) =>
    plantFolder(db, acme.id, { name, parentId, ownerId: owner?.memberId ?? null })
  const launch = await folder('Launch', null)
  const spring = await folder('Spring', launch)
  const beach = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: spring, ownerId: null })
  const of = (who: TestMember) => as(server, who)
  const ask = (who: TestMember, thingId: string, level: Level = 'view', words = '') =>
    of(who).accessRequests.make.mutate({ thingId, level, words })
  const waiting = async (who: TestMember, thingId?: string) =>
    (await of(who).accessRequests.list.query({ ...(thingId && { thingId }) })).requests
  const give = (to: TestMember, on: AssetId | { collectionId: CollectionId }, level: Level, ends: Date | null = null) =>
    plantGrant(db, acme.id, { on, to, level, ends })
  /** The one request that this person can answer. */
  const only = async (who: TestMember) => {
    const [first, ...others] = await waiting(who)
    if (!first || others.length) throw new Error('there is not exactly one')
    return first.id
  }
  const picks = (owner: TestMember | null = null) =>
    plantCollection(db, acme.id, { name: 'Picks', ownerId: owner?.memberId ?? null }, [])
  return { acme, ada, lou, vic, fay, gil, of, folder, launch, spring, beach, ask, waiting, give, only, picks }
}

it('says where a thing lies to whoever sees the folder', async () => {
  const { ada, fay, gil, spring, beach, ask, waiting, give } = await world()
  await give(gil, beach, 'manage')
  await ask(fay, beach)
  expect((await waiting(ada))[0]?.thing).toMatchObject({ parentId: spring })
  expect((await waiting(gil))[0]?.thing).toMatchObject({ name: 'beach.jpg', parentId: null, path: [] })
})

describe('asking', () => {
  it('says the same of what is there, is hidden, deleted, elsewhere, reached already, or never was: status, body and headers', async () => {
    const { ada, fay, of, folder, spring, give, picks } = await world()
    const elsewhere = await account(db, 'Beta')
    const theirs = await plantFolder(db, elsewhere.id, { name: 'Theirs', parentId: null, ownerId: null })
    const deleted = await folder('Deleted', null)
    await of(ada).library.delete.mutate({ assetIds: [deleted] })
    const seen = await folder('Seen', null)
    await give(fay, seen, 'manage')
    const ids = [spring, await picks(), deleted, theirs, seen, elsewhere.id, fay.memberId, crypto.randomUUID()]
    const make = register(appRouter, routes).find((r) => r.name === 'accessRequests.make')
    if (!make) throw new Error('it is in the register')
    const { whole } = callsOn(server)
    const answers = []
    // Twice: a second asking, which replaces the first, says no more.
    for (const thingId of [...ids, ...ids]) answers.push(await whole(make, fay, { thingId, level: 'contribute' }))
    expect(answers[0]).toMatchObject({ status: 200, body: expect.stringContaining('"sent":true') as string })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
  it('is limited by how often somebody asks, for what is there and what is not alike', async () => {
    const { fay, gil, spring, ask } = await world()
    for (const [who, id] of [
      [fay, spring],
      [gil, crypto.randomUUID()],
    ] as const) {
      for (let n = 0; n < 30; n += 1) await ask(who, id)
      expect(await refusal(ask(who, id))).toMatchObject({ code: 'too_many_tries' })
    }
  })
  it('takes as many steps, and leaves as much, whatever the id is', async () => {
    const { acme, fay, spring, ask } = await world()
    const rows = async () => {
      const counts = await db
        .selectNoFrom((eb) => [
          eb
            .selectFrom('access_request')
            .select((e) => e.fn.countAll<number>().as('n'))
            .where('account_id', '=', acme.id)
            .as('requests'),
          eb
            .selectFrom('audit_entry')
            .select((e) => e.fn.countAll<number>().as('n'))
            .where('what', '=', 'grant.asked')
            .as('entries'),
          eb
            .selectFrom('mail')
            .select((e) => e.fn.countAll<number>().as('n'))
            .as('mails'),
        ])
        .executeTakeFirstOrThrow()
      return Object.values(counts).map(Number)
    }
    const start = await rows()
    await ask(fay, spring)
    const there = await rows()
    await ask(fay, crypto.randomUUID())
    const never = await rows()
    const grown = (after: number[], before: number[]) => after.map((n, i) => n - (before[i] ?? 0))
    expect(grown(there, start)).toEqual([1, 1, 0])
    expect(grown(never, there)).toEqual([1, 1, 0])
  })
  it('is for those who see by reach alone', async () => {
    const { ada, vic, spring, ask } = await world()
    for (const who of [ada, vic]) expect(await refusal(ask(who, spring))).toMatchObject({ code: 'not_allowed' })
  })
  it('again replaces the level and the words, and stays one request', async () => {
    const { ada, fay, spring, ask, waiting } = await world()
    await ask(fay, spring, 'view', 'For the brochure')
    await ask(fay, spring, 'manage', 'For the campaign')
    expect(await waiting(ada)).toMatchObject([{ level: 'manage', words: 'For the campaign', name: 'Fay', has: null }])
  })
})

describe('a request', () => {
  it('is seen by all who can share the thing now, and nobody else', async () => {
    const { ada, lou, vic, fay, gil, of, launch, spring, ask, waiting, give } = await world()
    await ask(fay, spring)
    expect(await refusal(waiting(vic))).toMatchObject({ code: 'not_allowed' })
    expect([await waiting(ada), await waiting(lou), await waiting(gil)].map((r) => r.length)).toEqual([1, 1, 0])
    await give(gil, launch, 'contribute')
    expect(await waiting(gil)).toEqual([])
    await give(gil, spring, 'manage')
    expect(await waiting(gil)).toMatchObject([{ thing: { name: 'Spring', path: [{ name: 'Launch' }] } }])
    expect(await of(gil).accessRequests.waiting.query()).toEqual({ count: 1, thingIds: [spring] })
    expect(await waiting(fay)).toEqual([])
  })
  it('tells of the path only what its reader sees', async () => {
    const { fay, gil, spring, beach, ask, waiting, give } = await world()
    await give(gil, beach, 'manage')
    await ask(fay, beach)
    expect((await waiting(gil))[0]?.thing).toMatchObject({ name: 'beach.jpg', path: [] })
    expect(await waiting(gil, spring)).toEqual([])
    expect(await waiting(gil, beach)).toHaveLength(1)
  })
  it('can be for a collection, which its owner answers', async () => {
    const { fay, gil, of, ask, only, picks } = await world()
    const collection = await picks(gil)
    await ask(fay, collection, 'contribute')
    await of(gil).accessRequests.approve.mutate({ accessRequestId: await only(gil), level: 'contribute' })
    expect((await of(fay).collections.list.query({})).collections).toMatchObject([
      { name: 'Picks', level: 'contribute' },
    ])
  })
  it('lapses while the thing is in the trash, the asker cannot enter or has another role, and when they have the level', async () => {
    const { acme, ada, fay, of, spring, ask, waiting, give, only } = await world()
    const admin = of(ada)
    await ask(fay, spring, 'contribute')
    const id = await only(ada)
    const gone = async () => {
      expect(await waiting(ada)).toEqual([])
      expect((await admin.accessRequests.waiting.query()).count).toBe(0)
      const late = admin.accessRequests.approve.mutate({ accessRequestId: id, level: 'contribute' })
      expect(await refusal(late)).toMatchObject({ code: 'not_found' })
    }
    await admin.library.delete.mutate({ assetIds: [spring] })
    await gone()
    await admin.library.restore.mutate({ trashedId: spring, destinationId: null })
    expect(await waiting(ada)).toHaveLength(1)
    await admin.members.suspend.mutate({ memberIds: [fay.memberId] })
    await gone()
    await admin.members.reinstate.mutate({ memberIds: [fay.memberId] })
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'library_view' })
    await gone()
    await admin.members.changeRole.mutate({ memberIds: [fay.memberId], role: 'library_restricted' })
    await give(fay, spring, 'view')
    expect(await waiting(ada)).toMatchObject([{ has: 'view' }])
    const group = await plantGroup(db, acme.id, 'Agency', [fay])
    await plantGrant(db, acme.id, { on: spring, to: group, level: 'contribute' })
    await gone()
  })
  it('that was dropped never comes up, even when there would be something to ask for later', async () => {
    const { ada, fay, of, folder, ask, waiting, give } = await world()
    const seen = await folder('Seen', null)
    const grantId = await give(fay, seen, 'view')
    await ask(fay, seen)
    await of(ada).grants.revoke.mutate({ assetId: seen, grantIds: [grantId] })
    expect(await waiting(ada)).toEqual([])
  })
  it('comes by page, those first that wait for longest', async () => {
    const { acme, ada, of, spring, ask } = await world()
    for (let n = 0; n < 52; n += 1) await ask(await acme.member(`Asker ${n}`, 'library_restricted'), spring)
    const first = await of(ada).accessRequests.list.query({})
    expect([first.requests.length, first.requests[0]?.name]).toEqual([50, 'Asker 0'])
    const second = await of(ada).accessRequests.list.query({ after: first.next ?? '' })
    expect(second.requests.map((r) => r.name)).toEqual(['Asker 50', 'Asker 51'])
    expect(second.next).toBe(null)
  })
})
describe('approving', () => {
  it('gives what sharing gives, with an end, in one entry that tells of the request', async () => {
    const { acme, ada, fay, of, spring, ask, waiting, only } = await world()
    await ask(fay, spring, 'contribute')
    const endsAt = inDays(30).toISOString()
    await of(ada).accessRequests.approve.mutate({ accessRequestId: await only(ada), level: 'view', endsAt })
    expect(await waiting(ada)).toEqual([])
    expect((await of(ada).grants.list.query({ assetId: spring })).direct).toMatchObject([
      { name: 'Fay', level: 'view', endsAt, givenBy: 'Ada' },
    ])
    expect((await of(fay).library.shared.query({})).assets.map((a) => [a.name, a.level])).toEqual([['Spring', 'view']])
    const { entries } = await of(ada).log.list.query({ on: spring })
    expect(entries.map((e) => [e.what, e.consequences.map((c) => c.what)])).toEqual([
      ['grant.given', ['accessRequest.approved']],
      ['grant.asked', []],
      ['folder.created', []],
    ])
    const { tables, entries: told } = await toldTwice(db, acme.id)
    expect(told.grants).toEqual(tables.grants)
  })
  it('by somebody whose own access ends gives no longer than that', async () => {
    const { fay, gil, of, spring, ask, give, only } = await world()
    const own = inDays(10)
    await give(gil, spring, 'manage', own)
    await ask(fay, spring)
    const approve = (endsAt: Date | null) =>
      only(gil).then((accessRequestId) =>
        of(gil).accessRequests.approve.mutate({
          accessRequestId,
          level: 'view',
          endsAt: endsAt?.toISOString() ?? null,
        }),
      )
    expect(await refusal(approve(inDays(11)))).toEqual({ code: 'outlasts_own', data: { latest: own.toISOString() } })
    expect(await approve(null)).toEqual({ endsAt: own.toISOString() })
  })
  it('never takes away: less than they have is refused, and so is what they have exactly', async () => {
    const { ada, fay, of, spring, ask, give, only } = await world()
    await give(fay, spring, 'contribute')
    await ask(fay, spring, 'manage')
    const approve = async (level: Level) =>
      refusal(of(ada).accessRequests.approve.mutate({ accessRequestId: await only(ada), level }))
    for (const level of ['view', 'contribute'] as const)
      expect(await approve(level)).toMatchObject({ code: 'invalid_input' })
    expect(await approve('manage')).toBe(null)
  })
  it('extends what ends soon: it can be asked for while it still holds', async () => {
    const { ada, fay, of, folder, spring, ask, waiting, give, only } = await world()
    await give(fay, spring, 'view', inDays(3))
    const later = await folder('Later', null)
    await give(fay, later, 'view', inDays(60))
    await ask(fay, spring)
    await ask(fay, later)
    expect(await waiting(ada)).toMatchObject([{ thing: { name: 'Spring' }, has: 'view' }])
    const endsAt = inDays(90).toISOString()
    await of(ada).accessRequests.approve.mutate({ accessRequestId: await only(ada), level: 'view', endsAt })
    expect((await of(ada).grants.list.query({ assetId: spring })).direct).toMatchObject([{ endsAt }])
  })
  it('is refused by plan where the plan carries no sharing, and nobody asks there', async () => {
    const { acme, ada, fay, of, spring, ask, only } = await world()
    await ask(fay, spring)
    const accessRequestId = await only(ada)
    await db.updateTable('account').set({ agreed_plan: 'paid' }).where('id', '=', acme.id).execute()
    expect(await refusal(of(ada).accessRequests.approve.mutate({ accessRequestId, level: 'view' }))).toMatchObject({
      code: 'not_allowed',
      data: { because: 'plan' },
    })
    expect(await refusal(ask(fay, spring))).toMatchObject({ code: 'cannot_enter' })
  })
})

describe('an answer', () => {
  it('is given once: whoever comes second is told which it was, and who cannot share hears of nothing', async () => {
    const { ada, lou, fay, gil, of, spring, ask, only } = await world()
    await ask(fay, spring)
    const accessRequestId = await only(ada)
    expect(await refusal(of(gil).accessRequests.decline.mutate({ accessRequestId }))).toMatchObject({
      code: 'not_found',
    })
    await of(ada).accessRequests.decline.mutate({ accessRequestId, words: 'Not before Friday' })
    const approve = of(lou).accessRequests.approve.mutate({ accessRequestId, level: 'view' })
    expect(await refusal(approve)).toEqual({ code: 'access_answered', data: { answer: 'declined' } })
    expect(await refusal(of(lou).accessRequests.decline.mutate({ accessRequestId }))).toEqual({
      code: 'access_answered',
      data: { answer: 'declined' },
    })
    expect((await of(fay).library.shared.query({})).assets).toEqual([])
  })
  it('of no leaves the way open to ask again', async () => {
    const { ada, fay, of, spring, ask, waiting, only } = await world()
    await ask(fay, spring)
    await of(ada).accessRequests.decline.mutate({ accessRequestId: await only(ada) })
    expect(await waiting(ada)).toEqual([])
    await ask(fay, spring, 'contribute')
    expect(await waiting(ada)).toMatchObject([{ level: 'contribute' }])
  })
  it('stands in the history for those who may see who has access, and for nobody else', async () => {
    const { ada, fay, gil, of, spring, ask, give, only } = await world()
    await ask(fay, spring)
    await of(ada).accessRequests.decline.mutate({ accessRequestId: await only(ada) })
    await give(gil, spring, 'contribute')
    const told = async (who: TestMember) =>
      (await of(who).library.history.query({ assetId: spring })).entries.map((e) => e.what)
    expect(await told(gil)).toEqual(['folder.created'])
    expect(await told(ada)).toEqual(['grant.given', 'grant.declined', 'grant.asked', 'folder.created'])
  })
})

it('ninety days later a request is forgotten', async () => {
  const { ada, fay, spring, ask, waiting } = await world()
  await ask(fay, spring)
  await forgetAccessRequests(db)
  expect(await waiting(ada)).toHaveLength(1)
  await moveClock(db, '91 days')
  await forgetAccessRequests(db)
  await moveClock(db, '0')
  expect(await waiting(ada)).toEqual([])
})
