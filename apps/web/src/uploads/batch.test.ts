// Folders of an upload: which are asked for, in which order, and what is not asked twice.
import { expect, it } from 'vitest'
import { withAllAbove } from './batch.ts'

it('each folder comes after the one that it lies in, and once', () => {
  expect(withAllAbove([['Spring', 'Raw', 'Day 1'], ['Spring', 'Press'], []])).toEqual([
    ['Spring'],
    ['Spring', 'Raw'],
    ['Spring', 'Press'],
    ['Spring', 'Raw', 'Day 1'],
  ])
})
