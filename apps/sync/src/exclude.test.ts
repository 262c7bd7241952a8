// Which paths a pattern leaves out.
import { matchesGlob } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BadPattern, excludes } from './exclude.ts'

/** Of these paths, those that are left out; a slash at the end says that it is a folder. */
const out = (pattern: string, ...paths: string[]) => {
  const isOut = excludes([pattern])
  return paths.filter((path) => isOut(path.replace(/\/$/, ''), path.endsWith('/')))
}

describe('a pattern', () => {
  it('without a slash is of a name, at any depth', () => {
    expect(out('*.tmp', 'a.tmp', 'b/c/d.tmp', 'x.tmp/', 'a.tmp.txt', 'tmp')).toEqual(['a.tmp', 'b/c/d.tmp', 'x.tmp/'])
    expect(out('Thumbs.db', 'Thumbs.db', 'a/Thumbs.db', 'aThumbs.db')).toEqual(['Thumbs.db', 'a/Thumbs.db'])
  })
  it('with a slash at its beginning or in the middle is of a path from the top', () => {
    expect(out('/raw', 'raw', 'raw/', 'a/raw')).toEqual(['raw', 'raw/'])
    expect(out('raw/*.dng', 'raw/1.dng', 'a/raw/1.dng', 'raw/a/1.dng')).toEqual(['raw/1.dng'])
  })
  it('with a slash at its end is of folders', () => {
    expect(out('cache/', 'cache/', 'a/cache/', 'cache', 'a/cache')).toEqual(['cache/', 'a/cache/'])
    expect(out('/cache/', 'cache/', 'a/cache/')).toEqual(['cache/'])
  })
  it('goes over folders with **', () => {
    expect(out('**/raw', 'raw', 'a/b/raw')).toEqual(['raw', 'a/b/raw'])
    expect(out('a/**/z', 'a/z', 'a/b/z', 'a/b/c/z', 'b/a/z', 'az')).toEqual(['a/z', 'a/b/z', 'a/b/c/z'])
    expect(out('a/**', 'a', 'a/', 'a/b', 'a/b/c')).toEqual(['a/b', 'a/b/c'])
    expect(out('**', 'a', 'a/b')).toEqual(['a', 'a/b'])
  })
  it('has ? for one character and [ ] for one of some', () => {
    expect(out('IMG_?.jpg', 'IMG_1.jpg', 'IMG_12.jpg', 'IMG_\u{1F3D6}.jpg', 'IMG_/.jpg')).toEqual([
      'IMG_1.jpg',
      'IMG_\u{1F3D6}.jpg',
    ])
    expect(out('[a-c]x', 'ax', 'dx', '-x')).toEqual(['ax'])
    expect(out('[!a-c]x', 'ax', 'dx', 'a/x')).toEqual(['dx'])
    expect(out('[^a]x', 'ax', 'bx', '^x')).toEqual(['bx', '^x'])
    expect(out('[]-]x', ']x', '-x', 'ax')).toEqual([']x', '-x'])
    expect(out('[\\d\\]]x', 'dx', ']x', '5x', '\\x')).toEqual(['dx', ']x'])
  })
  it('means what has no meaning here, or stands behind \\, as it is written', () => {
    expect(out('a.b+(c){1}|$^', 'a.b+(c){1}|$^', 'aab+(c){1}|$^')).toEqual(['a.b+(c){1}|$^'])
    expect(out('\\*\\?\\[x', '*?[x', 'ab[x')).toEqual(['*?[x'])
    expect(out('\\!important', '!important')).toEqual(['!important'])
    expect(out('*.{jpg,png}', 'a.jpg', 'a.{jpg,png}')).toEqual(['a.{jpg,png}'])
  })
  it('takes upper and lower case, and composed characters, for the same, as the library does', () => {
    expect(out('*.JPG', 'a.jpg', 'B.Jpg')).toEqual(['a.jpg', 'B.Jpg'])
    expect(out('Cafe\u0301/*', 'CAF\u00C9/menu')).toEqual(['CAF\u00C9/menu'])
    expect(out('[A-C]x', 'bx', 'DX')).toEqual(['bx'])
  })
  it('of many is enough', () => {
    const isOut = excludes(['*.tmp', 'cache/'])
    expect([isOut('a.tmp', false), isOut('a/cache', true), isOut('a.txt', false)]).toEqual([true, true, false])
    expect(excludes([])('a', false)).toBe(false)
  })
  it('with very many stars is answered at once', () => {
    const began = performance.now()
    expect(out('*a*a*a*a*b', 'a'.repeat(200))).toEqual([])
    expect(performance.now() - began).toBeLessThan(2000)
  })
  it.each([
    '',
    '/',
    '//',
    '!a',
    'a//b',
    './a',
    '../a',
    'a/./b',
    '[',
    'a[bc',
    '[]',
    '[!]',
    '[z-a]',
    '[[:alpha:]]',
    'a\\',
  ])('that cannot be read is refused: %j', (pattern) => {
    expect(() => excludes([pattern])).toThrow(BadPattern)
    expect(() => excludes(['*.tmp', pattern])).toThrow(/^--exclude /)
  })
})

it('of a path from the top, Node’s own patterns say the same', () => {
  const names = ['a', 'b', 'ab', 'a.b', 'ba']
  const paths = [...names, ...names.flatMap((x) => names.map((y) => `${x}/${y}`)), 'a/b/ab', 'ab/a/b', 'a/ab/a.b']
  const pieces = ['a', 'b', '*', '?', '**', '[ab]', '[!a]', 'a*', '*.b', '?b']
  // Behind a last `**` Node lets be nothing at all.
  const patterns = pieces.flatMap((x) => pieces.flatMap((y) => (y === '**' ? [] : [`${x}/${y}`, `${x}/b/${y}`])))
  const differing = patterns.filter(
    (pattern) => out(pattern, ...paths).join() !== paths.filter((path) => matchesGlob(path, pattern)).join(),
  )
  expect(differing).toEqual([])
  expect(patterns.filter((pattern) => out(pattern, ...paths).length).length).toBeGreaterThan(100)
})
