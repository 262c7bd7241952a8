// What a refused upload says, and the way out of it.
import { problemOf } from '@usher/client'
import { sentence, type AnyProblem } from '@usher/domain'
import { sentenceOf } from '../ui/problem.ts'
import type { Way } from './upload.ts'

/** A refusal that came over plain HTTP. */
export class Refused extends Error {
  readonly problem: AnyProblem
  constructor(problem: AnyProblem) {
    super(problem.code)
    this.problem = problem
  }
}
/** The file is not where it was chosen, or not what it was. */
export class UnreadableFile extends Error {}

export const codeOf = (error: unknown): AnyProblem['code'] | undefined =>
  (error instanceof Refused ? error.problem : problemOf(error))?.code

/** Where trying again helps nobody. */
const otherWays: Partial<Record<AnyProblem['code'], Way>> = {
  upload_stranded: 'place',
  level_too_low: 'place',
  not_found: 'place',
  not_a_folder: 'place',
  file_too_large: 'none',
  invalid_input: 'none',
  too_deep: 'none',
}
const wayOf = (code: AnyProblem['code'] | undefined): Way => (code && otherWays[code]) ?? 'retry'

export const refusedBecause = (error: unknown) => ({
  is: 'refused' as const,
  words: error instanceof Refused ? sentence(error.problem) : sentenceOf(error),
  way: wayOf(codeOf(error)),
})
