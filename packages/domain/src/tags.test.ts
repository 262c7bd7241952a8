// Names of tags: kept as written, or refused with a sentence.
import { describe, expect, it } from 'vitest'
import { readTagName, tagCharacters, tagsAtMost, tagsAtOnce } from './tags.ts'

describe('a tag', () => {
  it.each(['summer', 'Spring 2026', 'b/w', 'a\\b', '.', '写真', '🌊', '50 % off', 'x'.repeat(50), '🌊'.repeat(50)])(
    '%j is kept as it is written',
    (name) => expect(readTagName(name)).toEqual({ ok: true, value: name }),
  )
  it('is kept in NFC, so that two ways to encode it are one', () => {
    expect(readTagName('Cafe\u0301')).toEqual({ ok: true, value: 'Caf\u00e9' })
  })
  it.each([
    ['', 'Type a tag.'],
    [' \u00a0', 'Type a tag.'],
    [' a', 'A tag does not begin or end with a blank. Remove it.'],
    ['a ', 'A tag does not begin or end with a blank. Remove it.'],
    ['a,b', 'A tag contains no comma. Add each tag by itself.'],
    ['x'.repeat(51), 'This tag is longer than 50 characters. Shorten it.'],
    ['🌊'.repeat(51), 'This tag is longer than 50 characters. Shorten it.'],
  ])('%j is refused: %s', (name, wrong) => expect(readTagName(name)).toEqual({ ok: false, wrong }))
  it.each(['\n', '\0', '\u2028', '\u202e', '\ud800'])('with %j in it is refused, like a name', (sign) =>
    expect(readTagName(`a${sign}b`)).toEqual({
      ok: false,
      wrong: 'This tag contains line breaks or characters that change the direction of text. Type it by hand.',
    }),
  )
})

it('there are fifty on a thing at most, and twenty in one call', () => {
  expect({ tagsAtMost, tagsAtOnce, tagCharacters }).toEqual({ tagsAtMost: 50, tagsAtOnce: 20, tagCharacters: 50 })
})
