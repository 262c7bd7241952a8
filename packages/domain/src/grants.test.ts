// How long what somebody has can be given on: rules §8, "Ends".
import { describe, expect, it } from 'vitest'
import { earlierOf, endOfGiven, holdsAt, sharingBy } from './grants.ts'
import type { Path } from './reach.ts'

const friday = new Date('2026-11-27T00:00:00Z')
const sunday = new Date('2026-11-29T00:00:00Z')
const through = (level: 'view' | 'manage', ends: Date | null): Path => ({
  by: 'grant',
  level,
  on: 'spring',
  grant: 'g',
  group: null,
  ends,
})

it('what has no end holds; what has one is over at that very moment', () => {
  expect([null, sunday, friday].map((ends) => holdsAt(ends, friday))).toEqual([true, true, false])
})
it('the earlier of two ends is one of them, where there is one', () => {
  expect([
    earlierOf(friday, sunday),
    earlierOf(sunday, friday),
    earlierOf(null, friday),
    earlierOf(friday, null),
  ]).toEqual(Array(4).fill(friday))
  expect(earlierOf(null, null)).toBe(null)
})

describe('how long somebody can share', () => {
  it('not at all without manage', () => {
    expect(sharingBy([])).toEqual({ may: false })
    expect(sharingBy([through('view', null)])).toEqual({ may: false })
  })
  it('as long as the latest of the paths that give manage, whatever else ends when', () => {
    expect(sharingBy([through('manage', friday), through('manage', sunday)])).toEqual({ may: true, until: sunday })
    expect(sharingBy([through('manage', sunday), through('manage', friday)])).toEqual({ may: true, until: sunday })
    expect(sharingBy([through('manage', friday), through('view', null)])).toEqual({ may: true, until: friday })
  })
  it('without an end by a path that has none: a grant, ownership, a role', () => {
    for (const path of [
      through('manage', null),
      { by: 'ownership', level: 'manage', of: 'spring' },
      { by: 'role', level: 'manage' },
    ] satisfies Path[])
      for (const paths of [
        [path, through('manage', friday)],
        [through('manage', friday), path],
      ])
        expect(sharingBy(paths)).toEqual({ may: true, until: null })
  })
})

describe('the end of what is given', () => {
  it('is the giver’s own, where none is asked for', () => {
    expect(endOfGiven(null, friday)).toEqual({ outlasts: false, ends: friday })
    expect(endOfGiven(null, null)).toEqual({ outlasts: false, ends: null })
  })
  it('is the one asked for, up to the giver’s own', () => {
    expect(endOfGiven(friday, sunday)).toEqual({ outlasts: false, ends: friday })
    expect(endOfGiven(sunday, sunday)).toEqual({ outlasts: false, ends: sunday })
    expect(endOfGiven(sunday, null)).toEqual({ outlasts: false, ends: sunday })
  })
  it('a later one is refused, with the latest possible', () => {
    expect(endOfGiven(sunday, friday)).toEqual({ outlasts: true, latest: friday })
  })
})
