// A password to be chosen; its strength is judged by the server, in words beside the field.
import { PasswordInput } from '@mantine/core'
import { problemOf } from '@usher/client'
import { passwordMin, sentence } from '@usher/domain'
import { fieldErrors } from '../ui/problem.ts'

interface Props {
  label?: string
  value: string
  onChange: (value: string) => void
  /** The error of the whole form: what it says about the password stands here. */
  error: unknown
  /** The field's name in the call. */
  field: string
}

/** Is this error about the chosen password? Then it stands beside that field, and not below the form. */
export function isAboutPassword(error: unknown): boolean {
  const code = problemOf(error)?.code
  return code === 'password_short' || code === 'password_weak'
}

export function NewPassword({ label = 'Password', value, onChange, error, field }: Props) {
  const problem = problemOf(error)
  const wrong = problem && isAboutPassword(error) ? sentence(problem) : fieldErrors(error)[field]
  return (
    <PasswordInput
      label={label}
      description={`At least ${passwordMin} characters. A few words in a row are easy to keep and hard to guess.`}
      autoComplete="new-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={wrong}
      required
      withAsterisk={false}
    />
  )
}
