// Accepting an invitation, and what a link proves: rules §6, "Proven addresses".
import { beforeEach, describe, expect, it } from 'vitest'
import { emailKey, type InvitationId, type Role } from '@usher/domain'
import { hashPassword } from '../session/passwords.ts'
import { makeSecret } from '../session/secrets.ts'
import { moveClock } from '../testing/clock.ts'
import { post } from '../testing/program.ts'
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
const acme = await account(db)
const ada = await acme.member('Ada', 'account_admin')
const rival = await account(db, 'Rival')
const mallory = await rival.member('Mallory', 'account_admin')
const password = 'correct horse battery'

beforeEach(async () => {
  await db.deleteFrom('tries').execute()
  await moveClock(db, '0')
})

let serial = 0
const newAddress = () => `new${(serial += 1)}@example.org`
/** Invites, and gives the link to copy, and what a mail would carry. */
async function invite(by: TestMember, to: TestAccount, email: string, role: Role = 'library_view') {
  const { results } = await as(server, by).invitations.create.mutate({ people: [{ email }], role })
  const copied = results[0]?.link?.split('#')[1] ?? ''
  const { id } = await db
    .selectFrom('invitation')
    .select('id')
    .where('email_key', '=', emailKey(email))
    .where('account_id', '=', to.id)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return { id, copied, mailed: await mailedToken(to, id) }
}
const mailedToken = (to: TestAccount, id: InvitationId) =>
  makeSecret(db, 'invitation', true, { account_id: to.id, invitation_id: id })
const accept = (token: string, more: object = {}, session?: string) =>
  post(server, 'invitations.accept', { token, ...more }, session ? { session } : {})
const asNew = { name: 'New', password: 'a good long password' }
const userOf = (email: string) => db.selectFrom('user').selectAll().where('email_key', '=', email).executeTakeFirst()
const signInWith = (email: string, tried: string) => post(server, 'session.signIn', { email, password: tried })

describe('accepting', () => {
  it('opening the link accepts nothing; a click does, signs in, and takes no second seat', async () => {
    const email = newAddress()
    const { copied } = await invite(ada, acme, email)
    const before = await as(server, ada).members.list.query({})
    const read = await as(server, null).invitations.read.query({ token: copied })
    expect(read).toMatchObject({
      account: { name: 'Acme' },
      invitedBy: 'Ada',
      email,
      role: 'library_view',
      accepting: 'new',
      isMe: false,
    })
    expect(await userOf(email)).toBeUndefined()
    const answer = await accept(copied, asNew)
    expect(answer.code).toBe('ok')
    const me = await as(server, { session: answer.cookies['session'] ?? '', account: 'acme' }).session.me.query()
    expect(me.here).toMatchObject({ role: 'library_view', status: 'active' })
    expect((await as(server, ada).members.list.query({})).seats).toEqual(before.seats)
  })
  it('asks a new person for name and a good password, and keeps the link for the next try', async () => {
    const { copied } = await invite(ada, acme, newAddress())
    expect(await accept(copied)).toMatchObject({
      code: 'invalid_input',
      data: { fields: [{ field: 'name' }, { field: 'password' }] },
    })
    expect((await accept(copied, { name: 'New', password: 'short' })).code).toBe('password_short')
    expect((await accept(copied, asNew)).code).toBe('ok')
  })
  it('somebody who has a sign-in joins as themself, with their own password unchanged', async () => {
    const ben = await rival.member('Ben', 'developer')
    await db
      .updateTable('user')
      .set({ password_hash: await hashPassword(password) })
      .where('id', '=', ben.userId)
      .execute()
    const { mailed } = await invite(ada, acme, ben.email)
    expect(await as(server, null).invitations.read.query({ token: mailed })).toMatchObject({ accepting: 'sign_in' })
    expect((await accept(mailed)).code).toBe('sign_in_to_accept')
    expect((await accept(mailed, asNew)).code).toBe('sign_in_to_accept')
    expect((await accept(mailed, {}, mallory.session)).code).toBe('sign_in_to_accept')
    expect(await accept(mailed, {}, ben.session)).toMatchObject({ code: 'ok', cookies: {} })
    expect((await signInWith(ben.email, password)).code).toBe('ok')
    expect((await as(server, { ...ben, account: 'acme' }).session.me.query()).accounts.map((a) => a.slug)).toEqual([
      'acme',
      'rival',
    ])
  })
  it('wrong, used, revoked, replaced and expired links each say so', async () => {
    const email = newAddress()
    const { id, copied, mailed } = await invite(ada, acme, email)
    expect((await accept('wrong', asNew)).code).toBe('link_over')
    expect((await post(server, 'session.reset', { token: copied, wanted: 'a good long password' })).code).toBe(
      'link_over',
    )
    await moveClock(db, '8 days')
    expect(await accept(copied, asNew)).toMatchObject({ code: 'invitation_over', data: { state: 'expired' } })
    await moveClock(db, '0')
    await as(server, ada).invitations.revoke.mutate({ invitationIds: [id] })
    expect(await accept(mailed, asNew)).toMatchObject({ code: 'invitation_over', data: { state: 'revoked' } })
    const again = await invite(ada, acme, email)
    expect((await accept(again.copied, asNew)).code).toBe('ok')
    expect(await accept(again.mailed, asNew)).toMatchObject({ code: 'invitation_over', data: { state: 'accepted' } })
    expect((await accept(copied, asNew)).code).toBe('invitation_over')
  })
  it('every token of an invitation works until it is accepted', async () => {
    const { id, copied } = await invite(ada, acme, newAddress())
    await as(server, ada).invitations.resend.mutate({ invitationId: id })
    await as(server, ada).invitations.copyLink.mutate({ invitationId: id })
    expect((await accept(copied, asNew)).code).toBe('ok')
  })
  it('twice at the same moment makes one person and one member', async () => {
    const email = newAddress()
    const { copied, mailed } = await invite(ada, acme, email)
    const answers = await Promise.all([accept(copied, asNew), accept(mailed, asNew), accept(copied, asNew)])
    expect(answers.map((a) => a.code).sort()).toEqual(['invitation_over', 'invitation_over', 'ok'])
  })
  it('checks plan and seats again', async () => {
    const small = await account(db, 'Small', 'enterprise', 3)
    const boss = await small.member('Boss', 'account_admin')
    const first = await invite(boss, small, newAddress(), 'library_restricted')
    await db.updateTable('account').set({ agreed_plan: 'paid' }).where('id', '=', small.id).execute()
    expect((await accept(first.copied, asNew)).code).toBe('role_not_on_plan')
    await db
      .updateTable('account')
      .set({ agreed_plan: 'enterprise', limits: JSON.stringify({ seats: 1 }) })
      .where('id', '=', small.id)
      .execute()
    expect(await accept(first.copied, asNew)).toMatchObject({ code: 'seats_full', data: { used: 2, cap: 1 } })
  })
})

describe('proven addresses', () => {
  it('a mailed link proves the address, a copied one does not', async () => {
    const [a, b] = [newAddress(), newAddress()]
    await accept((await invite(ada, acme, a)).mailed, asNew)
    await accept((await invite(ada, acme, b)).copied, asNew)
    expect((await userOf(a))?.address_proven_at).toBeInstanceOf(Date)
    expect(await userOf(b)).toMatchObject({ address_proven_at: null, home_account_id: acme.id })
  })

  it('an inviter with a copied link cannot get into another account through the identity that they made', async () => {
    // Mallory invites Vic's address to her own account and accepts with the copied link: the password is hers.
    const vic = newAddress()
    const made = await accept((await invite(mallory, rival, vic, 'developer')).copied, {
      name: 'Vic',
      password: 'mallory knows this one',
    })
    const hers = made.cookies['session'] ?? ''
    expect((await as(server, { session: hers, account: 'rival' }).session.me.query()).here).toMatchObject({
      slug: 'rival',
    })

    // Acme invites the real Vic. Nothing that Mallory holds accepts it.
    const invitation = await invite(ada, acme, vic, 'account_admin')
    expect((await accept(invitation.copied, {}, hers)).code).toBe('open_from_mail')
    expect((await accept(invitation.copied, asNew, hers)).code).toBe('open_from_mail')

    // Vic opens the mail, sets a password of his own; Mallory's session and password are over, everywhere.
    expect(await as(server, null).invitations.read.query({ token: invitation.mailed })).toMatchObject({
      accepting: 'take_over',
    })
    const his = await accept(invitation.mailed, { password: 'only vic knows this' })
    expect(his.code).toBe('ok')
    expect(
      (await as(server, { session: his.cookies['session'] ?? '', account: 'acme' }).session.me.query()).here,
    ).toMatchObject({ role: 'account_admin' })
    expect(await refusal(as(server, { session: hers, account: 'rival' }).session.me.query())).toMatchObject({
      code: 'sign_in_first',
    })
    expect((await signInWith(vic, 'mallory knows this one')).code).toBe('wrong_sign_in')
    expect((await signInWith(vic, 'only vic knows this')).code).toBe('ok')
  })

  it('an unproven sign-in that is a member elsewhere all the same is half-way in there', async () => {
    const vic = newAddress()
    const made = await accept((await invite(mallory, rival, vic)).copied, {
      name: 'Vic',
      password: 'mallory knows this one',
    })
    const user = await userOf(vic)
    if (!user) throw new Error('Vic accepted')
    await acme.member('Vic', 'account_admin', { userId: user.id })
    const session = made.cookies['session'] ?? ''
    expect(await refusal(as(server, { session, account: 'acme' }).members.list.query({}))).toEqual({
      code: 'enter_first',
      data: { asks: ['address'] },
    })
  })

  it('a password reset from the mail proves the address', async () => {
    const vic = newAddress()
    await accept((await invite(mallory, rival, vic)).copied, { name: 'Vic', password: 'mallory knows this one' })
    const user = await userOf(vic)
    if (!user) throw new Error('Vic accepted')
    const token = await makeSecret(db, 'reset', true, { user_id: user.id })
    expect((await post(server, 'session.reset', { token, wanted: 'only vic knows this' })).code).toBe('ok')
    expect(await userOf(vic)).toMatchObject({ home_account_id: null, address_proven_at: expect.any(Date) })
    expect((await post(server, 'session.reset', { token, wanted: 'only vic knows this' })).code).toBe('link_over')
  })
})
