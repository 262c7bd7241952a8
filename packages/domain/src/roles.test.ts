// The six roles by the names of rules §1, each with a sentence of its own that says what it is for.
import { expect, it } from 'vitest'
import { roles, roleWords } from './roles.ts'

it('there are six, under these names', () => {
  expect(roles.map((role) => [role, roleWords[role].title])).toEqual([
    ['account_admin', 'Account administrator'],
    ['developer', 'Developer'],
    ['library_full', 'Media library full access'],
    ['library_view', 'Media library view-only access'],
    ['library_restricted', 'Media library restricted access'],
    ['finance', 'Finance'],
  ])
})
it('each is explained in one sentence of its own', () => {
  const said = roles.map((role) => roleWords[role].explains)
  for (const sentence of said) expect(sentence).toMatch(/^[A-Z][^.\n]{30,100}\.$/)
  expect(new Set(said).size).toBe(roles.length)
})
