// Rules §4.5: what a collection passes on of what is put into it.
import { describe, expect, it } from 'vitest'
import { collectionsAtMost, passesOn, readCollectionName } from './collections.ts'

describe('what is put into a collection', () => {
  it('is passed on where whoever puts it in could share it, which needs manage', () => {
    expect(passesOn('manage', true)).toBe(true)
    expect(passesOn('contribute', true)).toBe(false)
    expect(passesOn('view', true)).toBe(false)
  })
  it('is passed on whatever the level where the account has turned the guard off', () => {
    expect(passesOn('contribute', false)).toBe(true)
    expect(passesOn('manage', false)).toBe(true)
  })
  it('is in at most fifty collections', () => expect(collectionsAtMost).toBe(50))
})
it('a collection is named as a group is', () => {
  expect(readCollectionName(' Picks ')).toEqual({ ok: true, value: 'Picks' })
  expect(readCollectionName('x'.repeat(81)).ok).toBe(false)
  expect(readCollectionName('a/b').ok).toBe(false)
})
