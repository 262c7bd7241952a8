// Rules §4, "how a level reaches a restricted member": the five ways, and what adds up.
import type { Scenario } from './scenario.ts'

export const ways: Scenario[] = [
  {
    rule: 'nobody who is restricted reaches anything that was not given to them',
    people: { Fay: {} },
    library: ['Launch/', 'Launch/beach.jpg'],
    reaches: { Fay: {} },
  },
  {
    rule: 'a grant on a file reaches the file, and neither the folder above nor what lies beside it',
    people: { Fay: {}, Kim: {} },
    library: ['Launch/', 'Launch/beach.jpg', 'Launch/dunes.jpg'],
    grants: [{ to: 'Fay', level: 'view', on: 'Launch/beach.jpg' }],
    reaches: { Fay: { 'Launch/beach.jpg': 'view' }, Kim: {} },
    because: { 'Fay, Launch/beach.jpg': ['view on Launch/beach.jpg'], 'Kim, Launch/beach.jpg': [] },
  },
  {
    rule: 'a grant on a folder cascades to everything inside, however deep',
    people: { Fay: {} },
    library: ['Launch/', 'Launch/Spring/', 'Launch/Spring/Shoot/', 'Launch/Spring/Shoot/beach.jpg', 'Brand/'],
    grants: [{ to: 'Fay', level: 'contribute', on: 'Launch/Spring/' }],
    reaches: {
      Fay: {
        'Launch/Spring/': 'contribute',
        'Launch/Spring/Shoot/': 'contribute',
        'Launch/Spring/Shoot/beach.jpg': 'contribute',
      },
    },
    because: { 'Fay, Launch/Spring/Shoot/beach.jpg': ['contribute on Launch/Spring/'], 'Fay, Launch/': [] },
  },
  {
    rule: 'a grant to a group reaches each who is in it, and nobody else',
    people: { Fay: {}, Gus: {}, Kim: {} },
    library: ['Launch/', 'Launch/beach.jpg'],
    groups: { Agency: { Fay: 'for good', Gus: 'for good' } },
    grants: [{ to: 'Agency', level: 'view', on: 'Launch/' }],
    reaches: {
      Fay: { 'Launch/': 'view', 'Launch/beach.jpg': 'view' },
      Gus: { 'Launch/': 'view', 'Launch/beach.jpg': 'view' },
      Kim: {},
    },
    because: { 'Gus, Launch/beach.jpg': ['view on Launch/ by Agency'] },
  },
  {
    rule: 'of several ways the highest counts, and all of them are kept',
    people: { Fay: {} },
    library: ['Launch/', 'Launch/Spring/', 'Launch/Spring/beach.jpg'],
    groups: { Agency: { Fay: 'for good' }, Writers: { Fay: 'for good' } },
    grants: [
      { to: 'Agency', level: 'manage', on: 'Launch/' },
      { to: 'Writers', level: 'contribute', on: 'Launch/Spring/' },
      { to: 'Fay', level: 'view', on: 'Launch/Spring/beach.jpg' },
    ],
    reaches: { Fay: { 'Launch/': 'manage', 'Launch/Spring/': 'manage', 'Launch/Spring/beach.jpg': 'manage' } },
    because: {
      'Fay, Launch/Spring/beach.jpg': [
        'contribute on Launch/Spring/ by Writers',
        'manage on Launch/ by Agency',
        'view on Launch/Spring/beach.jpg',
      ],
    },
  },
  {
    rule: 'nothing lowers a level further down: a smaller grant below has no effect',
    people: { Fay: {} },
    library: ['Launch/', 'Launch/beach.jpg'],
    grants: [
      { to: 'Fay', level: 'manage', on: 'Launch/' },
      { to: 'Fay', level: 'view', on: 'Launch/beach.jpg' },
    ],
    reaches: { Fay: { 'Launch/': 'manage', 'Launch/beach.jpg': 'manage' } },
  },
  {
    rule: 'a level rises further down where more was given there',
    people: { Fay: {} },
    library: ['Launch/', 'Launch/beach.jpg', 'Launch/dunes.jpg'],
    grants: [
      { to: 'Fay', level: 'view', on: 'Launch/' },
      { to: 'Fay', level: 'manage', on: 'Launch/beach.jpg' },
    ],
    reaches: { Fay: { 'Launch/': 'view', 'Launch/beach.jpg': 'manage', 'Launch/dunes.jpg': 'view' } },
  },
  {
    rule: 'who owns a folder manages all inside it, whoever made that, and nothing above',
    people: { Fay: {}, Gus: {} },
    library: ['Launch/', 'Launch/Spring/', 'Launch/Spring/beach.jpg', 'Launch/Spring/dunes.jpg'],
    owners: { 'Launch/Spring/': 'Fay', 'Launch/Spring/dunes.jpg': 'Gus' },
    reaches: {
      Fay: { 'Launch/Spring/': 'manage', 'Launch/Spring/beach.jpg': 'manage', 'Launch/Spring/dunes.jpg': 'manage' },
      Gus: { 'Launch/Spring/dunes.jpg': 'manage' },
    },
    because: { 'Fay, Launch/Spring/dunes.jpg': ['owns Launch/Spring/'] },
  },
  {
    rule: 'what was made under a grant is owned on after the grant is over',
    people: { Fay: {} },
    library: ['Launch/', 'Launch/Spring/', 'Launch/Spring/beach.jpg'],
    owners: { 'Launch/Spring/': 'Fay' },
    grants: [{ to: 'Fay', level: 'contribute', on: 'Launch/', ends: -1 }],
    reaches: { Fay: { 'Launch/Spring/': 'manage', 'Launch/Spring/beach.jpg': 'manage' } },
  },
  {
    rule: 'what lies in the trash, or in a folder that does, reaches nobody',
    people: { Fay: {}, Ada: { role: 'account_admin' } },
    library: ['Launch/', 'Launch/Spring/', 'Launch/Spring/beach.jpg', 'Launch/logo.svg'],
    owners: { 'Launch/Spring/beach.jpg': 'Fay' },
    trashed: ['Launch/Spring/'],
    grants: [{ to: 'Fay', level: 'manage', on: 'Launch/Spring/' }],
    reaches: { Fay: {}, Ada: { 'Launch/': 'manage', 'Launch/logo.svg': 'manage' } },
    because: { 'Fay, Launch/Spring/beach.jpg': [] },
  },
]
