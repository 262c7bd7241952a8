// "View as": an administrator sees the account as a member or a group does, and changes nothing.
import { describe, expect, it } from 'vitest'
import { roles } from '@usher/domain'
import { register, type Registered } from '../register.ts'
import { appRouter, routes } from '../router.ts'
import { callsOn } from '../testing/calls.ts'
import { moveClock } from '../testing/clock.ts'
import { give, plantGroup } from '../testing/grants.ts'
import { plantFolder } from '../testing/library.ts'
import { fresh, samplesOn } from '../testing/samples.ts'
import { headersOf, partsUrl } from '../testing/send.ts'
import { viewingAs } from '../testing/viewing.ts'
import { account, as, freshDatabase, parts, refusal, signedIn, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
// Of two who ask for usage one after the other, the second finds no more of it than the first: nothing is counted here.
const server = await startServer(url, { house: { counts: () => {} } })
const other = await startServer(url, { house: { counts: () => {} } })
const acme = await account(db, 'Acme', 'enterprise', 10_000)
await db
  .updateTable('account')
  .set({ limits: JSON.stringify({ seats: 10_000, groups: 10_000 }) })
  .execute()
const ada = await acme.member('Ada', 'account_admin')
const sampleOf = samplesOn(db)
const { call, whole } = callsOn(server)
const all = register(appRouter, routes)
const reads = (r: Registered) => !r.previews && (r.kind === 'procedure' ? r.type === 'query' : r.method === 'GET')
const inAccount = all.filter((r) => reads(r) && (r.door === 'can' || r.door === 'on'))
const entries = () => db.selectFrom('audit_entry').select('what').orderBy('at').orderBy('seq').execute()

describe('every read of an account', () => {
  it.each(inAccount.flatMap((r) => roles.map((role) => ({ name: r.name, role, r }))))(
    '$name answers as it does to a member who is $role, and leaves no entry',
    async ({ r, role }) => {
      const me = await acme.member(fresh('Me'), role)
      const input = await sampleOf(r)({ account: acme, me })
      const seen = await viewingAs(db, acme, ada, me)
      const own = await whole(r, me, input)
      const before = await entries()
      const viewed = await whole(r, seen, input)
      expect({ ...viewed, body: viewed.body.replaceAll(seen.account, me.account) }).toEqual(own)
      expect(await entries()).toEqual(before)
    },
  )

  it.each(inAccount.map((r) => ({ name: r.name, r })))('$name answers a group, or refuses it', async ({ r }) => {
    const group = await plantGroup(db, acme.id, fresh('Agency'), [])
    const seen = await viewingAs(db, acme, ada, group)
    const input = await sampleOf(r)({ account: acme, me: await acme.member(fresh('Me'), 'library_restricted') })
    expect(await call(r, seen, input)).not.toMatch(/^BUG/)
  })
})

describe('nothing can be changed', () => {
  const others = all.filter((r) => !reads(r) || r.door === 'self')
  it.each(others.map((r) => ({ name: r.name, r })))('$name refuses whoever only looks, first of all', async ({ r }) => {
    const boss = await acme.member(fresh('Boss'), 'account_admin')
    const seen = await viewingAs(db, acme, ada, boss)
    const input = await sampleOf(r)({ account: acme, me: boss })
    const before = await entries()
    expect(await call(r, seen, input)).toBe('only_viewing')
    expect(await entries()).toEqual(before)
  })
})

const meOf = (who: TestMember, at = server) => as(at, who).session.me.query()
const seesLibrary = (who: TestMember) =>
  as(server, who)
    .library.list.query({ folderId: null })
    .then((page) => page.assets.map((a) => a.name))

describe('who one is', () => {
  it('is the member, with their standing here, and nothing of what they are elsewhere', async () => {
    const elsewhere = await account(db, 'Elsewhere', 'enterprise', 10)
    const fay = await acme.member(fresh('Fay'), 'library_restricted')
    await elsewhere.member('Fay', 'account_admin', { userId: fay.userId })
    const seen = await viewingAs(db, acme, ada, fay)
    const me = await meOf(seen)
    expect(me).toMatchObject({
      user: { id: fay.userId, name: fay.name, email: fay.email },
      here: { slug: seen.account, role: 'library_restricted', memberId: fay.memberId, entering: { yes: true } },
      viewing: { kind: 'member' },
    })
    expect(me.accounts.map((a) => a.slug)).toEqual([seen.account])
    expect((await meOf(ada)).viewing).toBeNull()
  })

  it('is a group: what was given to it, and nothing of what its people have besides', async () => {
    const fay = await acme.member(fresh('Fay'), 'library_restricted')
    const group = await plantGroup(db, acme.id, fresh('Agency'), [fay])
    const folder = (name: string, ownerId: TestMember['memberId'] | null = null) =>
      plantFolder(db, acme.id, { name, parentId: null, ownerId })
    const [spring, autumn] = [await folder(fresh('Spring')), await folder(fresh('Autumn'))]
    await folder(fresh('Hers'), fay.memberId)
    await give(db, acme.id, { on: spring, to: group, level: 'contribute' })
    await give(db, acme.id, { on: autumn, to: fay, level: 'manage' })
    const seen = await viewingAs(db, acme, ada, group)
    expect(await as(server, seen).library.list.query({ folderId: null })).toMatchObject({
      assets: [{ id: spring, level: 'contribute' }],
    })
    expect((await seesLibrary(fay)).length).toBe(3)
    expect(await meOf(seen)).toMatchObject({ user: { email: '' }, viewing: { kind: 'group' } })
  })

  it('is refused where they are: whoever is suspended sees nothing', async () => {
    const sue = await acme.member(fresh('Sue'), 'library_full', { status: 'suspended' })
    const seen = await viewingAs(db, acme, ada, sue)
    expect(await refusal(seesLibrary(seen))).toEqual({ code: 'cannot_enter', data: { because: 'suspended' } })
    expect((await meOf(seen)).here?.entering).toEqual({ yes: false, because: 'suspended' })
  })

  it('is somebody whose access is taken away meanwhile: with the next request, on every server', async () => {
    const fay = await acme.member(fresh('Fay'), 'library_restricted')
    const spring = await plantFolder(db, acme.id, { name: fresh('Spring'), parentId: null, ownerId: null })
    const grantId = await give(db, acme.id, { on: spring, to: fay, level: 'view' })
    const seen = await viewingAs(db, acme, ada, fay)
    expect(await seesLibrary(seen)).toHaveLength(1)
    await as(other, ada).grants.revoke.mutate({ assetId: spring, grantIds: [grantId] })
    expect(await seesLibrary(seen)).toEqual([])
  })
})

it('asks how far an upload of theirs has come, and leaves it alone', async () => {
  const lou = await acme.member(fresh('Lou'), 'library_full')
  const { uploadId } = await as(server, lou).uploads.begin.mutate({ folderId: null, name: fresh('long'), size: 5 })
  const howFar = async (who: TestMember) => {
    const asked = { method: 'HEAD', headers: { ...headersOf(who), 'tus-resumable': '1.0.0' } }
    const { status, headers } = await fetch(partsUrl(server, who, uploadId), asked)
    return { status, offset: headers.get('upload-offset'), length: headers.get('upload-length') }
  }
  expect(await howFar(await viewingAs(db, acme, ada, lou))).toEqual({ status: 200, offset: '0', length: '5' })
  // Whoever goes on sending gets a file to send to.
  expect(await parts.list()).not.toContain(uploadId)
  expect(await howFar(lou)).toEqual({ status: 200, offset: '0', length: '5' })
  expect(await parts.list()).toContain(uploadId)
})

describe('whose it is, and until when', () => {
  const begin = async (by: TestMember) => {
    const fay = await acme.member(fresh('Fay'), 'library_restricted')
    const { account: slug, until } = await as(server, by).viewAs.startMember.mutate({ memberId: fay.memberId })
    return { fay, seen: { ...by, account: slug }, viewingId: slug.split('~')[1] ?? '', until }
  }
  const found = async (who: TestMember) => ({
    library: (await refusal(seesLibrary(who)))?.code ?? 'ok',
    here: (await meOf(who)).here,
  })
  const nothing = { library: 'not_found', here: null }

  it('only administrators begin one', async () => {
    const fay = await acme.member(fresh('Fay'), 'library_restricted')
    for (const role of roles.filter((r) => r !== 'account_admin')) {
      const who = await acme.member(fresh('Who'), role)
      expect(await refusal(as(server, who).viewAs.startMember.mutate({ memberId: fay.memberId }))).toMatchObject({
        code: 'not_allowed',
      })
      expect(await found(await viewingAs(db, acme, who, fay))).toEqual(nothing)
    }
  })

  it('belongs to one session: another one of the same person, and another administrator, find nothing', async () => {
    const { seen } = await begin(ada)
    expect(await seesLibrary(seen)).toEqual([])
    expect(await found({ ...seen, session: await signedIn(db, ada.userId) })).toEqual(nothing)
    const ben = await acme.member(fresh('Ben'), 'account_admin')
    expect(await found({ ...ben, account: seen.account })).toEqual(nothing)
  })

  it('is of one account, and of an id that is one', async () => {
    const { viewingId } = await begin(ada)
    const theirs = await account(db, fresh('Theirs'), 'enterprise', 10)
    const adaThere = await theirs.member('Ada', 'account_admin', { userId: ada.userId })
    expect(await found({ ...ada, account: `${theirs.slug}~${viewingId}` })).toEqual(nothing)
    expect(adaThere.userId).toBe(ada.userId)
    for (const odd of ['', 'odd', '~', crypto.randomUUID()])
      expect(await found({ ...ada, account: `${acme.slug}~${odd}` })).toEqual(nothing)
  })

  it('ends when it is stopped, which its address cannot do', async () => {
    const { seen, viewingId } = await begin(ada)
    expect(await refusal(as(server, seen).viewAs.stop.mutate({ viewingId }))).toMatchObject({ code: 'only_viewing' })
    await as(server, ada).viewAs.stop.mutate({ viewingId })
    expect(await found(seen)).toEqual(nothing)
    expect(await refusal(as(server, ada).viewAs.stop.mutate({ viewingId }))).toMatchObject({ code: 'not_found' })
  })

  it('ends when whoever looks is no administrator any more, or is suspended', async () => {
    for (const set of [{ role: 'library_full' as const }, { status: 'suspended' as const }]) {
      const ben = await acme.member(fresh('Ben'), 'account_admin')
      const { seen } = await begin(ben)
      await db.updateTable('member').set(set).where('id', '=', ben.memberId).execute()
      const refused = await refusal(seesLibrary(seen))
      expect(['not_found', 'cannot_enter']).toContain(refused?.code)
    }
  })

  it('ends when whoever is seen is removed', async () => {
    const { seen, fay } = await begin(ada)
    await as(server, ada).members.remove.mutate({ memberIds: [fay.memberId] })
    expect(await found(seen)).toEqual(nothing)
  })

  it('leaves two entries, each with both names', async () => {
    const { fay, viewingId } = await begin(ada)
    await as(server, ada).viewAs.stop.mutate({ viewingId })
    const { entries: told } = await as(server, ada).log.list.query({ on: fay.memberId })
    expect(told.slice(0, 2).map((e) => [e.what, e.actor.name, e.subject])).toEqual([
      ['member.view_ended', 'Ada', fay.name],
      ['member.view_started', 'Ada', fay.name],
    ])
  })

  it('ends by itself after an hour', async () => {
    const { seen, until } = await begin(ada)
    expect(new Date(until).getTime()).toBeGreaterThan(Date.now())
    await moveClock(db, '61 minutes')
    expect(await found(seen)).toEqual(nothing)
  })
})
