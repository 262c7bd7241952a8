// What a group may be called, and how many groups there can be. Rules §2 and §8 ("Names").
import { describe, expect, it } from 'vitest'
import { groupsInWords, hasRoomForGroup, readGroupName } from './groups.ts'

describe('a group’s name', () => {
  it('is kept as it is written, in NFC and without blanks at its ends', () => {
    expect(readGroupName('  Agency A ')).toEqual({ ok: true, value: 'Agency A' })
    expect(readGroupName('Cafe\u0301')).toEqual({ ok: true, value: 'Caf\u00e9' })
    expect(readGroupName('写真 & Söhne')).toEqual({ ok: true, value: '写真 & Söhne' })
  })
  it('has eighty characters at most', () => {
    expect(readGroupName('a'.repeat(80))).toMatchObject({ ok: true })
    expect(readGroupName('a'.repeat(81))).toEqual({
      ok: false,
      wrong: 'This name is longer than 80 characters. Shorten it.',
    })
    // Astral letters count as one each, as long as the whole has no more than 255 bytes.
    expect(readGroupName('𝒜'.repeat(60))).toMatchObject({ ok: true })
    expect(readGroupName('𝒜'.repeat(80))).toMatchObject({ ok: false })
  })
  it.each(['', '   ', 'two\nlines', 'turned\u202eround', 'a/b', 'a\\b', '.', '..'])('is not %j', (typed) => {
    expect(readGroupName(typed)).toMatchObject({ ok: false })
  })
})

describe('groups', () => {
  it('the fifth of five is possible, the sixth is not', () => {
    expect(hasRoomForGroup({ used: 4, cap: 5 })).toBe(true)
    expect(hasRoomForGroup({ used: 5, cap: 5 })).toBe(false)
    expect(hasRoomForGroup({ used: 6, cap: 5 })).toBe(false)
  })
  it('the figure is told in words', () => {
    expect(groupsInWords({ used: 4, cap: 5 })).toBe('4 of 5 groups')
    expect(groupsInWords({ used: 0, cap: 1 })).toBe('0 of 1 group')
  })
})
