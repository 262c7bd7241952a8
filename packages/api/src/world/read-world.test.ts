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
        groups: [],
        collections: [],
        grants: [],
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
  expect(faults({ accounts: [{ ...acme, links: [], people: [{ ...ada, groups: [] }] }], grants: [] })).toEqual([
    'accounts[0].people[0].groups: this version does not know "groups"',
    'accounts[0].links: this version does not know "links"',
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

const ben = { name: 'Ben Lau', email: 'ben@agency.test', role: 'library_restricted' }
const cleo = { name: 'Cleo Brandt', email: 'cleo@agency.test', role: 'library_restricted', status: 'invited' }
const shared = { ...acme, people: [ada, ben, cleo], folders: [{ path: '/Spring' }], files: [{ path: '/plan.pdf' }] }
const agency = { name: 'Agency A', members: [{ member: 'ben@agency.test' }] }
const toBen = { to: { member: 'ben@agency.test' }, on: { path: '/Spring' }, level: 'view' }

it('groups and grants are read, with their ends', () => {
  const groups = [{ name: ' Agency A ', members: [{ member: 'BEN@agency.test', ends: '+2d' }] }, { name: 'Empty' }]
  const grants = [
    { to: { group: 'agency a' }, on: { path: '/Spring' }, level: 'contribute', ends: '-1h' },
    { to: { member: 'ada@acme.test' }, on: { path: '/plan.pdf' }, level: 'manage', ends: null },
  ]
  const [account] = readWorld(JSON.stringify({ accounts: [{ ...shared, groups, grants }] })).accounts
  expect(account?.groups).toEqual([
    { name: 'Agency A', members: [{ member: 'BEN@agency.test', ends: { after: 172_800_000 } }] },
    { name: 'Empty', members: [] },
  ])
  expect(account?.grants).toEqual([{ ...grants[0], ends: { after: -3_600_000 } }, grants[1]])
})

it('a group holds restricted members of the account, each once, and has its name alone', () => {
  const groups = [
    { ...agency, members: [...agency.members, { member: 'Ben@agency.test' }, { member: 'ada@acme.test' }] },
    { name: 'AGENCY A', members: [{ member: 'cleo@agency.test' }, { member: 'eve@acme.test' }] },
  ]
  expect(faults({ accounts: [{ ...shared, groups }] })).toEqual([
    'accounts[0].groups[0].members[1].member: Ben@agency.test is in this group already',
    'accounts[0].groups[0].members[2].member: ada@acme.test has the role account_admin, and groups hold restricted members',
    'accounts[0].groups[1].name: the group "AGENCY A" is there already',
    'accounts[0].groups[1].members[0].member: cleo@agency.test is no member of this account',
    'accounts[0].groups[1].members[1].member: eve@acme.test is no member of this account',
  ])
})

it('a grant is to somebody who is here, on something that is here, once for each of both', () => {
  const grants = [
    toBen,
    { ...toBen, to: { member: 'BEN@agency.test' }, level: 'manage' },
    { ...toBen, to: { group: 'Agency B' } },
    { ...toBen, to: { member: 'cleo@agency.test' }, on: { path: '/Autumn' } },
  ]
  expect(faults({ accounts: [{ ...shared, groups: [agency], grants }] })).toEqual([
    'accounts[0].grants[1]: the same is given something on "/Spring" already, by grants[0]',
    'accounts[0].grants[2].to.group: the group "Agency B" is not in this account',
    'accounts[0].grants[3].to.member: cleo@agency.test is no member of this account',
    'accounts[0].grants[3].on.path: "/Autumn" is not in this account',
  ])
})

it('a grant says to one, on a path that is not the root, at a level', () => {
  const grants = [
    { ...toBen, to: { member: 'ben@agency.test', group: 'Agency A' } },
    { ...toBen, to: {} },
    { ...toBen, on: { path: '/' }, level: 'own' },
    { ...toBen, on: { collection: 'Picks', path: '/Spring' }, ends: 'soon' },
  ]
  expect(faults({ accounts: [{ ...shared, groups: [agency], grants }] })).toEqual([
    'accounts[0].grants[0].to: a grant is to a member or to a group: write one of the two',
    'accounts[0].grants[1].to: a grant is to a member or to a group: write one of the two',
    expect.stringMatching(/^accounts\[0\]\.grants\[2\]\.on\.path: /),
    'accounts[0].grants[2].level: is "own"; write "view", "contribute", "manage"',
    'accounts[0].grants[3].on: a grant is on a path or on a collection: write one of the two',
    expect.stringMatching(/^accounts\[0\]\.grants\[3\]\.ends: "soon" is no end/),
  ])
})

it('a collection has a name once, an owner who is a member, and things that are here, each once', () => {
  const collections = [
    {
      name: 'Picks',
      owner: 'cleo@agency.test',
      assets: [{ path: '/Spring' }, { path: '/Spring' }, { path: '/Autumn' }],
    },
    { name: 'Picks' },
  ]
  const grants = [
    { ...toBen, on: { collection: 'Picks' } },
    { ...toBen, on: { collection: 'Picks' } },
    { ...toBen, on: { collection: 'Pics' } },
  ]
  expect(faults({ accounts: [{ ...shared, collections, grants }] })).toEqual([
    'accounts[0].collections[0].owner: cleo@agency.test is no member of this account',
    'accounts[0].collections[0].assets[1].path: "/Spring" is in this collection already',
    'accounts[0].collections[0].assets[2].path: "/Autumn" is not in this account',
    'accounts[0].collections[1].name: the collection "Picks" is there already',
    'accounts[0].grants[1]: the same is given something on "Picks" already, by grants[0]',
    'accounts[0].grants[2].on.collection: the collection "Pics" is not in this account',
  ])
})
