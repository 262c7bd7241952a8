// What is wrong with an input is said field by field, in words that a person can act on.
import { expect, it } from 'vitest'
import { z } from 'zod'
import { sentence } from '@usher/domain'
import { nameField, roleField } from './fields.ts'
import { problemIn } from './refusing.ts'

const input = z.strictObject({ name: nameField, role: roleField, password: z.string() })
const saidOf = (given: object): string | undefined => {
  const problem = problemIn(input.safeParse(given).error)
  return problem ? sentence(problem.toJSON()) : undefined
}

it('a field that is missing is said to be missing, in no language of the program', () => {
  expect(saidOf({})).toBe('name: This is missing. role: Choose a role. password: This is missing.')
})
it('a field that is wrong is said in the words of its rule', () => {
  expect(saidOf({ name: ' ', role: 'king', password: 'x' })).toBe('name: Type a name. role: Choose a role.')
})
it('a field that is not known is named', () => {
  expect(saidOf({ name: 'Ben', role: 'finance', password: 'x', admin: true })).toBe(
    'admin: This field is not known here. Leave it out.',
  )
})
