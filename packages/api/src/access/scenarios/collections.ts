// Rules §4 (5) and §8, "Collections": what a collection gives of what is in it, and what it does not.
import type { Scenario } from './scenario.ts'

const library = ['Launch/', 'Launch/beach.jpg', 'Launch/dunes.jpg', 'Brand/', 'Brand/logo.svg']

export const collections: Scenario[] = [
  {
    rule: 'a collection gives view on what it passes on, whatever the level on the collection',
    people: { Fay: {}, Gus: {}, Kim: {} },
    library,
    collections: { Best: { passesOn: ['Launch/beach.jpg'] } },
    grants: [
      { to: 'Fay', level: 'view', on: 'Best' },
      { to: 'Gus', level: 'manage', on: 'Best' },
    ],
    reaches: {
      Fay: { Best: 'view', 'Launch/beach.jpg': 'view' },
      Gus: { Best: 'manage', 'Launch/beach.jpg': 'view' },
      Kim: {},
    },
    because: { 'Gus, Launch/beach.jpg': ['view through Best, given'] },
  },
  {
    rule: 'what a collection does not pass on reaches nobody through it, not even whoever owns the collection',
    people: { Fay: {}, Gus: {} },
    library,
    collections: { Best: { owner: 'Fay', passesOn: ['Launch/beach.jpg'], keeps: ['Launch/dunes.jpg'] } },
    grants: [{ to: 'Gus', level: 'view', on: 'Best' }],
    reaches: {
      Fay: { Best: 'manage', 'Launch/beach.jpg': 'view' },
      Gus: { Best: 'view', 'Launch/beach.jpg': 'view' },
    },
    because: { 'Fay, Launch/beach.jpg': ['view through Best, owned'], 'Fay, Launch/dunes.jpg': [] },
  },
  {
    rule: 'a folder in a collection gives what is inside it',
    people: { Fay: {} },
    library,
    collections: { Best: { passesOn: ['Launch/'] } },
    grants: [{ to: 'Fay', level: 'contribute', on: 'Best' }],
    reaches: {
      Fay: { Best: 'contribute', 'Launch/': 'view', 'Launch/beach.jpg': 'view', 'Launch/dunes.jpg': 'view' },
    },
    because: { 'Fay, Launch/dunes.jpg': ['view through Best, given, of Launch/'] },
  },
  {
    rule: 'a folder and its own child are two entries and two ways',
    people: { Fay: {} },
    library,
    collections: { Best: { owner: 'Fay', passesOn: ['Launch/', 'Launch/beach.jpg'] } },
    reaches: {
      Fay: { Best: 'manage', 'Launch/': 'view', 'Launch/beach.jpg': 'view', 'Launch/dunes.jpg': 'view' },
    },
    because: {
      'Fay, Launch/beach.jpg': ['view through Best, owned', 'view through Best, owned, of Launch/'],
    },
  },
  {
    rule: 'the child passes though its folder, an entry too, does not',
    people: { Fay: {} },
    library,
    collections: { Best: { passesOn: ['Launch/beach.jpg'], keeps: ['Launch/'] } },
    grants: [{ to: 'Fay', level: 'view', on: 'Best' }],
    reaches: { Fay: { Best: 'view', 'Launch/beach.jpg': 'view' } },
  },
  {
    rule: 'through a group a collection gives until the membership or the grant ends',
    people: { Fay: {}, Kim: {} },
    library,
    groups: { Agency: { Fay: 3, Kim: -1 } },
    collections: { Best: { passesOn: ['Brand/logo.svg'] } },
    grants: [{ to: 'Agency', level: 'manage', on: 'Best', ends: 5 }],
    reaches: { Fay: { Best: 'manage', 'Brand/logo.svg': 'view' }, Kim: {} },
    because: { 'Fay, Brand/logo.svg': ['view through Best, given by Agency until day 3'], 'Kim, Brand/logo.svg': [] },
  },
  {
    rule: 'a grant has an effect where as much came through a collection whose grant has ended, or is not passed on',
    people: { Fay: {}, Gus: {}, Kim: {} },
    library,
    collections: { Best: { passesOn: ['Launch/beach.jpg'], keeps: ['Launch/dunes.jpg'] } },
    grants: [
      { to: 'Fay', level: 'view', on: 'Best', ends: -1, noEffect: 'ended' },
      { to: 'Gus', level: 'view', on: 'Best', noEffect: null },
      { to: 'Fay', level: 'view', on: 'Launch/beach.jpg', noEffect: null },
      { to: 'Gus', level: 'view', on: 'Launch/beach.jpg', noEffect: 'already' },
      { to: 'Gus', level: 'view', on: 'Launch/dunes.jpg', noEffect: null },
      { to: 'Kim', level: 'view', on: 'Brand/', noEffect: null },
    ],
    reaches: {
      Fay: { 'Launch/beach.jpg': 'view' },
      Gus: { Best: 'view', 'Launch/beach.jpg': 'view', 'Launch/dunes.jpg': 'view' },
      Kim: { 'Brand/': 'view', 'Brand/logo.svg': 'view' },
    },
  },
  {
    rule: 'a collection never lowers what one has on the thing itself',
    people: { Fay: {} },
    library,
    owners: { 'Launch/beach.jpg': 'Fay' },
    collections: { Best: { owner: 'Fay', passesOn: ['Launch/beach.jpg'] } },
    reaches: { Fay: { Best: 'manage', 'Launch/beach.jpg': 'manage' } },
    because: { 'Fay, Launch/beach.jpg': ['owns Launch/beach.jpg', 'view through Best, owned'] },
  },
  {
    rule: 'what lies in the trash comes through no collection',
    people: { Fay: {} },
    library,
    trashed: ['Launch/'],
    collections: { Best: { owner: 'Fay', passesOn: ['Launch/', 'Brand/logo.svg'] } },
    reaches: { Fay: { Best: 'manage', 'Brand/logo.svg': 'view' } },
  },
  {
    rule: 'collections sleep with the plan',
    plan: 'paid',
    people: { Fay: {} },
    library,
    collections: { Best: { owner: 'Fay', passesOn: ['Brand/logo.svg'] } },
    reaches: { Fay: {} },
  },
  {
    rule: 'the roles that manage the library manage every collection; view-only views every one',
    people: { Ben: { role: 'library_full' }, Vic: { role: 'library_view' }, Fin: { role: 'finance' } },
    library: ['logo.svg'],
    collections: { Best: { keeps: ['logo.svg'] } },
    reaches: {
      Ben: { Best: 'manage', 'logo.svg': 'manage' },
      Vic: { Best: 'view', 'logo.svg': 'view' },
      Fin: {},
    },
  },
]
