// Sizes in words, and the name that a second file of the same name gets.
import { expect, it } from 'vitest'
import { bytesInWords, nameBeside } from './files.ts'

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1949, '1.9 kB'],
  [9949, '9.9 kB'],
  [9950, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [2_400_000, '2.4 MB'],
  [50_000_000_000, '50 GB'],
  [12_340_000_000_000, '12 TB'],
  [5_000_000_000_000_000, '5000 TB'],
])('%d bytes are written as %s', (bytes, words) => expect(bytesInWords(bytes)).toBe(words))

it.each([
  ['beach.jpg', 'beach (2).jpg'],
  ['archive.tar.gz', 'archive (2).tar.gz'],
  ['README', 'README (2)'],
  ['.gitignore', '.gitignore (2)'],
  ['Dr. Ohm speaks', 'Dr. Ohm speaks (2)'],
  ['two\nlines', 'two\nlines (2)'],
])('beside %j there is %j', (name, beside) => expect(nameBeside(name, () => false)).toBe(beside))

it('counts on while the names are taken', () => {
  const taken = new Set(['beach (2).jpg', 'beach (3).jpg'])
  expect(nameBeside('beach.jpg', (name) => taken.has(name))).toBe('beach (4).jpg')
})
