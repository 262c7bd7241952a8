// The error of a form, unless it stands beside a field already.
import { fieldErrors } from './problem.ts'
import { ProblemText } from './ProblemText.tsx'

interface Props {
  error: unknown
  /** Said beside a field, by whatever knows. */
  saidElsewhere?: boolean
}

export function FormError({ error, saidElsewhere = false }: Props) {
  return saidElsewhere || Object.keys(fieldErrors(error)).length ? null : <ProblemText error={error} />
}
