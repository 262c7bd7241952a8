// Each break of the relation is still a break of it: its text stands there, once, and what it becomes is something else.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { breaks, relation } from './breaks-of-the-relation.ts'

const source = relation.map((file) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')).join('')

it.each(breaks)('$what', ({ from, to }) => {
  expect(source.split(from).length - 1).toBe(1)
  expect(to).not.toBe(from)
})
it('are told by different names', () => {
  expect(new Set(breaks.map((b) => b.what)).size).toBe(breaks.length)
})
