// Signing in: by password, the same for known and unknown addresses, limited without locking anybody out. Rules §6.
import { beforeEach, describe, expect, it } from 'vitest'
import { moveClock } from '../testing/clock.ts'
import { post } from '../testing/program.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'
import { hashPassword } from './passwords.ts'

const { url, db } = await freshDatabase()
const one = await startServer(url, { trustProxy: ['loopback'] })
const two = await startServer(url, { trustProxy: ['loopback'] })
const acme = await account(db)
const ada = await acme.member('Ada', 'account_admin')
const ben = await acme.member('Ben', 'library_view')
const password = 'correct horse battery'
await db
  .updateTable('user')
  .set({ password_hash: await hashPassword(password) })
  .where('email_key', 'like', '%@acme.test')
  .execute()
const signIn = (email: string, tried = password, more: Parameters<typeof post>[3] = {}, server = one) =>
  post(server, 'session.signIn', { email, password: tried }, more)

beforeEach(async () => {
  await db.deleteFrom('tries').execute()
  await moveClock(db, '0')
})

describe('signing in', () => {
  it('gives a cookie that scripts and other sites cannot use, and the account goes in a header', async () => {
    const answer = await signIn(ada.email)
    expect(answer.code).toBe('ok')
    expect(answer.setCookie[0]).toMatch(/^usher_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/)
    const me = await as(one, { session: answer.cookies['session'] ?? '', account: 'acme' }).session.me.query()
    expect(me).toMatchObject({
      user: { email: ada.email },
      here: { slug: 'acme', role: 'account_admin', plan: 'enterprise' },
    })
  })
  it('takes the address in any case and with blanks around it', async () => {
    expect((await signIn(`  ${ada.email.toUpperCase()} `)).code).toBe('ok')
  })
  it('answers a wrong password and an unknown address in the same words', async () => {
    const [wrong, unknown] = [await signIn(ada.email, 'wrong'), await signIn('nobody@acme.test', 'wrong')]
    expect(wrong).toMatchObject({ status: 401, code: 'wrong_sign_in' })
    expect({ ...wrong }).toEqual({ ...unknown })
  })
  it('keeps nothing of the cookie in the database but its hash', async () => {
    const { cookies } = await signIn(ada.email)
    const rows = await db.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(cookies['session'])
  })
  it('is recorded for the person, and failures too; an account’s log shows neither', async () => {
    await signIn(ben.email, 'wrong')
    await signIn(ben.email)
    const entries = await db
      .selectFrom('audit_entry')
      .select('what')
      .where('chain', '=', `user:${ben.userId}`)
      .orderBy('seq')
      .execute()
    expect(entries.map((e) => e.what).slice(-2)).toEqual(['user.sign_in_failed', 'user.signed_in'])
    const { entries: log } = await as(one, ada).log.list.query({})
    expect(log.filter((e) => e.what.startsWith('user.'))).toEqual([])
  })
})

describe('limits', () => {
  it('ten wrong passwords from one place are enough, on whichever server', async () => {
    for (let n = 0; n < 10; n += 1)
      expect((await signIn(ben.email, 'wrong', { from: '192.0.2.1' }, n % 2 ? one : two)).code).toBe('wrong_sign_in')
    expect(await signIn(ben.email, password, { from: '192.0.2.1' })).toMatchObject({
      status: 429,
      code: 'too_many_tries',
      data: { minutes: 15 },
    })
    expect((await signIn(ben.email, password, { from: '192.0.2.1' }, two)).code).toBe('too_many_tries')
  })
  it('a hundred at the same moment are counted one by one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => signIn(ben.email, 'wrong', { from: '192.0.2.1' }, n % 2 ? one : two)),
    )
    expect(answers.filter((a) => a.code === 'wrong_sign_in')).toHaveLength(10)
  })
  it('an attacker elsewhere does not lock the person out', async () => {
    for (let n = 0; n < 11; n += 1) await signIn(ben.email, 'wrong', { from: '192.0.2.1' })
    expect((await signIn(ben.email, password, { from: '198.51.100.7' })).code).toBe('ok')
  })
  it('an attacker everywhere does not lock out a browser that has signed in before', async () => {
    const { cookies } = await signIn(ben.email)
    await db.updateTable('tries').set({ n: 5000 }).where('key', '=', `sign-in as ${ben.email}`).execute()
    expect((await signIn(ben.email, password, { from: '198.51.100.8' })).code).toBe('too_many_tries')
    const known = { from: '198.51.100.9', device: cookies['device'] ?? '' }
    expect((await signIn(ben.email, password, known)).code).toBe('ok')
    expect((await signIn(ada.email, 'wrong', { ...known, device: `${ada.userId}.forged` })).code).toBe('wrong_sign_in')
  })
  it('an IPv6 customer is one place, whatever address of theirs they use', async () => {
    for (let n = 0; n < 10; n += 1) await signIn(ben.email, 'wrong', { from: `2001:db8:1:2::${n + 1}` })
    expect((await signIn(ben.email, password, { from: '2001:db8:1:2:ffff::1' })).code).toBe('too_many_tries')
    expect((await signIn(ben.email, password, { from: '2001:db8:1:3::1' })).code).toBe('ok')
  })
  it('the window passes', async () => {
    for (let n = 0; n < 11; n += 1) await signIn(ben.email, 'wrong')
    await moveClock(db, '16 minutes')
    expect((await signIn(ben.email)).code).toBe('ok')
  })
  it('batches and odd paths are no way round', async () => {
    const batch = await fetch(`${one}/trpc/session.signIn,session.signIn?batch=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ 0: { email: ben.email, password }, 1: { email: ben.email, password } }),
    })
    expect(await batch.text()).toContain('not_in_batch')
    for (const path of ['x/session.signIn', '/session.signIn', 'session.sign%49n', 'session.signIn/']) {
      await db.deleteFrom('tries').execute()
      for (let n = 0; n < 10; n += 1) await post(one, path, { email: ben.email, password: 'wrong' })
      expect({ path, ...(await post(one, path, { email: ben.email, password })) }).not.toMatchObject({ status: 200 })
    }
  })
})

describe('the session', () => {
  it('is over when the person signs out', async () => {
    const { cookies } = await signIn(ben.email)
    const me = as(one, { session: cookies['session'] ?? '', account: 'acme' })
    await me.session.signOut.mutate()
    expect(await refusal(me.session.me.query())).toMatchObject({ code: 'sign_in_first' })
  })
  it('ends by itself after thirty days without a request', async () => {
    const { cookies } = await signIn(ben.email)
    const me = as(one, { session: cookies['session'] ?? '', account: 'acme' })
    await moveClock(db, '31 days')
    expect(await refusal(me.session.me.query())).toMatchObject({ code: 'sign_in_first' })
  })
  it('can be ended from another of the same person, and of nobody else', async () => {
    const [first, second] = [await signIn(ben.email), await signIn(ben.email)]
    const [a, b] = [first, second].map((s) => as(one, { session: s.cookies['session'] ?? '', account: 'acme' }))
    const sessions = await a?.session.sessions.query()
    const other = sessions?.find((s) => !s.isThis)
    expect(await refusal(as(one, ada).session.endSession.mutate({ sessionId: other?.id ?? '' }))).toMatchObject({
      code: 'not_found',
    })
    await a?.session.endOtherSessions.mutate()
    expect(await refusal(Promise.resolve(b?.session.me.query()))).toMatchObject({ code: 'sign_in_first' })
    expect(await a?.session.sessions.query()).toHaveLength(1)
  })
  it('changing the password needs the present one, judges the new one, and ends every other session', async () => {
    const [first, second] = [await signIn(ben.email), await signIn(ben.email)]
    const mine = { session: first.cookies['session'] ?? '', account: 'acme' }
    const change = (input: { password: string; wanted: string }) =>
      refusal(as(one, mine).session.changePassword.mutate(input))
    expect(await change({ password: 'wrong', wanted: 'a new good long password' })).toMatchObject({
      code: 'wrong_password',
    })
    expect(await change({ password, wanted: 'short' })).toMatchObject({ code: 'password_short' })
    expect(await change({ password, wanted: 'password1234' })).toMatchObject({ code: 'password_weak' })
    expect(await change({ password, wanted: 'a new good long password' })).toBe(null)
    expect(
      await refusal(as(two, { session: second.cookies['session'] ?? '', account: 'acme' }).session.me.query()),
    ).toMatchObject({ code: 'sign_in_first' })
    expect((await signIn(ben.email)).code).toBe('wrong_sign_in')
    expect((await signIn(ben.email, 'a new good long password')).code).toBe('ok')
    await as(one, mine).session.changePassword.mutate({ password: 'a new good long password', wanted: password })
  })
})

describe('sensitive steps', () => {
  it('making an administrator asks for the password again after ten minutes, and for ten minutes not again', async () => {
    const { cookies } = await signIn(ada.email)
    const me = as(one, { session: cookies['session'] ?? '', account: 'acme' })
    const cleo = await acme.member('Cleo', 'developer')
    const promote = () => refusal(me.members.changeRole.mutate({ memberIds: [cleo.memberId], role: 'account_admin' }))
    await moveClock(db, '601 seconds')
    expect(await promote()).toMatchObject({ code: 'password_again' })
    expect(
      await refusal(me.invitations.create.mutate({ people: [{ email: 'x@example.org' }], role: 'account_admin' })),
    ).toMatchObject({ code: 'password_again' })
    expect(await refusal(me.session.askEmailChange.mutate({ email: 'new@example.org' }))).toMatchObject({
      code: 'password_again',
    })
    expect(await refusal(me.session.provePassword.mutate({ password: 'wrong' }))).toMatchObject({
      code: 'wrong_password',
    })
    expect(await promote()).toMatchObject({ code: 'password_again' })
    await me.session.provePassword.mutate({ password })
    expect(await promote()).toBe(null)
  })
})

describe('entering an account', () => {
  it('half-way in opens no other door: after an administrator ended one’s presence, the password is asked for again', async () => {
    const { cookies } = await signIn(ben.email)
    const me = as(one, { session: cookies['session'] ?? '', account: 'acme' })
    await as(two, ada).members.endPresence.mutate({ memberIds: [ben.memberId] })
    expect(await refusal(me.members.leave.mutate({ accountId: acme.id }))).toEqual({
      code: 'enter_first',
      data: { asks: ['password'] },
    })
    expect(await refusal(me.session.enter.mutate({ accountId: acme.id }))).toMatchObject({ code: 'enter_first' })
    expect((await me.session.me.query()).here).toMatchObject({ asks: ['password'] })
    await me.session.provePassword.mutate({ password })
    expect(await me.session.enter.mutate({ accountId: acme.id })).toEqual({ slug: 'acme' })
  })
  it('takes effect on the very next request, on the other server: suspension, end date, role, removal', async () => {
    const dan = await acme.member('Dan', 'account_admin')
    const list = () => refusal(as(two, dan).members.list.query({}))
    const admin = as(one, ada)
    expect(await list()).toBe(null)
    await admin.members.suspend.mutate({ memberIds: [dan.memberId] })
    expect(await list()).toEqual({ code: 'cannot_enter', data: { because: 'suspended' } })
    await admin.members.reinstate.mutate({ memberIds: [dan.memberId] })
    expect(await list()).toBe(null)
    await admin.members.changeRole.mutate({ memberIds: [dan.memberId], role: 'finance' })
    expect(await list()).toMatchObject({ code: 'not_allowed' })
    await admin.members.setEnd.mutate({
      memberIds: [dan.memberId],
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    })
    expect(await list()).toMatchObject({ code: 'not_allowed' })
    await moveClock(db, '1 hour')
    expect(await list()).toEqual({ code: 'cannot_enter', data: { because: 'ended' } })
    await moveClock(db, '0')
    await admin.members.remove.mutate({ memberIds: [dan.memberId] })
    expect(await list()).toMatchObject({ code: 'not_found' })
  })
  it('one identity has a role in each account, and nothing of one is reachable from another', async () => {
    const blue = await account(db, 'Blue')
    const there = await blue.member('Ada', 'finance', { userId: ada.userId })
    const session = ada.session
    expect(await refusal(as(one, { session, account: 'acme' }).members.list.query({}))).toBe(null)
    expect(await refusal(as(one, { session, account: 'blue' }).members.list.query({}))).toMatchObject({
      code: 'not_allowed',
    })
    expect(
      await refusal(as(one, { session, account: 'acme' }).members.suspend.mutate({ memberIds: [there.memberId] })),
    ).toMatchObject({ code: 'not_found' })
    const me = await as(one, { session, account: 'blue' }).session.me.query()
    expect(me.accounts.map((a) => [a.slug, a.role])).toEqual([
      ['acme', 'account_admin'],
      ['blue', 'finance'],
    ])
    expect(await refusal(as(one, { session, account: 'nowhere' }).members.list.query({}))).toMatchObject({
      code: 'not_found',
    })
  })
})
