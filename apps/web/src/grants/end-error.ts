// What was refused about the end date, in words, beside its field; undefined for every other error.
import { problemOf } from '@usher/client'
import { sentenceOf } from '../ui/problem.ts'

export function endErrorOf(error: unknown): string | undefined {
  const code = problemOf(error)?.code
  return code === 'end_in_past' || code === 'outlasts_own' ? sentenceOf(error) : undefined
}
