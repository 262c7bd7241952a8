// Taking an account out: what comes out goes in again and comes out the same; lists are whole and hold no formula; nothing is
// fetched that was not asked for.
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { exportFiles, type ExportFile, type MemberId } from '@usher/domain'
import { operatorAuthor } from '../audit/author.ts'
import { moveClock } from '../testing/clock.ts'
import { plantExport } from '../testing/exports.ts'
import { auditKey } from '../testing/keys.ts'
import { headersOf } from '../testing/send.ts'
import { as, freshDatabase, signedIn, startServer, storage } from '../testing/world.ts'
import { exampleWorld } from '../world/example-world.ts'
import { loadWorld } from '../world/load-world.ts'
import { readWorld } from '../world/read-world.ts'
import type { World } from '../world/world-format.ts'
import { distinctNames } from './distinct-names.ts'

const person = (name: string, role: string, more: object = {}) => ({
  name,
  email: `${name.toLowerCase()}@acme.test`,
  role,
  ...more,
})
/** Every state that a world can hold. */
const rich = {
  accounts: [
    {
      name: 'Acme “Films”',
      plan: 'enterprise',
      limits: { seats: 50, groups: 20 },
      people: [
        person('Ada', 'account_admin', { password: 'correct horse battery' }),
        person('Dev', 'developer', { status: 'suspended' }),
        person('Fay', 'library_restricted', { ends: '+30d' }),
        person('Gil', 'library_restricted', { ends: '-1d' }),
        person('Ivy', 'finance', { status: 'invited', ends: '+90d' }),
        { name: '=HYPERLINK("http://evil")', email: 'evil@acme.test', role: 'library_view' },
      ],
      folders: [
        { path: '/Spring', owner: 'fay@acme.test' },
        { path: '/Spring/Shoot' },
        { path: '/Spring Äöü', owner: null },
        { path: '/Spring/Shoot/Deep' },
      ],
      files: [
        { path: '/Spring/beach.jpg', owner: 'fay@acme.test', tags: ['sea', 'Summer'], versions: 2 },
        { path: '/Spring/Shoot/Deep/=cmd.txt' },
        { path: '/root.png' },
      ],
      groups: [
        { name: 'Agency A', members: [{ member: 'fay@acme.test', ends: '+2d' }, { member: 'gil@acme.test' }] },
        { name: 'Nobody yet' },
      ],
      collections: [
        {
          name: 'Picks',
          owner: 'fay@acme.test',
          assets: [{ path: '/Spring/beach.jpg', passesOn: false }, { path: '/Spring/Shoot' }],
        },
        { name: '+Empty' },
      ],
      grants: [
        { to: { member: 'fay@acme.test' }, on: { path: '/Spring' }, level: 'view', ends: '-1h' },
        { to: { group: 'Agency A' }, on: { path: '/Spring' }, level: 'manage' },
        { to: { group: 'Agency A' }, on: { collection: 'Picks' }, level: 'contribute', ends: '+5d' },
        { to: { member: 'gil@acme.test' }, on: { path: '/root.png' }, level: 'view' },
        { to: { member: 'dev@acme.test' }, on: { path: '/root.png' }, level: 'view' },
      ],
    },
  ],
}

/** A database with this world in it, and what its first account's first administrator gets out of it. */
async function loaded(world: World) {
  const database = await freshDatabase()
  const { db } = database
  const server = await startServer(database.url)
  const made = await loadWorld(db, world, { author: operatorAuthor, auditKey, storage })
  const [account] = made.accounts
  if (!account) throw new Error('there is an account')
  const row = await db
    .selectFrom('member_person')
    .selectAll()
    .where('account_id', '=', account.id)
    .where('role', '=', 'account_admin')
    .orderBy('email_key')
    .executeTakeFirstOrThrow()
  const ada = {
    memberId: row.id,
    userId: row.user_id,
    email: row.email,
    name: row.name,
    session: await signedIn(db, row.user_id),
    account: account.slug,
  }
  const fetched = (file: ExportFile) =>
    fetch(`${server}/api/${account.slug}/export/${file}`, { headers: headersOf(ada) })
  const exported = async (file: ExportFile) => {
    await as(server, ada).exports.ask.mutate({ file })
    const answer = await fetched(file)
    expect(answer.status).toBe(200)
    return answer.text()
  }
  return { ...database, server, ada, account, fetched, exported }
}
const acme = await loaded(readWorld(JSON.stringify(rich)))

describe('the world file', () => {
  it('loads into an empty database, and comes out of that the same', async () => {
    const first = await acme.exported('world')
    const second = await (await loaded(readWorld(first))).exported('world')
    expect(second).toBe(first)
  })

  it('holds all that went in', async () => {
    const world = JSON.parse(await acme.exported('world')) as typeof rich
    const [account] = world.accounts
    expect(account).toMatchObject({ name: 'Acme “Films”', plan: 'enterprise', limits: { seats: 50, groups: 20 } })
    expect(account?.people.map((p) => [p.name, p.role, 'status' in p && p.status, 'ends' in p])).toEqual([
      ['Ada', 'account_admin', 'active', false],
      ['Dev', 'developer', 'suspended', false],
      ['=HYPERLINK("http://evil")', 'library_view', 'active', false],
      ['Fay', 'library_restricted', 'active', true],
      ['Gil', 'library_restricted', 'active', true],
      ['Ivy', 'finance', 'invited', true],
    ])
    expect(account?.folders).toEqual(
      [
        { path: '/Spring', owner: 'fay@acme.test' },
        { path: '/Spring/Shoot', owner: null },
        { path: '/Spring/Shoot/Deep', owner: null },
        { path: '/Spring Äöü', owner: null },
      ].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    )
    expect(account?.files).toContainEqual({
      path: '/Spring/beach.jpg',
      owner: 'fay@acme.test',
      tags: ['sea', 'Summer'],
      versions: 2,
    })
    expect(account?.collections).toContainEqual({
      name: 'Picks',
      owner: 'fay@acme.test',
      assets: [
        { path: '/Spring/Shoot', passesOn: true },
        { path: '/Spring/beach.jpg', passesOn: false },
      ],
    })
    expect(account?.grants).toHaveLength(5)
    expect(account?.groups.map((g) => g.name)).toEqual(['Agency A', 'Nobody yet'])
  })

  it('holds no password, nor anything made of one', async () => {
    expect(await acme.exported('world')).not.toMatch(/password|argon|scrypt|correct horse/i)
  })

  it('leaves out what lies in the trash, with what is given on it and where it is collected', async () => {
    const there = await loaded(readWorld(JSON.stringify(rich)))
    const { server, ada, account } = there
    await as(server, ada).library.delete.mutate({ assetIds: [account.assets['/Spring'] ?? ''] })
    const text = await there.exported('world')
    const [left] = (JSON.parse(text) as typeof rich).accounts
    expect(left?.folders.map((f) => f.path)).toEqual(['/Spring Äöü'])
    expect(left?.files.map((f) => f.path)).toEqual(['/root.png'])
    expect(left?.grants).toHaveLength(3)
    expect(left?.collections.map((c) => [c.name, c.assets])).toEqual([
      ['+Empty', []],
      ['Picks', []],
    ])
    expect(() => readWorld(text)).not.toThrow()
  })

  it('gives collections that share a name a figure, without which a world could not name them', async () => {
    const there = await loaded(readWorld(JSON.stringify(rich)))
    const { collections } = as(there.server, there.ada)
    for (const name of ['Picks', 'Picks (2)', 'Picks']) await collections.create.mutate({ name })
    const text = await there.exported('world')
    const [account] = (JSON.parse(text) as typeof rich).accounts
    expect(account?.collections.map((c) => c.name)).toEqual(['+Empty', 'Picks', 'Picks (3)', 'Picks (4)', 'Picks (2)'])
    expect(() => readWorld(text)).not.toThrow()
    const long = 'ü'.repeat(127)
    expect([...distinctNames([1, 2].map((id) => ({ id, name: long }))).values()]).toEqual([
      long,
      `${'ü'.repeat(125)} (2)`,
    ])
  })

  it('of the example comes out the same as well', async () => {
    const first = await (await loaded(exampleWorld)).exported('world')
    expect(await (await loaded(readWorld(first))).exported('world')).toBe(first)
  }, 180_000)
})

describe('the lists', () => {
  /** Rows by the headings of the first. */
  const read = (text: string) => {
    const [names = [], ...rows] = text
      .split('\r\n')
      .slice(0, -1)
      .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"')))
    return rows.map((row) => Object.fromEntries(names.map((name, n) => [name, row[n] ?? 'nothing'])))
  }
  it('people: everybody with role, status and groups', async () => {
    const rows = read(await acme.exported('people'))
    expect(rows.map((r) => [r['e-mail'], r['role'], r['status'], r['groups']])).toEqual([
      ['ada@acme.test', 'Account administrator', 'active', ''],
      ['dev@acme.test', 'Developer', 'suspended', ''],
      ['evil@acme.test', 'Media library view-only access', 'active', ''],
      ['fay@acme.test', 'Media library restricted access', 'active', 'Agency A'],
      ['gil@acme.test', 'Media library restricted access', 'active', 'Agency A'],
      ['ivy@acme.test', 'Finance', 'invited', ''],
    ])
  })
  it('groups: a row for each place in one, and for each that nobody is in', async () => {
    expect(read(await acme.exported('groups')).map((r) => [r['group'], r['member'], r['until'] !== ''])).toEqual([
      ['Agency A', 'Fay', true],
      ['Agency A', 'Gil', false],
      ['Nobody yet', '', false],
    ])
  })
  it('grants: as the page of all grants has them', async () => {
    const rows = read(await acme.exported('grants'))
    const { grants } = await as(acme.server, acme.ada).grants.listAll.query({})
    expect(rows.map((r) => [r['thing'], r['to']])).toEqual(grants.map((g) => [g.thing.name, g.name]))
    expect(rows).toHaveLength(5)
  })
  it('collections: a row for each thing in one, and for each that is empty', async () => {
    const rows = read(await acme.exported('collections'))
    expect(rows.map((r) => [r['collection'], r['item'], r['passed on']])).toEqual([
      ["'+Empty", '', ''],
      ['Picks', '/Spring/Shoot', 'yes'],
      ['Picks', '/Spring/beach.jpg', 'no'],
    ])
  })
  it('no cell of any can be taken for a formula', async () => {
    for (const file of exportFiles.filter((each) => each !== 'world'))
      expect(await acme.exported(file)).not.toMatch(/(?:^|,|\n)"[=+\-@\t\r\n＝＋－＠]/)
    expect(await acme.exported('people')).toContain(`"'=HYPERLINK(""http://evil"")"`)
  })
})

describe('asking', () => {
  it('leaves an entry that names who asked, and for what', async () => {
    await acme.exported('groups')
    const [entry] = (await as(acme.server, acme.ada).log.list.query({ kinds: ['account.exported'] })).entries
    expect(entry).toMatchObject({ actor: { name: 'Ada' }, after: { file: 'groups' } })
  })

  it('leaves nothing on the server’s disk, nor on the browser’s', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('usher-export-'))
    const before = left()
    await acme.exported('people')
    expect((await acme.fetched('people')).headers.get('cache-control')).toBe('no-store')
    expect(left()).toEqual(before)
  })

  it('comes before fetching: what was not asked for, by whoever fetches and within ten minutes, is not given', async () => {
    const there = await loaded(
      readWorld(JSON.stringify({ accounts: [{ ...rich.accounts[0], files: [], collections: [], grants: [] }] })),
    )
    const { db } = there
    const code = async (file: ExportFile) =>
      ((await (await there.fetched(file)).json()) as { problem: { code: string } }).problem.code
    expect(await code('people')).toBe('export_first')
    // Somebody else's asking is theirs alone.
    await plantExport(db, { ...there.ada, memberId: there.account.people['fay@acme.test'] as MemberId })
    expect(await code('people')).toBe('export_first')
    await there.exported('people')
    expect(await code('world')).toBe('export_first')
    await moveClock(db, '11 minutes')
    expect(await code('people')).toBe('export_first')
  })
})
