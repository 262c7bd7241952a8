// Names of files and folders, rules §8: kept as written, or refused with a sentence.
import { describe, expect, it } from 'vitest'
import { idsAtOnce } from './plans.ts'
import { assetNameBytes, deepest, foldersAtOnce, readAssetName, trashDays } from './assets.ts'

describe('a name', () => {
  it.each([
    'Spring',
    'beach.jpg',
    'Übergrößen (2)',
    '写真',
    'a',
    '...',
    '.hidden',
    '🌊',
    '👩\u200d💻 team',
    '"quoted" & <b>',
    'x'.repeat(255),
  ])('%j is kept as it is written', (name) => expect(readAssetName(name)).toEqual({ ok: true, value: name }))
  it('is kept in NFC, so that two ways to encode it are one', () => {
    expect(readAssetName('Cafe\u0301')).toEqual({ ok: true, value: 'Caf\u00e9' })
  })
  it.each([
    ['', 'Type a name.'],
    [' \u00a0', 'Type a name.'],
    [' a', 'A name does not begin or end with a blank. Remove it.'],
    ['a\u00a0', 'A name does not begin or end with a blank. Remove it.'],
    ['a/b', 'A name contains neither / nor \\. Use another character.'],
    ['a\\b', 'A name contains neither / nor \\. Use another character.'],
    ['../x', 'A name contains neither / nor \\. Use another character.'],
    ['.', '“.” and “..” have a meaning of their own. Choose another name.'],
    ['..', '“.” and “..” have a meaning of their own. Choose another name.'],
    ['x'.repeat(256), 'This name is longer than 255 bytes. Shorten it.'],
    [`${'é'.repeat(127)}xx`, 'This name is longer than 255 bytes. Shorten it.'],
    ['x'.repeat(10_000), 'This name is longer than 255 bytes. Shorten it.'],
  ])('%j is refused: %s', (name, wrong) => expect(readAssetName(name)).toEqual({ ok: false, wrong }))
  it.each([
    '\n',
    '\0',
    '\u007f',
    '\u2028',
    '\u2029',
    '\u061c',
    '\u200e',
    '\u200f',
    '\u202a',
    '\u202e',
    '\u2066',
    '\u2069',
    '\ud800',
  ])('with %j in it is refused: it breaks the line or turns the text round', (sign) =>
    expect(readAssetName(`a${sign}b`)).toEqual({
      ok: false,
      wrong: 'This name contains line breaks or characters that change the direction of text. Type it by hand.',
    }),
  )
  it('counts bytes, not characters', () => {
    expect(readAssetName('é'.repeat(127))).toMatchObject({ ok: true })
    expect(readAssetName('é'.repeat(128))).toMatchObject({ ok: false })
  })
})

it('the limits of the tree, and of a batch, are those of the rules', () => {
  expect(idsAtOnce).toBe(100)
  expect({ assetNameBytes, trashDays, foldersAtOnce, deepest }).toEqual({
    assetNameBytes: 255,
    trashDays: 30,
    foldersAtOnce: 20_000,
    deepest: 1000,
  })
})
