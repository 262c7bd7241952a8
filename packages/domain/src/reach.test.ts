// Rules §4: how a level reaches somebody; Ben owns "Spring" in Acme's library, Fay gets what is given to her.
import { describe, expect, it } from 'vitest'
import { levels, type Level } from './levels.ts'
import {
  isTopMost,
  levelOf,
  levelOnCollection,
  lineage,
  pathsTo,
  seesInTrash,
  type AssetInWorld,
  type GrantInWorld,
  type MemberInWorld,
  type World,
} from './reach.ts'

const member = (id: string, more: Partial<MemberInWorld> = {}): MemberInWorld => ({
  id,
  role: 'library_restricted',
  plan: 'enterprise',
  status: 'active',
  ...more,
})
const folder = (id: string, parent: string | null, owner: string | null = null): AssetInWorld => ({
  id,
  kind: 'folder',
  parent,
  owner,
  trashed: false,
})
const ben = member('ben')
const assets = [
  folder('launch', null),
  folder('spring', 'launch', 'ben'),
  folder('shoot', 'spring', 'ada'),
  { ...folder('beach.jpg', 'shoot'), kind: 'file' as const },
]
const now = new Date('2026-11-27T12:00:00Z')
const world: World = { now, members: [ben], groups: [], collections: [], assets, grants: [] }
const at = (id: string, from = world): AssetInWorld => {
  const found = from.assets.find((a) => a.id === id)
  if (!found) throw new Error(`there is no ${id}`)
  return found
}
/** The only collection. */
const at1 = (from: World) => {
  const [found] = from.collections
  if (!found) throw new Error('there is no collection')
  return found
}

describe('ownership', () => {
  it('gives manage on the thing itself', () => {
    expect(pathsTo(world, ben, at('spring'))).toEqual([{ by: 'ownership', level: 'manage', of: 'spring' }])
  })
  it('of a folder gives manage on everything inside, whoever made that', () => {
    expect(pathsTo(world, ben, at('beach.jpg'))).toEqual([{ by: 'ownership', level: 'manage', of: 'spring' }])
    expect(levelOf(world, ben, at('shoot'))).toBe('manage')
  })
  it('keeps every path, not only one', () => {
    const both = { ...world, assets: [...assets, folder('own', 'spring', 'ben')] }
    expect(pathsTo(both, ben, at('own', both)).map((p) => p.by === 'ownership' && p.of)).toEqual(['own', 'spring'])
  })
  it('gives nothing on the folder above, and nothing beside it', () => {
    expect(levelOf(world, ben, at('launch'))).toBe(null)
  })
  it('works only while the role is restricted: another role has what the role has', () => {
    expect(pathsTo(world, { ...ben, role: 'library_view' }, at('spring'))).toEqual([{ by: 'role', level: 'view' }])
    expect(pathsTo(world, { ...ben, role: 'finance' }, at('spring'))).toEqual([])
  })
})

describe('a grant', () => {
  const fay = member('fay')
  const given = (on: string, level: Level, more: Partial<GrantInWorld> = {}): GrantInWorld => ({
    id: `${level} on ${on}`,
    on,
    to: 'fay',
    level,
    ends: null,
    ...more,
  })
  const having = (grants: GrantInWorld[], groups: World['groups'] = []): World => ({ ...world, grants, groups })
  const agency = (ends: Date | null = null) => [{ id: 'agency', members: [{ id: 'fay', ends }] }]
  const second = (after: number) => new Date(now.getTime() + after * 1000)

  it('gives its level on the thing, and on everything inside', () => {
    const w = having([given('spring', 'contribute')])
    expect(['spring', 'shoot', 'beach.jpg'].map((id) => levelOf(w, fay, at(id)))).toEqual(Array(3).fill('contribute'))
    expect(levelOf(w, fay, at('launch'))).toBe(null)
  })
  it('given to somebody else gives nothing', () => {
    expect(levelOf(having([given('spring', 'view', { to: 'gil' })]), fay, at('spring'))).toBe(null)
  })
  it('of the highest level wins, wherever it was given; nothing lowers it further down', () => {
    const w = having([given('spring', 'manage'), given('shoot', 'view')])
    expect(levelOf(w, fay, at('beach.jpg'))).toBe('manage')
    expect(pathsTo(w, fay, at('beach.jpg')).map((p) => p.level)).toEqual(['view', 'manage'])
  })
  it('to a group reaches whoever is in it, and says through which', () => {
    const w = having([given('spring', 'view', { to: 'agency' })], agency())
    expect(pathsTo(w, fay, at('shoot'))).toEqual([
      { by: 'grant', level: 'view', on: 'spring', grant: 'view on spring', group: 'agency', ends: null },
    ])
    expect(levelOf(w, member('gil'), at('shoot'))).toBe(null)
  })
  it('at the very moment of its end is over', () => {
    const until = (ends: Date) => levelOf(having([given('spring', 'view', { ends })]), fay, at('spring'))
    expect([second(1), second(0), second(-1)].map(until)).toEqual(['view', null, null])
  })
  it('through a membership that has ended gives nothing; what ends first is the end', () => {
    const grant = given('spring', 'view', { to: 'agency', ends: second(20) })
    expect(levelOf(having([grant], agency(second(0))), fay, at('spring'))).toBe(null)
    expect(pathsTo(having([grant], agency(second(10))), fay, at('spring'))).toMatchObject([{ ends: second(10) }])
    expect(pathsTo(having([grant], agency(second(30))), fay, at('spring'))).toMatchObject([{ ends: second(20) }])
  })
  it('works only while the role is restricted, and holds again when it is so again', () => {
    const w = having([given('spring', 'manage')])
    expect(levelOf(w, { ...fay, role: 'library_view' }, at('spring'))).toBe('view')
    expect(levelOf(w, { ...fay, role: 'finance' }, at('spring'))).toBe(null)
    expect(levelOf(w, fay, at('spring'))).toBe('manage')
  })
  it('sleeps on a plan without the restricted role', () => {
    expect(levelOf(having([given('spring', 'view')]), { ...fay, plan: 'paid' }, at('spring'))).toBe(null)
  })
  it('makes a thing top-most for whom its parent is invisible, and nothing below it', () => {
    const w = having([given('shoot', 'view'), given('beach.jpg', 'manage')])
    expect(assets.filter((a) => isTopMost(w, fay, a)).map((a) => a.id)).toEqual(['shoot'])
  })
})

describe('who counts', () => {
  it.each(['suspended', 'ended'] as const)('whoever is %s reaches nothing', (status) => {
    expect(pathsTo(world, { ...ben, status }, at('spring'))).toEqual([])
    expect(pathsTo(world, { ...ben, status, role: 'account_admin' }, at('spring'))).toEqual([])
  })
  it('whoever is dormant on the plan reaches nothing', () => {
    expect(pathsTo(world, { ...ben, plan: 'paid' }, at('spring'))).toEqual([])
    expect(pathsTo(world, { ...ben, plan: 'free', role: 'library_full' }, at('spring'))).toEqual([])
  })
})

describe('the trash', () => {
  it('reaches nobody, with all below it', () => {
    const trashed = { ...world, assets: assets.map((a) => (a.id === 'spring' ? { ...a, trashed: true } : a)) }
    for (const id of ['spring', 'shoot', 'beach.jpg'])
      expect(pathsTo(trashed, { ...ben, role: 'account_admin' }, at(id, trashed))).toEqual([])
    expect(levelOf(trashed, { ...ben, role: 'account_admin' }, at('launch', trashed))).toBe('manage')
  })
})

describe('in the trash a thing is seen', () => {
  const fay = member('fay')
  const deleted = assets.map((a) => (a.id === 'shoot' ? { ...a, trashed: true, owner: 'gil' } : a))
  const seen = (who: MemberInWorld, level: Level, on: string) =>
    seesInTrash(
      { ...world, assets: deleted, grants: [{ id: 'g', on, to: who.id, level, ends: null }] },
      who,
      at('shoot', { ...world, assets: deleted }),
    )
  it('by whoever has manage on the place it lay in', () => {
    expect(seen(fay, 'manage', 'spring')).toBe(true)
    expect(seen(fay, 'manage', 'launch')).toBe(true)
    expect(seen(fay, 'contribute', 'spring')).toBe(false)
  })
  it('not by whoever had something on the thing alone', () => expect(seen(fay, 'manage', 'shoot')).toBe(false))
  it('by its owner, and by the roles that manage everything', () => {
    expect(seen(member('gil'), 'view', 'launch')).toBe(true)
    expect(seen({ ...fay, role: 'library_full' }, 'view', 'launch')).toBe(true)
    expect(seen({ ...fay, role: 'library_view' }, 'manage', 'launch')).toBe(false)
    expect(seen({ ...fay, role: 'finance' }, 'manage', 'launch')).toBe(false)
  })
})

describe('a collection', () => {
  const fay = member('fay')
  const picks = (more: Partial<World['collections'][number]> = {}, grants: GrantInWorld[] = []): World => ({
    ...world,
    groups: [{ id: 'agency', members: [{ id: 'fay', ends: new Date('2026-12-01T00:00:00Z') }] }],
    collections: [{ id: 'picks', owner: null, items: [{ asset: 'spring', passesOn: true }], ...more }],
    grants,
  })
  const onPicks = (level: Level, to = 'fay', ends: Date | null = null): GrantInWorld => ({
    id: 'g',
    on: 'picks',
    to,
    level,
    ends,
  })
  it.each(levels)('gives view, never more, on what is in it and all below, whatever the level on it: %s', (level) => {
    const its = picks({}, [onPicks(level)])
    expect(levelOf(its, fay, at('spring'))).toBe('view')
    expect(levelOf(its, fay, at('beach.jpg'))).toBe('view')
    expect(levelOf(its, fay, at('launch'))).toBe(null)
    expect(levelOnCollection(its, fay, at1(its))).toBe(level)
  })
  it('gives view to whoever owns it, who manages it', () => {
    const its = picks({ owner: 'fay' })
    expect(pathsTo(its, fay, at('shoot'))).toEqual([
      { by: 'collection', level: 'view', of: 'spring', collection: 'picks', grant: null, group: null, ends: null },
    ])
    expect(levelOnCollection(its, fay, at1(its))).toBe('manage')
  })
  it('through a group holds until the earlier of both ends, and every way is a path', () => {
    const its = picks({ owner: 'fay' }, [onPicks('view', 'agency', new Date('2026-12-24T00:00:00Z'))])
    expect(pathsTo(its, fay, at('spring')).map((p) => 'ends' in p && p.ends)).toEqual([
      null,
      new Date('2026-12-01T00:00:00Z'),
    ])
  })
  it('passes nothing on of what is marked so, and nothing to whom it gives no level', () => {
    const marked = picks({ owner: 'fay', items: [{ asset: 'spring', passesOn: false }] })
    expect(levelOf(marked, fay, at('spring'))).toBe(null)
    expect(levelOf(picks(), fay, at('spring'))).toBe(null)
    expect(levelOf(picks({}, [onPicks('manage', 'fay', now)]), fay, at('spring'))).toBe(null)
  })
  it('is everybody’s by their role who has the whole library, and nobody’s who has none of it', () => {
    const its = picks()
    expect(levelOnCollection(its, { ...fay, role: 'library_full' }, at1(its))).toBe('manage')
    expect(levelOnCollection(its, { ...fay, role: 'library_view' }, at1(its))).toBe('view')
    expect(levelOnCollection(its, { ...fay, role: 'finance' }, at1(its))).toBe(null)
    expect(levelOnCollection(its, { ...fay, status: 'suspended' }, at1(its))).toBe(null)
    expect(levelOnCollection(its, fay, at1(its))).toBe(null)
  })
})

it('a thing stands below the folders above it, from below', () => {
  expect(lineage(world, at('beach.jpg')).map((a) => a.id)).toEqual(['beach.jpg', 'shoot', 'spring', 'launch'])
})
