// What a refusal means for the run: nothing goes with this key, or this one thing does not go.
import { problemOf, type AnyProblem } from '@usher/client'

/** With these nothing else will go either. */
const shut: ReadonlySet<AnyProblem['code']> = new Set([
  'key_unknown',
  'key_over',
  'key_elsewhere',
  'key_scope',
  'not_for_keys',
  'not_allowed',
  'cannot_enter',
])

/** Does the key not get in, or may it not do what is asked? */
export function isShut(error: unknown): boolean {
  const problem = problemOf(error)
  return problem !== null && shut.has(problem.code)
}

/** Why this one thing was refused, as a sentence. Throws the error itself where nothing else would go either. */
export function refusalOf(error: unknown): string {
  if (!problemOf(error) || isShut(error) || !(error instanceof Error)) throw error
  return error.message
}
