// What the outbox does for people: Ada invites, Ben forgets his password, somebody moves; real PostgreSQL, real SMTP.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, it } from 'vitest'
import type { RequestId } from '@usher/domain'
import { acmeByMail } from '../testing/acme-by-mail.ts'
import { eventually, mailDone, startJobs } from '../testing/jobs.ts'
import { linkIn } from '../testing/smtp-sink.ts'
import { account, as, refusal, startServer } from '../testing/world.ts'
import { putInOutbox } from './outbox.ts'

const { database, sink, acme, ada } = await acmeByMail('Ada Ohm')
const url = await startServer(database.url, { house: { mail: 'smtp', operatorEmail: 'support@house.test' } })
let jobs = await startJobs(database.url, sink.url, { publicUrl: url })

const invite = (email: string, name?: string) =>
  as(url, ada).invitations.create.mutate({ people: [{ email, ...(name && { name }) }], role: 'finance' })
const rowsAsText = async (table: 'mail' | 'secret') =>
  JSON.stringify(await database.db.selectFrom(table).selectAll().execute())
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

it('the mail of an invitation says who invites, where to, as what and until when, and carries a link that only it knows', async () => {
  await invite('ben@new.test', 'Ben Ray')
  const mail = await sink.next('ben@new.test')
  expect(mail.subject).toBe('Ada Ohm invites you to Acme')
  expect(mail.text).toContain('Hello Ben Ray,')
  expect(mail.text).toContain('Your role: Finance. Sees analytics totals and manages billing')
  expect(mail.text).toMatch(/Open until: \w+day,? \d+ \w+ \d{4} at \d\d:\d\d UTC/)
  expect(mail.text).toContain('Opening the link accepts nothing')
  const { link, token } = linkIn(mail, 'accept')
  expect(link).toBe(`${url}/accept#${token}`)
  const { id, state } = await mailDone(database.db, 'ben@new.test')
  expect(state).toBe('sent')
  expect(mail.messageId).toBe(`<${id}@127.0.0.1>`)
  const secrets = await database.db.selectFrom('secret').select(['hash', 'mailed', 'purpose']).execute()
  expect(secrets.filter((s) => s.hash.toString('hex') === hashOf(token))).toMatchObject([
    { purpose: 'invitation', mailed: true },
  ])
  expect((await rowsAsText('mail')) + (await rowsAsText('secret'))).not.toContain(token)
  expect(await as(url, null).invitations.read.query({ token })).toMatchObject({
    email: 'ben@new.test',
    accepting: 'new',
  })
})

it('a second sending has a link of its own, and both work', async () => {
  await invite('cleo@new.test')
  const first = linkIn(await sink.next('cleo@new.test'), 'accept').token
  const { id } = await database.db
    .selectFrom('invitation')
    .select('id')
    .where('email', '=', 'cleo@new.test')
    .executeTakeFirstOrThrow()
  await as(url, ada).invitations.resend.mutate({ invitationId: id })
  const second = linkIn(await sink.next('cleo@new.test'), 'accept').token
  expect(second).not.toBe(first)
  for (const token of [first, second])
    expect(await as(url, null).invitations.read.query({ token })).toMatchObject({ email: 'cleo@new.test' })
  await as(url, null).invitations.accept.mutate({ token: second, name: 'Cleo', password: 'a torch for every seat' })
  const cleo = await database.db
    .selectFrom('user')
    .select('address_proven_at')
    .where('email', '=', 'cleo@new.test')
    .executeTakeFirstOrThrow()
  expect(cleo.address_proven_at).not.toBeNull()
})

it('hostile names of account and inviter stay words', async () => {
  const evil = await account(database.db, 'Evil\r\nBcc: eve@evil.test')
  const mallory = await evil.member('Mallory', 'account_admin')
  await database.db
    .updateTable('user')
    .set({ name: '"M" <m@evil.test>, eve@evil.test\nX-Evil: yes <img src=x>' })
    .where('id', '=', mallory.userId)
    .execute()
  await as(url, mallory).invitations.create.mutate({ people: [{ email: 'dan@new.test' }], role: 'developer' })
  const mail = await sink.next('dan@new.test')
  expect(mail.recipients).toEqual(['dan@new.test'])
  expect(mail.headers.has('bcc') || mail.headers.has('x-evil')).toBe(false)
  expect(mail.from?.text).toBe('"Usher" <usher@acme.test>')
  expect(mail.html).not.toContain('<img')
  expect(sink.mails().some((m) => m.recipients.includes('eve@evil.test'))).toBe(false)
})

it('a mail of a change that was undone never exists', async () => {
  const undone = database.db.transaction().execute(async (trx) => {
    await putInOutbox(trx, acme.id, { template: 'test', email: ada.email, about: { userId: ada.userId } })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await database.db
    .transaction()
    .execute((trx) => putInOutbox(trx, acme.id, { template: 'test', email: ada.email, about: { userId: ada.userId } }))
  await sink.next(ada.email, 'Test mail')
  await mailDone(database.db, ada.email)
  expect(sink.mails().filter((m) => m.recipients.includes(ada.email))).toHaveLength(1)
  expect(await database.db.selectFrom('mail').select('id').where('email', '=', ada.email).execute()).toHaveLength(1)
})

it('who forgot the password gets a link that sets a new one once, and a mail that says it was changed', async () => {
  const eve = await acme.member('Eve Lind', 'developer')
  await as(url, null).session.forgot.mutate({ email: eve.email.toUpperCase() })
  const mail = await sink.next(eve.email, 'new password')
  expect(mail.text).toContain('for 2 hours')
  const { token } = linkIn(mail, 'reset')
  await as(url, null).session.reset.mutate({ token, wanted: 'a torch for every seat' })
  expect(await refusal(as(url, null).session.reset.mutate({ token, wanted: 'another torch and seat' }))).toMatchObject({
    code: 'link_over',
  })
  const told = await sink.next(eve.email, 'Your password was changed')
  expect(told.text).toContain('If it was not you')
  expect(told.text).not.toContain('#')
})

it('an address without a sign-in gets no mail, however often it is typed', async () => {
  await as(url, null).session.forgot.mutate({ email: 'nobody@nowhere.test' })
  await eventually(async () => (await database.pool.query(`select from graphile_worker.jobs`)).rowCount === 0)
  expect(
    await database.db.selectFrom('mail').select('id').where('email', '=', 'nobody@nowhere.test').execute(),
  ).toEqual([])
})

it('an address changes when both the old and the new one have confirmed it by mail', async () => {
  const fay = await acme.member('Fay', 'developer')
  await as(url, fay).session.askEmailChange.mutate({ email: 'fay@new.test' })
  const old = await sink.next(fay.email, 'Confirm')
  expect(old.text).toContain('fay@new.test instead of fay@acme.test')
  expect(await as(url, null).session.confirmEmail.mutate({ token: linkIn(old, 'confirm-email').token })).toEqual({
    changed: false,
  })
  const fresh = await sink.next('fay@new.test', 'Confirm')
  expect(await as(url, null).session.confirmEmail.mutate({ token: linkIn(fresh, 'confirm-email').token })).toEqual({
    changed: true,
  })
})

it('an address that has a sign-in already is told so by mail, and nobody else', async () => {
  const gus = await acme.member('Gus', 'developer')
  await as(url, gus).session.askEmailChange.mutate({ email: ada.email })
  const mail = await sink.next(ada.email, 'has a sign-in already')
  expect(mail.text).not.toContain('#')
  expect(mail.text).not.toContain('Gus')
})

it('a request reaches the operator with the command that answers it, and the answer reaches who asked', async () => {
  const words = 'We grow.\nBcc: eve@evil.test'
  const { id } = await as(url, ada).requests.make.mutate({ limit: 'seats', wanted: 80, words })
  const mail = await sink.next('support@house.test')
  const { number } = await database.db
    .selectFrom('request')
    .select('number')
    .where('id', '=', id as RequestId)
    .executeTakeFirstOrThrow()
  expect(mail.subject).toBe(`Acme asks for 80 seats (request ${number})`)
  expect(mail.text).toContain(`    npx -y pnpm@12 operator requests answer ${number}\n`)
  expect(mail.text).toContain('So far: 50 seats')
  expect(mail.text).toContain('> We grow.\n> Bcc: eve@evil.test')
  await database.db
    .updateTable('request')
    .set({ answer: 'Next year.', granted: false, answered_at: new Date() })
    .where('id', '=', id as RequestId)
    .execute()
  await database.db
    .transaction()
    .execute((trx) =>
      putInOutbox(trx, acme.id, { template: 'request_answered', email: ada.email, about: { requestId: id } }),
    )
  const answer = await sink.next(ada.email, 'was answered')
  expect(answer.text).toContain('It was not granted.')
  expect(answer.text).toContain('> Next year.')
})

it('what no longer makes sense when its turn comes is dropped, and says why', async () => {
  await jobs.stop()
  const hal = await acme.member('Hal', 'developer')
  await invite('ivy@new.test')
  await invite('jon@new.test')
  const invited = await database.db
    .selectFrom('invitation')
    .select(['id', 'email'])
    .where('email', 'in', ['ivy@new.test', 'jon@new.test'])
    .orderBy('email')
    .execute()
  await as(url, ada).invitations.revoke.mutate({ invitationIds: invited.slice(0, 1).map((i) => i.id) })
  await database.db
    .updateTable('invitation')
    .set({ expires_at: new Date() })
    .where('email', '=', 'jon@new.test')
    .execute()
  // Hal asks for one address, then for another: a late link to the first must not confirm the second.
  await as(url, hal).session.askEmailChange.mutate({ email: 'mallory@evil.test' })
  await as(url, hal).session.askEmailChange.mutate({ email: 'hal@new.test' })
  // A link to an address that is not Hal's any more.
  await database.db
    .transaction()
    .execute((trx) =>
      putInOutbox(trx, null, { template: 'reset', email: 'hal@old.test', about: { userId: hal.userId } }),
    )

  jobs = await startJobs(database.url, sink.url, { publicUrl: url })
  expect(await mailDone(database.db, 'ivy@new.test')).toMatchObject({
    state: 'dropped',
    error: 'this invitation is revoked',
  })
  expect(await mailDone(database.db, 'jon@new.test')).toMatchObject({
    state: 'dropped',
    error: 'this invitation is expired',
  })
  expect(await mailDone(database.db, 'mallory@evil.test')).toMatchObject({
    state: 'dropped',
    error: 'this change of address is over',
  })
  expect(await mailDone(database.db, 'hal@old.test')).toMatchObject({ state: 'dropped' })
  await sink.next('hal@new.test', 'Confirm')
  for (const email of ['ivy@new.test', 'jon@new.test', 'mallory@evil.test', 'hal@old.test'])
    expect(sink.mails().filter((m) => m.recipients.includes(email))).toEqual([])
})

it('a link that was made for an earlier wish does not confirm a later one', async () => {
  const kim = await acme.member('Kim', 'developer')
  await as(url, kim).session.askEmailChange.mutate({ email: 'kim@first.test' })
  const early = linkIn(await sink.next('kim@first.test'), 'confirm-email').token
  // As if the link had been made in the very moment in which the second wish removed those of the first.
  const kept = await database.db
    .selectFrom('secret')
    .selectAll()
    .where('user_id', '=', kim.userId)
    .where('purpose', '=', 'email_new')
    .executeTakeFirstOrThrow()
  await as(url, kim).session.askEmailChange.mutate({ email: 'kim@second.test' })
  await database.db.insertInto('secret').values(kept).execute()
  expect(await refusal(as(url, null).session.confirmEmail.mutate({ token: early }))).toMatchObject({
    code: 'link_over',
  })
})

it('without a mail server each mail is a file, its link works, and it proves nobody’s address', async () => {
  await jobs.stop()
  const files = await startJobs(database.url, null, { publicUrl: url })
  await invite('lea@new.test')
  const { id, state } = await mailDone(database.db, 'lea@new.test')
  expect(state).toBe('written')
  const folder = join(files.dataDir, 'mail')
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith(`-${id}.eml`))
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  const { token } = linkIn(await simpleParser(readFileSync(join(folder, name))), 'accept')
  await as(url, null).invitations.accept.mutate({ token, name: 'Lea', password: 'a torch for every seat' })
  const lea = await database.db
    .selectFrom('user')
    .select('address_proven_at')
    .where('email', '=', 'lea@new.test')
    .executeTakeFirstOrThrow()
  expect(lea.address_proven_at).toBeNull()
})
