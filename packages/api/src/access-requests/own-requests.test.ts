// What somebody asked for themself: seen by them alone, without a name where they do not see the thing, whatever it is or
// is not; withdrawn by them while nobody has answered. Rules §4 ("Request access", "What a member cannot view").
import { describe, expect, it } from 'vitest'
import type { AssetId, Level } from '@usher/domain'
import { register } from '../register.ts'
import { appRouter, routes } from '../router.ts'
import { callsOn } from '../testing/calls.ts'
import { give, plantAccessRequest, plantCollection } from '../testing/grants.ts'
import { plantFolder } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const { whole } = callsOn(server)
const registered = (name: string) => {
  const found = register(appRouter, routes).find((r) => r.name === name)
  if (!found) throw new Error(`${name} is in the register`)
  return found
}
let serial = 0

/** Ada administers; Fay and Gil see what they are given. Spring and Secret lie at the root. */
async function world() {
  const acme = await account(db, `Own ${(serial += 1)}`)
  const [ada, fay, gil] = [
    await acme.member('Ada', 'account_admin'),
    await acme.member('Fay', 'library_restricted'),
    await acme.member('Gil', 'library_restricted'),
  ]
  const folder = (name: string) => plantFolder(db, acme.id, { name, parentId: null, ownerId: null })
  const [spring, secret] = [await folder('Spring'), await folder('Secret')]
  const picks = await plantCollection(db, acme.id, { name: 'Picks', ownerId: null }, [])
  const of = (who: TestMember) => as(server, who)
  const ask = (who: TestMember, thingId: string, level: Level = 'view', words = '') =>
    of(who).accessRequests.make.mutate({ thingId, level, words })
  const mine = async (who: TestMember) => (await of(who).accessRequests.mine.query({})).requests
  const queue = async () => (await of(ada).accessRequests.list.query({})).requests
  /** The one that this member asked for last. */
  const last = async (who: TestMember) => {
    const [first] = await mine(who)
    if (!first) throw new Error('nothing was asked for')
    return { accessRequestId: first.id }
  }
  const withdraw = async (who: TestMember) => of(who).accessRequests.withdraw.mutate(await last(who))
  return { acme, ada, fay, gil, folder, spring, secret, picks, of, ask, mine, queue, last, withdraw }
}

describe('what one asked for', () => {
  it('is listed for oneself alone, the last first, with the level, the words and when', async () => {
    const { fay, gil, spring, secret, ask, mine } = await world()
    const start = Date.now()
    await ask(fay, spring, 'view', 'For the brochure')
    await ask(fay, secret, 'manage')
    const [second, first] = await mine(fay)
    expect(first).toMatchObject({ thingId: spring, level: 'view', words: 'For the brochure', state: 'waiting' })
    expect(second).toMatchObject({ thingId: secret, level: 'manage', words: '', state: 'waiting', answeredAt: null })
    expect(new Date(first?.askedAt ?? 0).getTime()).toBeGreaterThan(start - 60_000)
    expect(await mine(gil)).toEqual([])
  })
  it('has a name only where one sees the thing: at a lower level, or when it was given', async () => {
    const { acme, ada, fay, spring, secret, picks, of, ask, mine, queue } = await world()
    await give(db, acme.id, { on: spring, to: fay, level: 'view' })
    await ask(fay, spring, 'manage')
    await ask(fay, secret)
    await ask(fay, picks)
    const named = async () => (await mine(fay)).map((r) => [r.asset?.name ?? r.collection?.name ?? null, r.state])
    expect(await named()).toEqual([
      [null, 'waiting'],
      [null, 'waiting'],
      ['Spring', 'waiting'],
    ])
    for (const { id, thing } of await queue())
      if (thing.name !== 'Spring') await of(ada).accessRequests.approve.mutate({ accessRequestId: id, level: 'view' })
    expect(await named()).toEqual([
      ['Picks', 'approved'],
      ['Secret', 'approved'],
      ['Spring', 'waiting'],
    ])
  })
  it('says what was answered: no with the words and without who said it', async () => {
    const { ada, fay, spring, of, ask, mine, queue } = await world()
    await ask(fay, spring)
    const [asked] = await queue()
    await of(ada).accessRequests.decline.mutate({ accessRequestId: asked?.id ?? '', words: 'Not before Friday' })
    const [declined] = await mine(fay)
    expect(declined).toMatchObject({ state: 'declined', answerWords: 'Not before Friday', asset: null })
    expect(declined?.answeredAt).not.toBeNull()
    expect(JSON.stringify(declined)).not.toMatch(/Ada|Spring/)
    await ask(fay, spring, 'contribute')
    expect((await mine(fay)).map((r) => r.state)).toEqual(['waiting', 'declined'])
  })
  it('is “reached” where one has the level by now in another way, unless that ends soon', async () => {
    const { acme, fay, spring, secret, ask, mine } = await world()
    await ask(fay, spring)
    await give(db, acme.id, { on: spring, to: fay, level: 'contribute' })
    await give(db, acme.id, { on: secret, to: fay, level: 'view', ends: new Date(Date.now() + 3 * 86_400_000) })
    await ask(fay, secret)
    expect((await mine(fay)).map((r) => [r.asset?.name, r.state])).toEqual([
      ['Secret', 'waiting'],
      ['Spring', 'reached'],
    ])
  })
  it('comes by page', async () => {
    const { acme, fay, spring, of } = await world()
    await plantAccessRequest(db, acme.id, { memberId: fay.memberId, thingId: spring, level: 'view' })
    for (let n = 0; n < 50; n += 1)
      await plantAccessRequest(db, acme.id, {
        memberId: fay.memberId,
        thingId: crypto.randomUUID() as AssetId,
        level: 'view',
      })
    const first = await of(fay).accessRequests.mine.query({})
    expect([first.requests.length, first.requests.some((r) => r.thingId === spring)]).toEqual([50, false])
    const second = await of(fay).accessRequests.mine.query({ before: first.next ?? '' })
    expect(second).toMatchObject({ requests: [{ thingId: spring }], next: null })
  })
})

describe('withdrawing', () => {
  it('takes it from those who could answer, in one entry, and who answers all the same is told', async () => {
    const { ada, fay, spring, of, ask, mine, queue, withdraw } = await world()
    await ask(fay, spring, 'contribute', 'For the brochure')
    const accessRequestId = (await queue())[0]?.id ?? ''
    await withdraw(fay)
    expect([await mine(fay), await queue()]).toEqual([[], []])
    expect(await of(ada).accessRequests.waiting.query()).toEqual({ count: 0, thingIds: [] })
    for (const late of [
      () => of(ada).accessRequests.approve.mutate({ accessRequestId, level: 'contribute' }),
      () => of(ada).accessRequests.decline.mutate({ accessRequestId }),
      () => of(fay).accessRequests.withdraw.mutate({ accessRequestId }),
    ])
      expect(await refusal(late())).toEqual({ code: 'access_answered', data: { answer: 'withdrawn' } })
    const { entries } = await of(ada).log.list.query({ on: spring })
    expect(entries.map((e) => [e.what, e.before])).toEqual([
      ['grant.ask_withdrawn', { level: 'contribute', name: 'Spring' }],
      ['grant.asked', null],
      ['folder.created', null],
    ])
    const kept = await db
      .selectFrom('access_request')
      .select('words')
      .where('id', '=', accessRequestId as never)
      .execute()
    expect(kept).toEqual([{ words: '' }])
  })
  it('leaves the way open: asked again it is the same request, with what is asked for now', async () => {
    const { fay, spring, ask, mine, queue, withdraw, last } = await world()
    await ask(fay, spring)
    const before = await last(fay)
    await withdraw(fay)
    await ask(fay, spring, 'manage', 'After all')
    expect(await last(fay)).toEqual(before)
    expect(await mine(fay)).toMatchObject([{ level: 'manage', words: 'After all', state: 'waiting' }])
    expect(await queue()).toMatchObject([{ level: 'manage', words: 'After all' }])
  })
  it('is of what is open: what was answered says how', async () => {
    const { ada, fay, spring, of, ask, queue, withdraw } = await world()
    await ask(fay, spring)
    await of(ada).accessRequests.approve.mutate({ accessRequestId: (await queue())[0]?.id ?? '', level: 'view' })
    expect(await refusal(withdraw(fay))).toEqual({ code: 'access_answered', data: { answer: 'approved' } })
  })
  it('is one’s own: nobody else’s request is found, by whoever could answer it neither', async () => {
    const { fay, gil, acme, spring, of, ask, last } = await world()
    await ask(fay, spring)
    await give(db, acme.id, { on: spring, to: gil, level: 'manage' })
    expect(await refusal(of(gil).accessRequests.withdraw.mutate(await last(fay)))).toMatchObject({ code: 'not_found' })
  })
})

it('asking, listing, withdrawing and asking again are the same of what is hidden, deleted, elsewhere, and never was', async () => {
  const { ada, fay, folder, secret, picks, of, ask, mine } = await world()
  const deleted = await folder('Deleted')
  await of(ada).library.delete.mutate({ assetIds: [deleted] })
  const beta = await account(db, 'Beta')
  const theirs = await plantFolder(db, beta.id, { name: 'Theirs', parentId: null, ownerId: null })
  const ids = [secret, picks, deleted, theirs, ada.memberId, crypto.randomUUID()]
  const told = async () =>
    (await mine(fay))
      .toReversed()
      .map(({ id: _, askedAt: when, thingId, ...all }) => ({ ...all, when: typeof when, thingId }))
  const same = async () => {
    const shown = await told()
    expect(shown.map((r) => r.thingId)).toEqual(ids)
    for (const each of shown) expect({ ...each, thingId: secret }).toEqual(shown[0])
  }
  for (const id of ids) await ask(fay, id, 'contribute', 'Please')
  await same()
  const withdraw = registered('accessRequests.withdraw')
  const answers = []
  for (const { id } of (await mine(fay)).toReversed()) answers.push(await whole(withdraw, fay, { accessRequestId: id }))
  expect(answers[0]).toMatchObject({ status: 200 })
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(await mine(fay)).toEqual([])
  for (const id of ids) await ask(fay, id)
  await same()
})
