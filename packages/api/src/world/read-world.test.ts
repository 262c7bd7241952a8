// Rules of the file: what a world may say, and that every fault is told with its place.
import { expect, it } from 'vitest'
import { readWorld, WorldError } from './read-world.ts'

const ada = { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin' }
const acme = { name: 'Acme', plan: 'enterprise', people: [ada] }
const faults = (world: unknown): string[] => {
  try {
    readWorld(typeof world === 'string' ? world : JSON.stringify(world))
    return []
  } catch (error) {
    if (error instanceof WorldError) return error.message.split('\n')
    throw error
  }
}

it('reads accounts and people, with what may be left out', () => {
  const world = readWorld(JSON.stringify({ accounts: [{ ...acme, limits: { seats: 50 } }] }))
  expect(world).toEqual({
    accounts: [
      {
        name: 'Acme',
        plan: 'enterprise',
        limits: { seats: 50 },
        people: [{ ...ada, status: 'active' }],
        folders: [],
        files: [],
      },
    ],
  })
})

it('normalises addresses and names as the product does everywhere', () => {
  const world = readWorld(
    JSON.stringify({ accounts: [{ ...acme, people: [{ ...ada, name: ' Zoe\u0308 ', email: ' Ada@Acme.test ' }] }] }),
  )
  expect(world.accounts[0]?.people[0]).toMatchObject({ name: 'Zo\u00eb', email: 'Ada@Acme.test' })
})

it.each([
  ['+2d', { after: 172_800_000 }],
  ['-1h', { after: -3_600_000 }],
  ['+30s', { after: 30_000 }],
  ['2030-01-31T12:00:00Z', { at: new Date('2030-01-31T12:00:00Z') }],
  ['2030-01-31T12:00:00+02:00', { at: new Date('2030-01-31T10:00:00Z') }],
  [null, null],
])('an end is relative to the loading, or a moment, or none: %s', (ends, read) => {
  const world = readWorld(JSON.stringify({ accounts: [{ ...acme, people: [{ ...ada, ends }] }] }))
  expect(world.accounts[0]?.people[0]?.ends).toEqual(read)
})

it('what this version does not know is refused by its place', () => {
  expect(faults({ accounts: [{ ...acme, groups: [], people: [{ ...ada, groups: [] }] }], grants: [] })).toEqual([
    'accounts[0].people[0].groups: this version does not know "groups"',
    'accounts[0].groups: this version does not know "groups"',
    'grants: this version does not know "grants"',
  ])
})

it('every fault is told, not only the first', () => {
  const people = [
    { ...ada, email: 'ada' },
    { ...ada, name: '', role: 'boss' },
    { ...ada, ends: 'soon', password: 'short' },
    null,
  ]
  expect(faults({ accounts: [{ name: 'Acme', plan: 'gold', limits: { seats: 0 }, people }] })).toEqual([
    'accounts[0].plan: is "gold"; write "free", "paid", "enterprise"',
    'accounts[0].limits.seats: a limit is 1 or more',
    'accounts[0].people[0].email: This is not an e-mail address. It looks like name@example.com.',
    'accounts[0].people[1].name: Type a name.',
    'accounts[0].people[1].role: is "boss"; write "account_admin", "developer", "library_full", "library_view", "library_restricted", "finance"',
    'accounts[0].people[2].password: a password has at least 10 characters',
    'accounts[0].people[2].ends: "soon" is no end; write +2d, -1h or +30s (from the moment of loading), or a time like 2030-01-31T12:00:00Z',
    'accounts[0].people[3]: is null, and an object is expected',
    'accounts[0].people[2].email: ada@acme.test is in this account already, as people[1]',
  ])
})

it('one person is in an account once, however the address is written', () => {
  expect(faults({ accounts: [{ ...acme, people: [ada, { ...ada, email: 'ADA@acme.test' }] }] })).toEqual([
    'accounts[0].people[1].email: ADA@acme.test is in this account already, as people[0]',
  ])
})

it('one person may be in two accounts', () => {
  expect(faults({ accounts: [acme, { ...acme, name: 'Brand' }] })).toEqual([])
})

it('what is missing, and what is no JSON, is said as such', () => {
  expect(faults({})).toEqual(['accounts: is missing'])
  expect(faults({ accounts: [{ people: [{}] }] })).toContain('accounts[0].people[0].email: is missing')
  expect(faults('{"accounts":\n [,]}')).toEqual([
    expect.stringMatching(/^this is not JSON: Unexpected token ','.*\[,\]/),
  ])
  expect(faults([])).toEqual(['is [], and an object is expected'])
})

it('a limit is a number, and one of those that this version counts', () => {
  expect(faults({ accounts: [{ ...acme, limits: { seats: '5', links: 20 } }] })).toEqual([
    'accounts[0].limits.seats: is "5", and a number is expected',
    'accounts[0].limits.links: this version does not know "links"',
  ])
})

it('a library has parents that come first, owners that are members, and each name once in its folder', () => {
  const library = {
    folders: [{ path: '/Spring', owner: 'ada@acme.test' }, { path: '/Autumn/Shoot' }, { path: 'Launch' }],
    files: [
      { path: '/Spring/beach.jpg', owner: 'eve@acme.test' },
      { path: '/Spring/BEACH.jpg' },
      { path: '/Winter/snow.jpg', source: 'snow.jpg', versions: 2 },
      { path: '/Spring/a.jpg', tags: ['sea, sun'], picture: { width: 0, height: 10 } },
    ],
  }
  expect(faults({ accounts: [{ ...acme, ...library }] })).toEqual([
    'accounts[0].folders[2].path: "Launch" is no path; write one from the root, such as "/Spring/beach.jpg"',
    'accounts[0].files[2].versions: a file with a source has one version',
    expect.stringMatching(/^accounts\[0\]\.files\[3\]\.tags\[0\]: /),
    expect.stringMatching(/^accounts\[0\]\.files\[3\]\.picture\.width: /),
  ])
  library.folders = library.folders.slice(0, 2)
  library.files = library.files.slice(0, 2)
  expect(faults({ accounts: [{ ...acme, ...library }] })).toEqual([
    'accounts[0].folders[1].path: the folder "/Autumn" is not in this account, or comes later',
    'accounts[0].files[0].owner: eve@acme.test is no member of this account',
    'accounts[0].files[1].path: "/Spring/BEACH.jpg" is there already',
  ])
})
