// What has to be done, from both sides as they were read.
import { describe, expect, it } from 'vitest'
import type { LocalFolder } from './local.ts'
import { keyOf } from './local.ts'
import { planOf } from './plan.ts'
import type { RemoteFolder } from './remote.ts'

const here = (path: string, inside: Partial<LocalFolder> = {}): LocalFolder => ({
  path,
  name: path.split('/').at(-1) ?? '',
  folders: [],
  files: [],
  leftOut: [],
  ...inside,
})
const file = (path: string, size = 1) => ({ path, name: path.split('/').at(-1) ?? '', size })
interface Things {
  files?: Record<string, number>
  folders?: Record<string, Things>
}
const there = (id: string | null, { files = {}, folders = {} }: Things = {}): RemoteFolder => ({
  id,
  isThere: true,
  isExcluded: false,
  files: new Map(
    Object.entries(files).map(([name, size]) => [
      keyOf(name),
      { id: `id of ${name}`, name, size, sha256: 'x', isExcluded: name.startsWith('out') },
    ]),
  ),
  folders: new Map(
    Object.entries(folders).map(([name, inside]) => [
      keyOf(name),
      { ...there(`id of ${name}`, inside), name, isExcluded: name.startsWith('out') },
    ]),
  ),
})

describe('a plan', () => {
  it('makes parents before what is in them, and sends what is in a folder that is not there yet', () => {
    const local = here('', { folders: [here('a', { folders: [here('a/b', { files: [file('a/b/c.txt')] })] })] })
    const plan = planOf(local, there(null), true)
    expect(plan.folders.map(({ path }) => path)).toEqual(['a', 'a/b'])
    expect(plan.uploads).toMatchObject([{ file: { path: 'a/b/c.txt' }, parent: 'a/b', isNew: true }])
    expect([...plan.folderIds]).toEqual([['', null]])
  })
  it('looks into files of the same size, sends those of another', () => {
    const local = here('', { files: [file('same.txt', 3), file('other.txt', 4)] })
    const plan = planOf(local, there('top', { files: { 'same.txt': 3, 'other.txt': 3 } }), true)
    expect(plan.same.map((s) => s.file.name)).toEqual(['same.txt'])
    expect(plan.uploads).toMatchObject([{ file: { name: 'other.txt' }, isNew: false }])
    expect(plan.deletions).toEqual([])
  })
  it('renames what differs by case alone, and takes names for the same whose characters are composed otherwise', () => {
    const local = here('', { files: [file('BEACH.jpg'), file('Cafe\u0301.txt'), file('STRASSE')] })
    const plan = planOf(local, there('top', { files: { 'beach.jpg': 1, 'Caf\u00E9.txt': 1, straße: 1 } }), true)
    expect(plan.renames.map(({ name }) => name)).toEqual(['BEACH.jpg', 'STRASSE'])
    expect([plan.uploads, plan.deletions]).toEqual([[], []])
  })
  it('deletes only when asked, a folder as one, and never what stands for something that was left out', () => {
    const leftOut = [{ path: 'link', name: 'link', why: '', isAmiss: false }]
    const remote = there('top', { files: { link: 1, gone: 1 }, folders: { old: { files: { x: 1 } } } })
    expect(planOf(here('', { leftOut }), remote, false).deletions).toEqual([])
    expect(planOf(here('', { leftOut }), remote, true).deletions.map(({ path }) => path)).toEqual(['old', 'gone'])
  })
  it('has the way made free only when asked', () => {
    const local = here('', { files: [file('thing')] })
    const remote = there('top', { folders: { thing: {} } })
    expect(planOf(local, remote, false)).toMatchObject({ uploads: [], inTheWay: [], amiss: [{ path: 'thing' }] })
    expect(planOf(local, remote, true)).toMatchObject({
      uploads: [{ isNew: true }],
      inTheWay: [{ id: 'id of thing' }],
      amiss: [],
      deletions: [],
    })
  })
  it('never deletes what is excluded, nor a folder that has some of it: only what is beside that, as far down as it goes', () => {
    const mixed = {
      files: { old: 1, 'out.tmp': 1 },
      folders: { deep: { files: { 'out.tmp': 1, x: 1 } }, plain: { files: { y: 1 } } },
    }
    const remote = there('top', { files: { 'out.jpg': 1 }, folders: { mixed, out: { files: { z: 1 } } } })
    expect(planOf(here(''), remote, true).deletions.map(({ path }) => path)).toEqual([
      'mixed/deep/x',
      'mixed/plain',
      'mixed/old',
    ])
  })
  it('leaves in its way what has something excluded in it', () => {
    const remote = there('top', { folders: { thing: { files: { 'out.tmp': 1 } } } })
    expect(planOf(here('', { files: [file('thing')] }), remote, true)).toMatchObject({
      uploads: [],
      inTheWay: [],
      amiss: [{ path: 'thing', why: expect.stringContaining('excluded') }],
      deletions: [],
    })
  })
})
