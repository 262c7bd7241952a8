// Rules of loading: every state that there can be, whole or not at all, and the log tells of it.
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { AccountId, MemberId } from '@usher/domain'
import { operatorAuthor } from '../audit/author.ts'
import { verifyChains } from '../audit/verify.ts'
import { auditKey } from '../testing/keys.ts'
import { reconcile } from '../storage/reconcile.ts'
import { post } from '../testing/program.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { as, freshDatabase, parts, refusal, startServer, storage } from '../testing/world.ts'
import { exampleSignIns, exampleWorld, exampleWorldWith } from './example-world.ts'
import { loadWorld } from './load-world.ts'
import { readWorld } from './read-world.ts'

const { db, url } = await freshDatabase()
const now = new Date('2030-05-01T00:00:00Z')
const load = (world: object) =>
  loadWorld(db, readWorld(JSON.stringify(world)), { now, author: operatorAuthor, auditKey, storage })

const person = (name: string, role: string, more: object = {}) => ({
  name,
  email: `${name.toLowerCase()}@acme.test`,
  role,
  ...more,
})
const entriesOf = (chain: string) =>
  db.selectFrom('audit_entry').select(['what', 'on_id']).where('chain', '=', chain).orderBy('seq').execute()

it('gives the id of each person’s place by address, and records each', async () => {
  const { accounts } = await load({
    accounts: [
      {
        name: 'Acme',
        plan: 'enterprise',
        people: [
          person('Ada', 'account_admin', { password: 'correct horse battery' }),
          person('Ben', 'finance', { status: 'invited' }),
        ],
      },
    ],
  })
  const [acme] = accounts
  expect(acme).toMatchObject({ name: 'Acme', slug: 'acme' })
  const [ada, ben] = [acme?.people['ada@acme.test'], acme?.people['ben@acme.test']]
  const member = await db
    .selectFrom('member')
    .selectAll()
    .where('id', '=', ada as MemberId)
    .executeTakeFirstOrThrow()
  expect(member).toMatchObject({ account_id: acme?.id, role: 'account_admin', status: 'active', joined_at: now })
  const invitation = await db.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
  expect(invitation).toMatchObject({
    id: ben,
    email: 'ben@acme.test',
    status: 'pending',
    expires_at: new Date('2030-05-08T00:00:00Z'),
  })
  expect(await entriesOf(`account:${acme?.id}`)).toEqual([
    { what: 'account.created', on_id: acme?.id },
    { what: 'member.joined', on_id: ada },
    { what: 'invitation.created', on_id: ben },
  ])
  expect(await entriesOf(`user:${member.user_id}`)).toEqual([{ what: 'user.created', on_id: member.user_id }])
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
})

it('a person in two accounts is one sign-in with the first password; the operator vouches for the address', async () => {
  const cleo = person('Cleo', 'account_admin')
  const { accounts } = await load({
    accounts: [
      { name: 'One', plan: 'paid', people: [cleo] },
      {
        name: 'Two',
        plan: 'paid',
        people: [{ ...cleo, email: 'CLEO@acme.test', name: 'C', password: 'first password' }],
      },
      { name: 'Three', plan: 'paid', people: [{ ...cleo, password: 'second password' }] },
    ],
  })
  const users = await db.selectFrom('user').selectAll().where('email_key', '=', 'cleo@acme.test').execute()
  expect(users).toMatchObject([
    { email: 'cleo@acme.test', name: 'Cleo', address_proven_at: now, home_account_id: null },
  ])
  const server = await startServer(url)
  const someone = as(server, null)
  const signIn = (password: string) => refusal(someone.session.signIn.mutate({ email: 'cleo@acme.test', password }))
  expect(await signIn('first password')).toBeNull()
  expect(await signIn('second password')).toMatchObject({ code: 'wrong_sign_in' })
  expect(accounts.map((a) => a.slug)).toEqual(['one', 'two', 'three'])
})

it('who has a sign-in already keeps name, password and what was proven', async () => {
  await db
    .insertInto('user')
    .values({
      email: 'Dan@acme.test',
      email_key: 'dan@acme.test',
      name: 'Dan',
      password_hash: 'x',
      address_proven_at: null,
      home_account_id: null,
      erased_at: null,
    })
    .execute()
  await load({
    accounts: [
      {
        name: 'Four',
        plan: 'paid',
        people: [person('Dan', 'finance', { name: 'Daniel', password: 'another password' })],
      },
    ],
  })
  const dan = await db.selectFrom('user').selectAll().where('email_key', '=', 'dan@acme.test').executeTakeFirstOrThrow()
  expect(dan).toMatchObject({ name: 'Dan', password_hash: 'x', address_proven_at: null })
})

it('without a password there is none', async () => {
  await load({ accounts: [{ name: 'Five', plan: 'paid', people: [person('Eve', 'finance')] }] })
  const eve = await db.selectFrom('user').selectAll().where('email_key', '=', 'eve@acme.test').executeTakeFirstOrThrow()
  expect(eve.password_hash).toBeNull()
})

it('makes what no button could: over the seats, restricted on paid, ended, suspended', async () => {
  const { accounts } = await load({
    accounts: [
      {
        name: 'Crowded',
        plan: 'paid',
        limits: { seats: 1 },
        people: [
          person('Fay', 'account_admin'),
          person('Gus', 'library_restricted', { ends: '+2d' }),
          person('Hal', 'library_view', { ends: '-1h' }),
          person('Ivy', 'library_full', { status: 'suspended' }),
        ],
      },
    ],
  })
  const rows = await db
    .selectFrom('member_person')
    .select(['name', 'role', 'status', 'ends_at'])
    .where('account_id', '=', accounts[0]?.id ?? null)
    .orderBy('name')
    .execute()
  expect(rows).toEqual([
    { name: 'Fay', role: 'account_admin', status: 'active', ends_at: null },
    { name: 'Gus', role: 'library_restricted', status: 'active', ends_at: new Date('2030-05-03T00:00:00Z') },
    { name: 'Hal', role: 'library_view', status: 'active', ends_at: new Date('2030-04-30T23:00:00Z') },
    { name: 'Ivy', role: 'library_full', status: 'suspended', ends_at: null },
  ])
})

it('an invited person with a password has a sign-in, and is yet to accept', async () => {
  await load({
    accounts: [
      {
        name: 'Six',
        plan: 'paid',
        people: [person('Jo', 'finance', { status: 'invited', password: 'correct horse battery' })],
      },
    ],
  })
  const { id } = await db
    .selectFrom('user')
    .select('id')
    .where('email_key', '=', 'jo@acme.test')
    .executeTakeFirstOrThrow()
  expect(await db.selectFrom('member').selectAll().where('user_id', '=', id).execute()).toEqual([])
})

it('a world that breaks half-way leaves nothing', async () => {
  const count = async () =>
    (
      await db
        .selectFrom('account')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  const before = await count()
  await sql`create function no_seven() returns trigger language plpgsql as $$ begin raise 'no seven'; end $$`.execute(
    db,
  )
  await sql`create trigger no_seven before insert on account for each row when (new.name = 'Seven') execute function no_seven()`.execute(
    db,
  )
  const accounts = ['Before seven', 'Seven'].map((name) => ({
    name,
    plan: 'free',
    people: [person('Kim', 'account_admin')],
  }))
  await expect(load({ accounts })).rejects.toThrow('no seven')
  expect(await count()).toBe(before)
  expect(await db.selectFrom('user').select('id').where('email_key', '=', 'kim@acme.test').execute()).toEqual([])
})

it('no mail is sent to anybody in a world', async () => {
  expect(await db.selectFrom('mail').selectAll().execute()).toEqual([])
})

it('the example knows no passwords, and has somebody for each role', async () => {
  expect(JSON.stringify(exampleWorld)).not.toContain('password')
  expect(exampleSignIns.map((p) => p.role)).toEqual([
    'account_admin',
    'developer',
    'library_full',
    'library_view',
    'library_restricted',
    'finance',
  ])
  const world = exampleWorldWith(new Map([['tom@halden.example', 'correct horse battery']]))
  await loadWorld(db, world, { now, author: operatorAuthor, auditKey, storage })
  const withPassword = await db
    .selectFrom('user')
    .select('email')
    .where('email', 'like', '%halden.example')
    .where('password_hash', 'is not', null)
    .execute()
  expect(withPassword).toEqual([{ email: 'tom@halden.example' }])
})

it('a library comes with its bytes, owners, tags and versions, and the log tells of all of it', async () => {
  const { accounts } = await load({
    accounts: [
      {
        name: 'With files',
        plan: 'enterprise',
        people: [person('Lea', 'library_restricted', { password: 'correct horse battery' })],
        folders: [{ path: '/Spring', owner: 'lea@acme.test' }, { path: '/Spring/Raw' }],
        files: [
          { path: '/Spring/beach.jpg', tags: ['sea', 'hero'], picture: { width: 40, height: 30 }, versions: 3 },
          { path: '/Spring/Raw/logo.svg', tags: ['sea', 'hero'] },
          { path: '/paper.pdf' },
        ],
      },
    ],
  })
  const [made] = accounts
  if (!made) throw new Error('it was loaded')
  expect(Object.keys(made.assets)).toEqual([
    '/Spring',
    '/Spring/Raw',
    '/Spring/beach.jpg',
    '/Spring/Raw/logo.svg',
    '/paper.pdf',
  ])
  const { tables, entries } = await toldTwice(db, made.id)
  expect(tables).toEqual(entries)
  expect((await reconcile(db, storage, parts)).broken).toEqual([])
  const server = await startServer(url)
  const { cookies } = await post(server, 'session.signIn', {
    email: 'lea@acme.test',
    password: 'correct horse battery',
  })
  const leas = as(server, { session: String(cookies['session']), account: made.slug })
  const found = await leas.search.assets.query({ folderId: null, tags: ['hero'] })
  expect(found.assets.map((a) => [a.name, a.mediaType]).toSorted()).toEqual([
    ['beach.jpg', 'image/jpeg'],
    ['logo.svg', 'image/svg+xml'],
  ])
  const versions = await leas.versions.list.query({ assetId: String(made.assets['/Spring/beach.jpg']) })
  expect(versions.map((v) => v.number)).toEqual([3, 2, 1])
  expect(new Set(versions.map((v) => v.sha256)).size).toBe(3)
})

it('groups and grants come with their ends, reach whom they reach, and the log tells of them', async () => {
  const restricted = { password: 'correct horse battery' }
  const { accounts } = await load({
    accounts: [
      {
        name: 'Shared',
        plan: 'enterprise',
        people: [
          person('Mia', 'library_restricted', restricted),
          person('Ned', 'library_restricted', restricted),
          person('Ora', 'developer'),
        ],
        folders: [{ path: '/Spring' }, { path: '/Autumn' }, { path: '/Winter' }],
        groups: [
          {
            name: 'Agency',
            members: [
              { member: 'mia@acme.test', ends: '+2d' },
              { member: 'ned@acme.test', ends: '2026-01-01T00:00:00Z' },
            ],
          },
          { name: 'Nobody' },
        ],
        grants: [
          { to: { group: 'AGENCY' }, on: { path: '/Spring' }, level: 'contribute' },
          { to: { member: 'ned@acme.test' }, on: { path: '/Autumn' }, level: 'manage', ends: '2040-01-01T00:00:00Z' },
          { to: { member: 'mia@acme.test' }, on: { path: '/Winter' }, level: 'view', ends: '-30s' },
          { to: { member: 'ora@acme.test' }, on: { path: '/Winter' }, level: 'view' },
        ],
      },
    ],
  })
  const [made] = accounts
  if (!made) throw new Error('it was loaded')
  expect(Object.keys(made.groups)).toEqual(['Agency', 'Nobody'])
  const { tables, entries } = await toldTwice(db, made.id)
  expect(tables).toEqual(entries)
  expect(tables.groups.get(String(made.groups['Agency']))).toEqual({ name: 'Agency' })
  expect([...tables.memberships.values()].map((m) => m['endsAt']).toSorted()).toEqual([
    '2026-01-01T00:00:00.000Z',
    '2030-05-03T00:00:00.000Z',
  ])
  const on = (path: string) => [...tables.grants.values()].filter((g) => g['thingId'] === made.assets[path])
  expect(on('/Spring')).toMatchObject([{ groupId: made.groups['Agency'], level: 'contribute', endsAt: null }])
  expect(on('/Winter').map((g) => g['endsAt'])).toEqual(['2030-04-30T23:59:30.000Z', null])
  const server = await startServer(url)
  const sharedWith = async (email: string) => {
    const { cookies } = await post(server, 'session.signIn', { email, ...restricted })
    const theirs = as(server, { session: String(cookies['session']), account: made.slug })
    return (await theirs.library.shared.query({})).assets.map((thing) => [thing.name, thing.level])
  }
  // By the clock of today: one place in the group has ended, the other has not yet.
  expect(await sharedWith('ned@acme.test')).toEqual([['Autumn', 'manage']])
  expect(await sharedWith('mia@acme.test')).toEqual([
    ['Spring', 'contribute'],
    ['Winter', 'view'],
  ])
})

it('collections come with what is in them, pass on what they say, and are shared', async () => {
  const restricted = { password: 'correct horse battery' }
  const { accounts } = await load({
    accounts: [
      {
        name: 'Picked',
        plan: 'enterprise',
        people: [person('Quy', 'library_restricted', restricted), person('Rob', 'library_restricted')],
        folders: [{ path: '/Spring' }, { path: '/Autumn' }],
        collections: [
          {
            name: 'Picks',
            owner: 'rob@acme.test',
            assets: [{ path: '/Spring' }, { path: '/Autumn', passesOn: false }],
          },
          { name: 'Empty' },
        ],
        grants: [{ to: { member: 'quy@acme.test' }, on: { collection: 'Picks' }, level: 'manage' }],
      },
    ],
  })
  const [made] = accounts
  if (!made) throw new Error('it was loaded')
  expect(Object.keys(made.collections)).toEqual(['Picks', 'Empty'])
  const { tables, entries } = await toldTwice(db, made.id)
  expect(tables).toEqual(entries)
  const server = await startServer(url)
  const { cookies } = await post(server, 'session.signIn', { email: 'quy@acme.test', ...restricted })
  const quys = as(server, { session: String(cookies['session']), account: made.slug })
  expect((await quys.library.shared.query({})).assets.map((a) => [a.name, a.level])).toEqual([['Spring', 'view']])
  expect((await quys.collections.list.query({})).collections).toMatchObject([
    { name: 'Picks', level: 'manage', things: 1 },
  ])
})

it('makes grants that no plan carries, and groups over the limit', async () => {
  const { accounts } = await load({
    accounts: [
      {
        name: 'Dormant',
        plan: 'paid',
        limits: { groups: 1 },
        people: [person('Pia', 'library_restricted')],
        folders: [{ path: '/Spring' }],
        groups: [{ name: 'One' }, { name: 'Two', members: [{ member: 'pia@acme.test' }] }],
        grants: [{ to: { member: 'pia@acme.test' }, on: { path: '/Spring' }, level: 'view' }],
      },
    ],
  })
  const { tables } = await toldTwice(db, accounts[0]?.id as AccountId)
  expect([tables.groups.size, tables.memberships.size, tables.grants.size]).toEqual([2, 1, 1])
})

it('of a world that is not loaded no bytes stay', async () => {
  const before = await reconcile(db, storage, parts)
  const account = { name: 'Seven', plan: 'free', files: [{ path: '/a.jpg', picture: { width: 20, height: 20 } }] }
  await expect(load({ accounts: [account] })).rejects.toThrow('no seven')
  await expect(
    load({
      accounts: [
        { name: 'No source', plan: 'free', files: [...account.files, { path: '/b.jpg', source: './no.jpg' }] },
      ],
    }),
  ).rejects.toThrow('accounts[0].files[1].source: cannot be read')
  expect(await reconcile(db, storage, parts)).toEqual(before)
})
