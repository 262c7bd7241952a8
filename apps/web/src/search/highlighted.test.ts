// Which parts of a name a search marks.
import { expect, it } from 'vitest'
import { partsOf } from './Highlighted.tsx'

const marked = (name: string, words: string) =>
  partsOf(name, words)
    .map(({ text, isHit }) => (isHit ? `[${text}]` : text))
    .join('')

it.each([
  ['Beach 01.jpg', 'beach', '[Beach] 01.jpg'],
  ['Beach 01.jpg', '01 each', 'B[each] [01].jpg'],
  ['Beach 01.jpg', '', 'Beach 01.jpg'],
  ['Beach 01.jpg', 'sea', 'Beach 01.jpg'],
  ['aaa', 'aa', '[aaa]'],
  ['Cafe\u0301.png', 'CAFÉ', '[Café].png'],
  ['Straße', 'str', '[Str]aße'],
  ['İstanbul', 'i', 'İstanbul'],
])('%j for %j', (name, words, shown) => expect(marked(name, words)).toBe(shown))
