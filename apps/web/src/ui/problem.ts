// What an error says to a person, and to which field of a form.
import { TRPCClientError } from '@trpc/client'
import { problemOf } from '@usher/client'
import { sentence } from '@usher/domain'

/** One sentence for any error: the refusal's own, or what a bug or a broken connection comes to. */
export function sentenceOf(error: unknown): string {
  const problem = problemOf(error)
  if (problem) return sentence(problem)
  if (!(error instanceof TRPCClientError)) return 'Something went wrong on this page. Load it again.'
  // With a shape it is the server's own sentence, with the number of the request; without one nothing came back.
  return error.shape ? error.message : 'Usher cannot be reached. Check your connection and try again.'
}

/** Field → what is wrong with it, from a refused input; empty for every other error. */
export function fieldErrors(error: unknown): Record<string, string> {
  const problem = problemOf(error)
  return problem?.code === 'invalid_input'
    ? Object.fromEntries(problem.data.fields.filter(({ field }) => field).map(({ field, says }) => [field, says]))
    : {}
}
