// Rules §4 as far as the product knows their nouns: roles and ownership; Ben owns "Spring" in Acme's library.
import { describe, expect, it } from 'vitest'
import { levelOf, lineage, pathsTo, type AssetInWorld, type MemberInWorld, type World } from './reach.ts'

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
const world: World = { members: [ben], assets }
const at = (id: string, from = world): AssetInWorld => {
  const found = from.assets.find((a) => a.id === id)
  if (!found) throw new Error(`there is no ${id}`)
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

it('a thing stands below the folders above it, from below', () => {
  expect(lineage(world, at('beach.jpg')).map((a) => a.id)).toEqual(['beach.jpg', 'shoot', 'spring', 'launch'])
})
