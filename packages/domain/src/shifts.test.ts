// What changes for whom, counted where it begins, and said in a sentence for each person.
import { describe, expect, it } from 'vitest'
import type { MemberId } from './ids.ts'
import type { Level } from './levels.ts'
import { isPoint, shiftedInWords, shiftsOf, weighedInWords, type Kept, type ShiftKind, type Shifted } from './shifts.ts'

const at = (kind: ShiftKind, name: string, before: Level | null, after: Level | null) => ({ kind, name, before, after })
const told = (points: Parameters<typeof shiftsOf>[0], keeps: Kept[] = [], name = 'Fay'): Shifted => ({
  memberId: name as MemberId,
  name,
  shifts: shiftsOf(points),
  keeps,
})
const say = (points: Parameters<typeof shiftsOf>[0], keeps?: Kept[]) => shiftedInWords(told(points, keeps))

describe('a change is counted where it begins', () => {
  const compare = (own: [Level | null, Level | null], above: [Level | null, Level | null], moved = false) =>
    isPoint({ before: own[0], after: own[1], above: { before: above[0], after: above[1] }, moved })
  it('and not again at what lies below', () => {
    expect(compare(['view', null], [null, null])).toBe(true)
    expect(compare(['view', null], ['view', null])).toBe(false)
    expect(compare(['manage', 'view'], ['view', null])).toBe(true)
  })
  it('and where somebody keeps what lies in what they lose; not what lies in what they gain', () => {
    expect(compare(['manage', 'manage'], ['view', null])).toBe(true)
    expect(compare(['manage', 'manage'], [null, 'view'])).toBe(false)
    expect(compare([null, null], [null, null])).toBe(false)
  })
  it('what is moved is counted itself, as nothing above it moves', () => {
    expect(compare(['view', null], ['view', null], true)).toBe(true)
    expect(compare([null, null], ['view', null], true)).toBe(false)
  })
})

describe('a sentence says', () => {
  it('what somebody loses: by name where it is little, counted where it is much', () => {
    expect(say([at('folder', 'Spring', 'view', null)])).toBe('Fay loses Spring.')
    expect(say([at('folder', 'Spring', 'view', null), at('file', 'a.jpg', 'manage', null)])).toBe(
      'Fay loses Spring and a.jpg.',
    )
    const many = [
      ...['A', 'B', 'C'].map((name) => at('folder', name, 'view', null)),
      ...['1', '2'].map((name) => at('file', name, 'view', null)),
      at('collection', 'Best', 'view', null),
    ]
    expect(say(many)).toBe('Fay loses 3 folders, 2 files and 1 collection.')
  })
  it('what they keep, and through what', () => {
    const keeps: Kept[] = [{ name: 'Spring', level: 'view', through: 'grant', group: 'Agency A' }]
    expect(say([], keeps)).toBe('Fay loses nothing; keeps Spring (Can view) through Agency A.')
    expect(say([at('folder', 'Spring', 'manage', 'view')], keeps)).toBe(
      'Fay keeps only Spring (Can view) through Agency A.',
    )
    expect(say([], [{ name: 'Spring', level: 'manage', through: 'ownership', group: null }])).toBe(
      'Fay loses nothing; keeps Spring (Can manage) as its owner.',
    )
    expect(say([at('folder', 'Spring', 'view', null), at('folder', 'Drafts', 'manage', 'manage')])).toBe(
      'Fay loses Spring; keeps Drafts (Can manage).',
    )
  })
  it('the whole library, and what is left of it', () => {
    expect(say([at('library', '', 'manage', null), at('folder', 'Spring', 'manage', 'view')])).toBe(
      'Fay loses the whole library; keeps only Spring (Can view).',
    )
    expect(say([at('library', '', null, 'manage'), at('folder', 'Spring', 'view', 'manage')])).toBe(
      'Fay gains the whole library (Can manage).',
    )
  })
  it('what they gain, and what becomes more', () => {
    expect(say([at('folder', 'Spring', null, 'contribute'), at('file', 'a.jpg', 'view', 'manage')])).toBe(
      'Fay gains Spring (Can contribute); gets more: a.jpg (Can manage).',
    )
  })
})

it('of many people the first are told by name, and the others counted', () => {
  const people = ['Ann', 'Bo', 'Cy'].map((name) => told([at('folder', 'Spring', 'view', null)], [], name))
  expect(weighedInWords({ people, more: 0, whole: true }, 1)).toEqual([
    'Ann loses Spring.',
    '2 more people lose something.',
  ])
  expect(weighedInWords({ people: [], more: 0, whole: true })).toEqual(['Nobody gains or loses anything.'])
  expect(weighedInWords({ people: [], more: 3, whole: false })).toEqual([
    'It may change for 3 more people.',
    'So much is concerned that only a part of it is counted here.',
  ])
})
