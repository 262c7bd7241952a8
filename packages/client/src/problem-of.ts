// The refusal in an error of a call, or of bytes on their way.
import { TRPCClientError } from '@trpc/client'
import type { AppRouter } from '@usher/api'
import { sentence } from '@usher/domain'
import type { AnyProblem } from './api.ts'

/** What a plain route refused, as a call does. */
export class Refused extends Error {
  readonly problem: AnyProblem
  constructor(problem: AnyProblem) {
    super(sentence(problem))
    this.name = 'Refused'
    this.problem = problem
  }
}

/** The refusal in an error, or null when the error is a bug or the network. `switch (problem?.code)` narrows its data. */
export const problemOf = (error: unknown): AnyProblem | null =>
  error instanceof Refused
    ? error.problem
    : error instanceof TRPCClientError
      ? ((error as TRPCClientError<AppRouter>).data?.problem ?? refusedBefore(error))
      : null

/** What was refused before it reached a procedure, such as a call that is too large, has the shape of a plain route's refusal. */
function refusedBefore({ meta }: TRPCClientError<AppRouter>): AnyProblem | null {
  const { problem } = Object(meta?.['responseJSON']) as { problem?: AnyProblem | null }
  return problem ?? null
}

/** Throws why a plain route did not answer as it should: `Refused`, or an error with its status. */
export async function mustBeOk(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  const text = await answer.text()
  const { problem } = (text.startsWith('{"message') ? JSON.parse(text) : {}) as { problem?: AnyProblem | null }
  throw problem ? new Refused(problem) : new Error(`Usher answered with status ${answer.status}.`)
}
