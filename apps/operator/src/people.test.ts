// What the operator does for people who cannot get in, and for one who asks to be forgotten.
import { expect, it } from 'vitest'
import { auditKey, testKey } from '@usher/api/testing/keys'
import { account, as, freshDatabase, refusal, signedIn, startServer } from '@usher/api/testing/world'
import { verifyChains } from '@usher/api/server'
import { operatorOn } from './run-for-tests.ts'

const { db, url } = await freshDatabase()
const operator = operatorOn(url, testKey)
const server = await startServer(url)
const someone = as(server, null)
const acme = await account(db)
const ada = await acme.member('Ada', 'account_admin')
const ben = await acme.member('Ben', 'library_view')

const tokenIn = (link: string) => /^http:\/\/usher\.test\/reset#([\w-]{43})$/.exec(link)?.[1] ?? 'no link'
const actorsOf = async (what: string) =>
  (await db.selectFrom('audit_entry').select('body').where('what', '=', what).execute()).map(
    ({ body }) => JSON.parse(body).actor.kind,
  )
const userOf = (email: string) =>
  db.selectFrom('user').selectAll().where('email_key', '=', email).executeTakeFirstOrThrow()

it('a reset link is all that stands on standard output, and sets one new password', async () => {
  const { code, out, err } = await operator('reset-link', 'BEN@acme.test')
  expect({ code, err }).toEqual({
    code: 0,
    err: 'For Ben <ben@acme.test>. It works once, for 2 hours; hand it to nobody else.',
  })
  await someone.session.reset.mutate({ token: tokenIn(out), wanted: 'a quiet river stone' })
  expect(
    await refusal(someone.session.reset.mutate({ token: tokenIn(out), wanted: 'another river stone' })),
  ).toMatchObject({ code: 'link_over' })
  expect(await refusal(someone.session.signIn.mutate({ email: ben.email, password: 'a quiet river stone' }))).toBeNull()
  expect(await actorsOf('user.reset_link_made')).toEqual(['operator'])
})

it('an address that nobody has is refused with the near ones, and one that is none as wrong usage', async () => {
  expect(await operator('reset-link', 'bem@acme.test')).toEqual({
    code: 1,
    out: '',
    err: 'Nobody has a sign-in as bem@acme.test. Did you mean “ben@acme.test” or “ada@acme.test”?',
  })
  expect(await operator('vouch', 'ben')).toMatchObject({
    code: 2,
    err: expect.stringContaining('This is not an e-mail address.'),
  })
})

it('vouching proves an address once, and lets its person into other accounts', async () => {
  await db
    .updateTable('user')
    .set({ address_proven_at: null, home_account_id: acme.id })
    .where('id', '=', ben.userId)
    .execute()
  expect((await operator('vouch', ben.email)).out).toMatch(/^The address of Ben <ben@acme\.test> counts as proven\./)
  expect(await userOf(ben.email)).toMatchObject({ address_proven_at: expect.any(Date), home_account_id: null })
  expect((await operator('vouch', ben.email)).out).toBe('The address of Ben <ben@acme.test> is proven already.')
  expect(await actorsOf('user.address_proven')).toEqual(['operator'])
})

it('rescuing makes a suspended member an active administrator who signs in by the link', async () => {
  const brand = await account(db, 'Brand', 'free', 1)
  const cleo = await brand.member('Cleo', 'finance', { status: 'suspended', endsAt: new Date('2020-01-01') })
  const { code, out, err } = await operator('rescue', 'brand', cleo.email)
  expect(code).toBe(0)
  expect(err).toContain('Cleo <cleo@brand.test> is an administrator of Brand (brand).')
  const member = await db.selectFrom('member').selectAll().where('id', '=', cleo.memberId).executeTakeFirstOrThrow()
  expect(member).toMatchObject({ role: 'account_admin', status: 'active', ends_at: null })
  await someone.session.reset.mutate({ token: tokenIn(out), wanted: 'a quiet river stone' })
  expect(
    (await as(server, { session: await signedIn(db, cleo.userId), account: 'brand' }).members.list.query({})).counts
      .active,
  ).toBe(1)
  expect(await actorsOf('member.rescued')).toEqual(['operator'])
})

it('rescuing somebody new makes their sign-in, on top of the seats, and takes the place of their invitation', async () => {
  await as(server, ada).session.enter.mutate({ accountId: acme.id })
  const invited = await as(server, ada).invitations.create.mutate({
    people: [{ email: 'dan@acme.test' }],
    role: 'finance',
  })
  expect(invited.results[0]?.outcome).toBe('invited')
  const { code, err } = await operator('rescue', 'acme', 'dan@acme.test')
  expect({ code, err }).toMatchObject({
    code: 0,
    err: expect.stringContaining('dan <dan@acme.test> is an administrator of Acme'),
  })
  expect(await userOf('dan@acme.test')).toMatchObject({ name: 'dan', address_proven_at: expect.any(Date) })
  expect(await db.selectFrom('invitation').select('status').where('email_key', '=', 'dan@acme.test').execute()).toEqual(
    [{ status: 'revoked' }],
  )
})

it('the last administrator is not erased', async () => {
  const lone = await account(db, 'Lone')
  const fay = await lone.member('Fay', 'account_admin')
  expect(await operator('erase', fay.email)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^Lone: An account always keeps one active administrator/),
  })
  expect(await userOf(fay.email)).toMatchObject({ name: 'Fay' })
})

it('erasing says what it took', async () => {
  await acme.member('Hal Moor', 'finance')
  expect(await operator('erase', 'hal.moor@acme.test')).toEqual({
    code: 0,
    out: expect.stringMatching(
      /^hal\.moor@acme\.test is erased: 1 membership, 0 invitations, 0 mails\.\nWhat they did stays/,
    ),
    err: '',
  })
  expect(await operator('erase', 'hal.moor@acme.test')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Nobody has a sign-in'),
  })
  expect(await actorsOf('user.erased')).toEqual(['operator'])
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
})
