// Rules §1, §2, §8: for whom grants, groups and ownership hold at all, and until when.
import type { Scenario } from './scenario.ts'

const launch = { library: ['Launch/', 'Launch/beach.jpg'], owners: { 'Launch/beach.jpg': 'Fay' } }
const given = { ...launch, grants: [{ to: 'Fay', level: 'view', on: 'Launch/' }] } as const

export const whoCounts: Scenario[] = [
  {
    rule: 'each role but the restricted one has its level everywhere, and finance has no library',
    people: {
      Ada: { role: 'account_admin' },
      Dev: { role: 'developer' },
      Ben: { role: 'library_full' },
      Vic: { role: 'library_view' },
      Fin: { role: 'finance' },
      Fay: {},
    },
    library: ['Launch/', 'Launch/beach.jpg'],
    reaches: {
      Ada: { 'Launch/': 'manage', 'Launch/beach.jpg': 'manage' },
      Dev: { 'Launch/': 'manage', 'Launch/beach.jpg': 'manage' },
      Ben: { 'Launch/': 'manage', 'Launch/beach.jpg': 'manage' },
      Vic: { 'Launch/': 'view', 'Launch/beach.jpg': 'view' },
      Fin: {},
      Fay: {},
    },
    because: { 'Vic, Launch/beach.jpg': ['view by role'], 'Fin, Launch/beach.jpg': [] },
  },
  {
    rule: 'ownership and grants that are kept from a time as a restricted member give nothing in another role',
    ...given,
    people: { Fay: { role: 'library_view' } },
    grants: [{ to: 'Fay', level: 'manage', on: 'Launch/' }],
    reaches: { Fay: { 'Launch/': 'view', 'Launch/beach.jpg': 'view' } },
    because: { 'Fay, Launch/beach.jpg': ['view by role'] },
  },
  {
    rule: 'finance reaches nothing, whatever was kept',
    ...given,
    people: { Fay: { role: 'finance' } },
    reaches: { Fay: {} },
  },
  {
    rule: 'whoever is suspended reaches nothing, not even what they own',
    ...given,
    people: { Fay: { status: 'suspended' } },
    reaches: { Fay: {} },
    because: { 'Fay, Launch/beach.jpg': [] },
  },
  {
    rule: 'whoever is past their end date reaches nothing',
    ...given,
    people: { Fay: { status: 'ended' } },
    reaches: { Fay: {} },
  },
  {
    rule: 'a suspended administrator reaches nothing',
    ...launch,
    people: { Fay: {}, Ada: { role: 'account_admin', status: 'suspended' } },
    reaches: { Fay: { 'Launch/beach.jpg': 'manage' }, Ada: {} },
  },
  {
    rule: 'without the enterprise plan grants, groups and ownership sleep; the other roles go on',
    ...given,
    plan: 'paid',
    people: { Fay: {}, Ben: { role: 'library_full' } },
    reaches: { Fay: {}, Ben: { 'Launch/': 'manage', 'Launch/beach.jpg': 'manage' } },
  },
  {
    rule: 'on the free plan administrators alone are in',
    ...given,
    plan: 'free',
    people: { Fay: {}, Ben: { role: 'library_full' }, Ada: { role: 'account_admin' } },
    reaches: { Fay: {}, Ben: {}, Ada: { 'Launch/': 'manage', 'Launch/beach.jpg': 'manage' } },
  },
  {
    rule: 'a grant holds until its end, and not past it',
    people: { Fay: {}, Kim: {} },
    library: ['Launch/'],
    grants: [
      { to: 'Fay', level: 'view', on: 'Launch/', ends: 2 },
      { to: 'Kim', level: 'view', on: 'Launch/', ends: -1 },
    ],
    reaches: { Fay: { 'Launch/': 'view' }, Kim: {} },
    because: { 'Fay, Launch/': ['view on Launch/ until day 2'], 'Kim, Launch/': [] },
  },
  {
    rule: 'through a group a grant holds until it or the membership ends, whichever is earlier',
    people: { Fay: {}, Gus: {}, Kim: {} },
    library: ['Launch/'],
    groups: { Agency: { Fay: 3, Gus: 9, Kim: -1 } },
    grants: [{ to: 'Agency', level: 'contribute', on: 'Launch/', ends: 5 }],
    reaches: { Fay: { 'Launch/': 'contribute' }, Gus: { 'Launch/': 'contribute' }, Kim: {} },
    because: {
      'Fay, Launch/': ['contribute on Launch/ by Agency until day 3'],
      'Gus, Launch/': ['contribute on Launch/ by Agency until day 5'],
      'Kim, Launch/': [],
    },
  },
  {
    rule: 'where the higher way is over, the lower one is what is left',
    people: { Fay: {} },
    library: ['Launch/', 'Launch/beach.jpg'],
    groups: { Agency: { Fay: 'for good' } },
    grants: [
      { to: 'Fay', level: 'manage', on: 'Launch/beach.jpg', ends: -1 },
      { to: 'Agency', level: 'view', on: 'Launch/' },
    ],
    reaches: { Fay: { 'Launch/': 'view', 'Launch/beach.jpg': 'view' } },
    because: { 'Fay, Launch/beach.jpg': ['view on Launch/ by Agency'] },
  },
  {
    rule: 'a grant has an effect where as much came through a membership that has ended',
    people: { Fay: {}, Gus: {} },
    library: ['Launch/', 'Launch/beach.jpg'],
    groups: { Agency: { Fay: -1, Gus: 3 } },
    grants: [
      { to: 'Agency', level: 'manage', on: 'Launch/', noEffect: null },
      { to: 'Fay', level: 'view', on: 'Launch/beach.jpg', noEffect: null },
      { to: 'Gus', level: 'view', on: 'Launch/beach.jpg', noEffect: 'already' },
    ],
    reaches: { Fay: { 'Launch/beach.jpg': 'view' }, Gus: { 'Launch/': 'manage', 'Launch/beach.jpg': 'manage' } },
  },
  {
    rule: 'whoever has left the restricted role is passed by where a group of theirs is given something',
    people: { Fay: { role: 'finance' }, Gus: {} },
    library: ['Launch/'],
    groups: { Agency: { Fay: 'for good', Gus: 'for good' } },
    grants: [{ to: 'Agency', level: 'manage', on: 'Launch/' }],
    reaches: { Fay: {}, Gus: { 'Launch/': 'manage' } },
  },
]
