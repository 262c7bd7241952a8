// The example: a brand that lets an agency and freelancers in, with a person for each role and each status, and what was
// shared with them: through a group, a collection and by name, with and without an end, and what has ended.
// Nobody in it has a password; the demo gives out its own, and elsewhere an administrator looks on from outside.
import { emailKey, roles } from '@usher/domain'
import { exampleLibrary } from './example-library.ts'
import { worldFormat, type World, type WorldText } from './world-format.ts'

const written: WorldText = {
  accounts: [
    {
      name: 'Halden Outdoor',
      plan: 'enterprise',
      limits: { seats: 12 },
      people: [
        { name: 'Mara Lindqvist', email: 'mara@halden.example', role: 'account_admin' },
        { name: 'Jonas Weber', email: 'jonas@halden.example', role: 'developer' },
        { name: 'Priya Nair', email: 'priya@halden.example', role: 'library_full' },
        { name: 'Tom Okafor', email: 'tom@halden.example', role: 'library_view' },
        { name: 'Elena Rossi', email: 'elena@studio-brandt.example', role: 'library_restricted' },
        { name: 'Sofia Haas', email: 'sofia@halden.example', role: 'finance' },
        { name: 'Kaan Yilmaz', email: 'kaan@studio-brandt.example', role: 'library_restricted', ends: '+30d' },
        { name: 'Ines Duarte', email: 'ines@duarte-foto.example', role: 'library_restricted', ends: '-2d' },
        { name: 'Olof Berg', email: 'olof@halden.example', role: 'library_full', status: 'suspended' },
        { name: 'Noor Aziz', email: 'noor@halden.example', role: 'library_view', status: 'invited' },
      ],
      ...exampleLibrary,
      groups: [
        {
          name: 'Studio Brandt',
          members: [{ member: 'elena@studio-brandt.example' }, { member: 'kaan@studio-brandt.example', ends: '+30d' }],
        },
        {
          name: 'Freelance photographers',
          members: [{ member: 'ines@duarte-foto.example', ends: '+14d' }, { member: 'elena@studio-brandt.example' }],
        },
      ],
      collections: [
        { name: 'Press kit', owner: 'priya@halden.example', assets: [{ path: '/Press' }, { path: '/Brand/Logos' }] },
        {
          name: 'Rain, first choice',
          owner: 'elena@studio-brandt.example',
          // Added by somebody who may not share it.
          assets: [{ path: '/Campaigns/Autumn 2026/Rain', passesOn: false }],
        },
      ],
      grants: [
        { to: { member: 'kaan@studio-brandt.example' }, on: { collection: 'Press kit' }, level: 'view' },
        { to: { group: 'Studio Brandt' }, on: { path: '/Campaigns/Autumn 2026' }, level: 'contribute' },
        { to: { group: 'Studio Brandt' }, on: { path: '/Brand/Logos' }, level: 'view' },
        { to: { group: 'Studio Brandt' }, on: { path: '/Products/Backpacks' }, level: 'view', ends: '+30d' },
        {
          to: { group: 'Freelance photographers' },
          on: { path: '/Brand/Guidelines/Photography brief.pdf' },
          level: 'view',
        },
        {
          to: { group: 'Freelance photographers' },
          on: { path: '/Campaigns/Spring 2026/First light' },
          level: 'contribute',
          ends: '-5d',
        },
        { to: { member: 'elena@studio-brandt.example' }, on: { path: '/Social/June' }, level: 'manage', ends: '+5d' },
        { to: { member: 'elena@studio-brandt.example' }, on: { path: '/Brand/Logos' }, level: 'contribute' },
        { to: { member: 'elena@studio-brandt.example' }, on: { path: '/Social/May' }, level: 'view', ends: '-3d' },
        { to: { member: 'kaan@studio-brandt.example' }, on: { path: '/Campaigns/Autumn 2026/Rain' }, level: 'view' },
        { to: { member: 'ines@duarte-foto.example' }, on: { path: '/Campaigns/Summer 2026/Lake days' }, level: 'view' },
      ],
    },
  ],
}

export const exampleWorld: World = worldFormat.parse(written)

/** Those who can sign in once they have a password, one for each role, in the order of the rules. */
export const exampleSignIns = roles.flatMap((role) =>
  exampleWorld.accounts
    .flatMap((a) => a.people)
    .filter((p) => p.status === 'active' && !p.ends)
    .filter((p) => p.role === role),
)

/** The example with a password for each of those who can sign in, by address. */
export const exampleWorldWith = (passwords: ReadonlyMap<string, string>): World => ({
  accounts: exampleWorld.accounts.map((a) => ({
    ...a,
    people: a.people.map((p) => {
      const password = passwords.get(emailKey(p.email))
      return password === undefined ? p : { ...p, password }
    }),
  })),
})
