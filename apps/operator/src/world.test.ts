// Loading a world, listing routes and checking the log, as programs use them: JSON on standard output, codes at the end.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { testKey } from '@usher/api/testing/keys'
import { as, freshDatabase, startServer } from '@usher/api/testing/world'
import { operatorOn } from './run-for-tests.ts'

const { db, url } = await freshDatabase()
const operator = operatorOn(url, testKey)
const folder = mkdtempSync(join(tmpdir(), 'usher-world-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, world: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof world === 'string' ? world : JSON.stringify(world))
  return path
}
const ada = { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password: 'correct horse battery' }

it('a loaded world is printed as JSON with the id of each person’s place, and its people sign in', async () => {
  const path = file('world.json', {
    accounts: [
      {
        name: 'Acme',
        plan: 'enterprise',
        people: [ada, { ...ada, name: 'Ben', email: 'ben@acme.test', status: 'invited', password: null }],
        groups: [{ name: 'Agency A' }],
      },
    ],
  })
  const { code, out, err } = await operator('world', 'load', path)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const id = /^[0-9a-f-]{36}$/
  const people = { 'ada@acme.test': expect.stringMatching(id), 'ben@acme.test': expect.stringMatching(id) }
  const groups = { 'Agency A': expect.stringMatching(id) }
  expect(JSON.parse(out)).toEqual({
    accounts: [
      { name: 'Acme', slug: 'acme', id: expect.stringMatching(id), people, assets: {}, groups, collections: {} },
    ],
  })
  const server = await startServer(url)
  await as(server, null).session.signIn.mutate({ email: ada.email, password: ada.password })
})

it('a world with faults is refused with every place, and nothing is loaded', async () => {
  const path = file('faults.json', { accounts: [{ name: 'Late', plan: 'gold', links: [], people: [ada, ada] }] })
  expect(await operator('world', 'load', path)).toEqual({
    code: 1,
    out: '',
    err: [
      `${path} is not a world that this version can load; nothing was loaded.`,
      '  accounts[0].plan: is "gold"; write "free", "paid", "enterprise"',
      '  accounts[0].people[1].email: ada@acme.test is in this account already, as people[0]',
      '  accounts[0].links: this version does not know "links"',
    ].join('\n'),
  })
  expect(await db.selectFrom('account').select('name').execute()).toEqual([{ name: 'Acme' }])
})

it('a file that is not there, or no JSON, is said in words', async () => {
  const [absent, broken] = await Promise.all([
    operator('world', 'load', join(folder, 'no.json')),
    operator('world', 'load', file('broken.json', '{')),
  ])
  expect(absent).toMatchObject({ code: 1, err: expect.stringContaining('no.json cannot be read') })
  expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('this is not JSON') })
})

it('routes are an array with door, needs, records and the schema of the input, without any database', async () => {
  const { code, out } = await operatorOn('postgres://nobody@127.0.0.1:1/nothing', testKey)('routes', '--json')
  expect(code).toBe(0)
  const all = JSON.parse(out)
  expect(all.find((r: { name: string }) => r.name === 'members.suspend')).toMatchObject({
    kind: 'procedure',
    type: 'mutation',
    door: 'can',
    needs: 'people.manage',
    records: ['member.suspended'],
    finds: { memberIds: 'member' },
    input: { type: 'object', properties: { memberIds: { type: 'array' } }, additionalProperties: false },
  })
  expect(
    all.find((r: { kind: string; name: string }) => r.kind === 'route' && r.name.endsWith('log.csv')),
  ).toMatchObject({ method: 'GET', needs: 'audit.account' })
  const table = await operator('routes')
  expect(table.out).toMatch(/^TYPE +NAME +DOOR +NEEDS +API KEY +RECORDS\n/)
  expect(table.out).toMatch(/^mutation +members\.suspend +can +people\.manage +member\.suspended$/m)
})

it('audit verify says that the log is whole, and names each break with code 1', async () => {
  expect(await operator('audit', 'verify')).toEqual({ code: 0, out: '6 entries in 2 chains: whole.', err: '' })
  const { id } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
  await db
    .updateTable('audit_entry')
    .set({ at: new Date('2020-01-01') })
    .where('chain', '=', `account:${id}`)
    .where('seq', '=', 1)
    .execute()
  // What is personal may be erased: that breaks nothing.
  await db.deleteFrom('audit_personal').execute()
  await db.deleteFrom('audit_entry').where('chain', '=', `account:${id}`).where('seq', '=', 2).execute()
  expect(await operator('audit', 'verify')).toMatchObject({
    code: 1,
    out: `account:${id} 1: its columns say otherwise than its text\naccount:${id} 2: this entry is missing`,
    err: expect.stringMatching(/^5 entries in 2 chains: 2 breaks\.$/),
  })
})

it('what is wrong with the configuration is said before anything else', async () => {
  const nothing = operatorOn(url, 'another key that is long enough for one')
  expect(await nothing('account', 'list')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('SECRET_KEY is another one'),
  })
  const nowhere = operatorOn('', '', { DATA_DIR: join(folder, 'nothing-here') })
  expect(await nowhere('account', 'list')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no data in'),
  })
})

it('an unknown command is wrong usage, and help is not', async () => {
  expect(await operator('acount')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean account?') })
  expect(await operator('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usher from the shell') })
})
