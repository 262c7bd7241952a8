// The levels of rules §3, written out a second time: what each operation needs, and what a role has everywhere.
import { describe, expect, it } from 'vitest'
import { highest, isAtLeast, levels, levelWords, standingLevels } from './levels.ts'
import { allows, featureOf, operationNames, operations, type Operation } from './operations.ts'
import { roles } from './roles.ts'

/** As the page of the rules has them. */
const page: Record<Operation, 'view' | 'contribute' | 'manage'> = {
  'asset.see': 'view',
  'folder.open': 'view',
  'asset.download': 'view',
  'file.download': 'view',
  'file.seeVersions': 'view',
  'folder.createIn': 'contribute',
  'folder.uploadInto': 'contribute',
  'asset.copy': 'contribute',
  'folder.copyInto': 'contribute',
  'file.addVersion': 'contribute',
  'file.restoreVersion': 'contribute',
  'file.deleteVersion': 'manage',
  'asset.tag': 'contribute',
  'asset.rename': 'manage',
  'asset.move': 'manage',
  'folder.moveInto': 'manage',
  'asset.delete': 'manage',
  'asset.seeAccess': 'manage',
  'asset.share': 'manage',
  'asset.unshare': 'manage',
  'asset.handOver': 'manage',
  'trashed.restore': 'manage',
  'trashed.purge': 'manage',
  'folder.restoreInto': 'contribute',
  'asset.addToCollection': 'contribute',
  'asset.passOn': 'manage',
  'collection.open': 'view',
  'collection.download': 'view',
  'collection.addTo': 'contribute',
  'collection.rename': 'manage',
  'collection.removeFrom': 'manage',
  'collection.delete': 'manage',
  'collection.seeAccess': 'manage',
  'collection.handOver': 'manage',
  'collection.share': 'manage',
  'collection.unshare': 'manage',
}
const takesAway = ['collection.removeFrom', 'collection.delete', 'collection.seeAccess', 'collection.unshare']

describe.each(operationNames)('%s', (operation) => {
  it.each(levels)('needs the level of the rules page, or more: %s', (level) => {
    expect(allows(level, operation)).toBe(levels.indexOf(level) >= levels.indexOf(page[operation]))
  })
  it('is never allowed to whom nothing reaches', () => expect(allows(null, operation)).toBe(false))
  it('is done at the root exactly where something is put there or it is opened', () => {
    expect(operations[operation].atRoot).toBe(
      [
        'folder.open',
        'folder.createIn',
        'folder.uploadInto',
        'folder.copyInto',
        'folder.moveInto',
        'folder.restoreInto',
      ].includes(operation),
    )
  })
  it('asks for a folder, a file or a collection exactly where it is named for one', () => {
    const [named = ''] = operation.split('.')
    expect(operations[operation].on).toBe(['folder', 'file', 'collection'].includes(named) ? named : 'any')
  })
  it('needs a plan that carries sharing exactly where something is given: taking away is always possible', () => {
    const needs = ['asset.share', 'asset.addToCollection', 'asset.passOn'].includes(operation)
    const ofCollections = operation.startsWith('collection.') && !takesAway.includes(operation)
    expect(featureOf(operation)).toBe(needs || ofCollections ? 'sharing' : null)
  })
  it('looks in the trash exactly for what is deleted', () => {
    expect('inTrash' in operations[operation]).toBe(operation.startsWith('trashed.'))
  })
})

describe('levels', () => {
  it('are three, each with what the ones before it allow', () => {
    expect(levels).toEqual(['view', 'contribute', 'manage'])
    expect(levels.map((a) => levels.filter((b) => isAtLeast(a, b)))).toEqual([
      ['view'],
      ['view', 'contribute'],
      ['view', 'contribute', 'manage'],
    ])
    expect(levels.map((wanted) => isAtLeast(null, wanted))).toEqual([false, false, false])
  })
  it('the highest of any paths counts; no path is no level', () => {
    expect(highest(['view', 'manage', 'contribute'])).toBe('manage')
    expect(highest(['contribute', 'view'])).toBe('contribute')
    expect(highest(['view'])).toBe('view')
    expect(highest([])).toBe(null)
  })
  it('are verbs', () =>
    expect(levels.map((l) => levelWords[l].title)).toEqual(['Can view', 'Can contribute', 'Can manage']))
  it('a role has on the whole library what the table of rules §1 says', () => {
    expect(roles.map((role) => standingLevels[role])).toEqual([
      'manage',
      'manage',
      'manage',
      'view',
      'by_reach',
      'none',
    ])
  })
})
