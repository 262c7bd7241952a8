// How far away a moment is, as people say it.
import { expect, it } from 'vitest'
import { agoInWords } from './ago-in-words.ts'

const now = new Date('2030-05-03T12:00:00Z')
const words = (seconds: number) => agoInWords(new Date(now.getTime() + seconds * 1000), now)

it.each([
  [-59, 'just now'],
  [59, 'in a moment'],
  [-60, '1 minute ago'],
  [-3599, '59 minutes ago'],
  [-3600, '1 hour ago'],
  [-86_400, '1 day ago'],
  [7 * 86_400 - 1, 'in 7 days'],
  [-(7 * 86_400 - 1), '6 days ago'],
  [3 * 86_400, 'in 3 days'],
  [8 * 86_400, 'in 1 week'],
  [-400 * 86_400, '1 year ago'],
])('%i seconds from now is "%s"', (seconds, said) => {
  expect(words(seconds)).toBe(said)
})
