// What a refusal says about the name that was typed: to stand beside its field.
import { problemOf } from '@usher/client'
import { fieldErrors, sentenceOf } from '../ui/problem.ts'

/** Undefined where the error is about something else. */
export const nameErrorOf = (error: unknown): string | undefined =>
  problemOf(error)?.code === 'name_taken' ? sentenceOf(error) : fieldErrors(error)['name']
