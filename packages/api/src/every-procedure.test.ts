// Walks the register: each role × plan × procedure answers as the matrix says, over HTTP, and leaves exactly its entry.
// A new procedure without a sample of its input fails by name.
import { describe, expect, it } from 'vitest'
import {
  allows,
  emailKey,
  may,
  mayEnter,
  operations,
  plans,
  roles,
  standingLevels,
  type Operation,
  type Permission,
  type Plan,
  type Role,
} from '@usher/domain'
import { hashPassword } from './session/passwords.ts'
import { makeSecret } from './session/secrets.ts'
import { register, type Registered } from './register.ts'
import { appRouter, routes } from './router.ts'
import { plantFolder } from './testing/library.ts'
import { account, freshDatabase, startServer, type TestAccount, type TestMember } from './testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const password = 'a long enough password'
const passwordHash = await hashPassword(password)

const accounts: Record<Plan, TestAccount> = {
  free: await account(db, 'Free', 'free', 10_000),
  paid: await account(db, 'Paid', 'paid', 10_000),
  enterprise: await account(db, 'Enterprise', 'enterprise', 10_000),
}
// Somebody who stays, so that nobody is ever the last administrator.
for (const plan of plans) await accounts[plan].member('Stays', 'account_admin')

let serial = 0
const fresh = (name: string) => `${name} ${(serial += 1)}`
const address = () => `new${(serial += 1)}@example.org`

interface Here {
  account: TestAccount
  me: TestMember
}
const somebody = ({ account: here }: Here) => here.member(fresh('Somebody'), 'library_view')
const invitation = async ({ account: here }: Here) => {
  const email = address()
  return db
    .insertInto('invitation')
    .values({
      account_id: here.id,
      email,
      email_key: emailKey(email),
      name: null,
      role: 'account_admin',
      ends_at: null,
      invited_by: null,
      expires_at: new Date(Date.now() + 1e9),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}
const withPassword = async ({ me }: Here) => {
  await db.updateTable('user').set({ password_hash: passwordHash }).where('id', '=', me.userId).execute()
  return password
}
const invitationToken = async (here: Here) =>
  makeSecret(db, 'invitation', true, { account_id: here.account.id, invitation_id: (await invitation(here)).id })
const resetToken = (here: Here) => makeSecret(db, 'reset', true, { user_id: here.me.userId })

/** A folder of whoever asks, so that it reaches them whatever their role. */
const folder = ({ account: here, me }: Here) =>
  plantFolder(db, here.id, {
    name: fresh('Folder'),
    parentId: null,
    ownerId: me.account === here.slug ? me.memberId : null,
  })
const trashed = async (here: Here) => {
  const id = await folder(here)
  await db
    .updateTable('asset')
    .set({ trash_id: id, trashed_at: await now() })
    .where('id', '=', id)
    .execute()
  return id
}

type Sample = (here: Here) => unknown
/** One good input each. */
const samples: Record<string, Sample> = {
  'setUp.status': () => undefined,
  'setUp.read': async () => ({ token: await makeSecret(db, 'set_up', false, {}) }),
  'setUp.finish': async () => ({
    token: await makeSecret(db, 'set_up', false, {}),
    name: 'Ada',
    email: address(),
    password,
    account: 'Acme',
  }),
  'session.me': () => undefined,
  'session.signIn': async (here) => ({ email: here.me.email, password: await withPassword(here) }),
  'session.signOut': () => undefined,
  'session.enter': ({ account: here }) => ({ accountId: here.id }),
  'session.provePassword': async (here) => ({ password: await withPassword(here) }),
  'session.rename': () => ({ name: fresh('Renamed') }),
  'session.changePassword': async (here) => ({
    password: await withPassword(here),
    wanted: 'another good long password',
  }),
  'session.forgot': () => ({ email: address() }),
  'session.readReset': async (here) => ({ token: await resetToken(here) }),
  'session.reset': async (here) => ({ token: await resetToken(here), wanted: 'another good long password' }),
  'session.askEmailChange': () => ({ email: address() }),
  'session.confirmEmail': async ({ me }) => {
    const email = address()
    await db
      .insertInto('email_change')
      .values({
        user_id: me.userId,
        email,
        email_key: email,
        old_confirmed_at: null,
        new_confirmed_at: new Date(),
        expires_at: new Date(Date.now() + 1e9),
      })
      .execute()
    return { token: await makeSecret(db, 'email_old', true, { user_id: me.userId, email }) }
  },
  'session.sessions': () => undefined,
  'session.endSession': async ({ me }) => {
    const row = await db.selectFrom('session').select('id').where('user_id', '=', me.userId).executeTakeFirstOrThrow()
    return { sessionId: row.id }
  },
  'session.endOtherSessions': async ({ me }) => {
    await db
      .insertInto('session')
      .values({ user_id: me.userId, token_hash: Buffer.from(fresh('hash')), ip: '', user_agent: '' })
      .execute()
  },
  'members.list': () => ({}),
  'members.presence': async (here) => ({ memberId: (await somebody(here)).memberId }),
  'members.changeRole': async (here) => ({ memberIds: [(await somebody(here)).memberId], role: 'account_admin' }),
  'members.suspend': async (here) => ({ memberIds: [(await somebody(here)).memberId] }),
  'members.reinstate': async ({ account: here }) => ({
    memberIds: [(await here.member(fresh('Out'), 'developer', { status: 'suspended' })).memberId],
  }),
  'members.setEnd': async (here) => ({ memberIds: [(await somebody(here)).memberId], endsAt: '2099-01-01T00:00:00Z' }),
  'members.remove': async (here) => ({ memberIds: [(await somebody(here)).memberId] }),
  'members.leave': ({ account: here }) => ({ accountId: here.id }),
  'members.endPresence': async (here) => ({ memberIds: [(await somebody(here)).memberId] }),
  'invitations.create': () => ({ people: [{ email: address() }], role: 'account_admin' }),
  'invitations.edit': async (here) => ({ invitationId: (await invitation(here)).id, name: fresh('Name') }),
  'invitations.resend': async (here) => ({ invitationId: (await invitation(here)).id }),
  'invitations.copyLink': async (here) => ({ invitationId: (await invitation(here)).id }),
  'invitations.revoke': async (here) => ({ invitationIds: [(await invitation(here)).id] }),
  'invitations.read': async (here) => ({ token: await invitationToken(here) }),
  'invitations.accept': async (here) => ({
    token: await invitationToken(here),
    name: 'New',
    password: 'another good long password',
  }),
  'requests.list': () => undefined,
  'requests.make': ({ account: here }) => ({ limit: 'seats', wanted: 20_000 + (serial += 1), words: here.slug }),
  'mails.status': () => undefined,
  'mails.test': () => undefined,
  'mails.sendPending': async (here) => {
    const { id } = await invitation(here)
    await db
      .insertInto('mail')
      .values({
        account_id: here.account.id,
        template: 'invitation',
        email: 'x@example.org',
        about: JSON.stringify({ invitationId: id }),
        state: 'failed',
        error: '',
        done_at: null,
      })
      .execute()
  },
  'library.list': async (here) => ({ folderId: await folder(here) }),
  'library.createFolder': async (here) => ({ folderId: await folder(here), name: fresh('Folder') }),
  'library.rename': async (here) => ({ assetId: await folder(here), name: fresh('Renamed') }),
  'library.move': async (here) => ({ assetIds: [await folder(here)], destinationId: await folder(here) }),
  'library.delete': async (here) => ({ assetIds: [await folder(here)] }),
  'library.trash': () => ({}),
  'library.restore': async (here) => ({ trashedId: await trashed(here), destinationId: await folder(here) }),
  'log.list': () => ({}),
  '/api/health': () => ({}),
  '/api/:account/log.csv': () => ({}),
}
const sampleOf = (r: Registered): Sample => {
  const sample = samples[r.name.replace(/\.preview([A-Z])/, (_, first: string) => `.${first.toLowerCase()}`)]
  if (!sample) throw new Error(`${r.name} has no sample of its input: add one here`)
  return sample
}

/** One request as a program makes it. */
function ask(r: Registered, me: TestMember | null, input: unknown): Promise<Response> {
  const who: Record<string, string> = me ? { cookie: `usher_session=${me.session}`, 'usher-account': me.account } : {}
  const path =
    r.kind === 'route' ? server + r.name.replace(':account', me?.account ?? 'enterprise') : `${server}/trpc/${r.name}`
  if (r.type === 'mutation' || r.method === 'POST')
    return fetch(path, {
      method: 'POST',
      headers: { ...who, 'content-type': 'application/json' },
      body: JSON.stringify(input ?? {}),
    })
  return fetch(
    input === undefined || r.kind === 'route' ? path : `${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
    { headers: who },
  )
}
/** `ok`, the code of the refusal, or the words of a bug. */
async function call(r: Registered, me: TestMember | null, input: unknown): Promise<string> {
  const answer = await ask(r, me, input)
  if (answer.ok) return 'ok'
  const body = (await answer.json()) as {
    problem?: { code: string }
    error?: { message: string; data: { problem: { code: string } | null } }
  }
  return body.problem?.code ?? body.error?.data.problem?.code ?? `BUG ${JSON.stringify(body)}`
}
/** What the matrix says; and what no role decides: in these worlds set-up is over, and entering asks for the plan alone. */
function expected(r: Registered, role: Role, plan: Plan): string {
  const standing = { role, plan, status: 'active' } as const
  if (r.name === 'setUp.finish') return 'already_set_up'
  if (r.name === 'session.enter') return mayEnter(standing).yes ? 'ok' : 'cannot_enter'
  if (r.door !== 'can' && r.door !== 'on') return 'ok'
  if (!mayEnter(standing).yes) return 'cannot_enter'
  if (r.door === 'on') return expectedOn(r, role)
  return may(standing, r.needs as Permission).yes ? 'ok' : 'not_allowed'
}
/** On a folder of one's own: the level of the role, or *manage* by ownership; in the trash, below *manage* is not there. */
function expectedOn(r: Registered, role: Role): string {
  const standing = standingLevels[role]
  if (standing === 'none') return 'not_allowed'
  const level = standing === 'by_reach' ? 'manage' : standing
  const needs = Object.values(r.finds) as Operation[]
  if (level !== 'manage' && needs.some((o) => 'inTrash' in operations[o])) return 'not_found'
  return needs.every((o) => allows(level, o)) ? 'ok' : 'level_too_low'
}
/** Kinds of the entries that were appended since, whatever the chain. */
async function appended(since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['what', 'body'])
    .where('at', '>=', since)
    .orderBy('at')
    .execute()
  return rows.filter((r) => !r.body.includes('"kind":"operator"')).map((r) => r.what)
}
const now = async () =>
  (
    await db
      .selectFrom('house')
      .select((eb) => eb.fn<Date>('moment', []).as('now'))
      .executeTakeFirstOrThrow()
  ).now

/** What a role or level refuses leaves an entry; what is not there does not. */
const recorded = ['not_allowed', 'cannot_enter', 'level_too_low']
const all = register(appRouter, routes)

describe.each(all)('$name', (r) => {
  it.each(plans.flatMap((plan) => roles.map((role) => ({ plan, role }))))('$role on $plan', async ({ plan, role }) => {
    const here: Here = { account: accounts[plan], me: await accounts[plan].member(fresh('Me'), role) }
    const input = await sampleOf(r)(here)
    // All of this comes from one address.
    await db.deleteFrom('tries').execute()
    const since = await now()
    const got = await call(r, here.me, input)
    expect(got).toBe(expected(r, role, plan))
    const left = await appended(since)
    if (got === 'ok' && r.records.length > 0) {
      expect(left).not.toEqual([])
      expect(left.filter((what) => !r.records.some((kind) => kind === what))).toEqual([])
    } else expect(left).toEqual(recorded.includes(got) ? ['attempt.refused'] : [])
  })

  it.runIf(r.door === 'can' || r.door === 'on' || r.door === 'self')('nobody gets in without signing in', async () => {
    expect(
      await call(
        r,
        null,
        await sampleOf(r)({
          account: accounts.enterprise,
          me: await accounts.enterprise.member(fresh('Me'), 'account_admin'),
        }),
      ),
    ).toBe('sign_in_first')
  })

  it.runIf(r.door === 'can' || r.door === 'on')('a member of another account finds nothing here', async () => {
    const elsewhere = await accounts.paid.member(fresh('Elsewhere'), 'account_admin')
    const input = await sampleOf(r)({ account: accounts.enterprise, me: elsewhere })
    expect(await call(r, { ...elsewhere, account: accounts.enterprise.slug }, input)).toBe('not_found')
  })

  it.runIf(Object.keys(r.finds).length > 0)('a stranger’s id is the same as one that never was', async () => {
    const me = await accounts.enterprise.member(fresh('Me'), 'account_admin')
    const theirs = await accounts.paid.member(fresh('Theirs'), 'account_admin')
    // Good ids, of another account or another person.
    const foreign = (await sampleOf(r)({ account: accounts.paid, me: theirs })) as Record<string, unknown>
    const never = { ...foreign }
    for (const field of Object.keys(r.finds))
      never[field] = field.endsWith('Ids') ? [crypto.randomUUID()] : crypto.randomUUID()
    const answers = await Promise.all([foreign, never].map((input) => whole(r, me, input)))
    expect(answers[0]).toMatchObject({ status: 404 })
    expect(answers[0]).toEqual(answers[1])
  })
})

/** Status, body and headers, but for what differs from request to request anyway. */
async function whole(r: Registered, me: TestMember, input: unknown) {
  const answer = await ask(r, me, input)
  const body = (await answer.text()).replaceAll(answer.headers.get('x-request-id') ?? '', 'ID')
  const told = [...answer.headers].filter(
    ([name]) => !['x-request-id', 'date', 'content-security-policy'].includes(name),
  )
  return { status: answer.status, body, headers: told }
}

it('what is not in the register is refused', async () => {
  const me = await accounts.enterprise.member(fresh('Me'), 'account_admin')
  const headers = { cookie: `usher_session=${me.session}`, 'usher-account': me.account }
  for (const path of ['/trpc/members.fly', '/api/members', '/trpc/', '/api/'])
    expect({ path, status: (await fetch(server + path, { headers })).status }).toEqual({ path, status: 404 })
})
