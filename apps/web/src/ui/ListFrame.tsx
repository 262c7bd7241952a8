// The frame of every list: grey rows while it is read, why it could not be and the way to try again, what stands there
// when it is empty. What was read before stays in sight when reading it anew fails.
import { Button } from '@mantine/core'
import { ProblemText } from './ProblemText.tsx'

/** A query, as far as this needs it. */
export interface Reading {
  error: unknown
  refetch: () => unknown
}

/** Why something could not be read, and the button that tries again. Nothing where it could be. */
export function CouldNotRead({ error, refetch }: Reading) {
  return (
    <ProblemText error={error}>
      <Button size="xs" variant="default" mt={6} onClick={() => void refetch()}>
        Try again
      </Button>
    </ProblemText>
  )
}

interface Props<Row> {
  of: Reading
  /** Undefined until they were read. */
  rows: readonly Row[] | undefined
  /** In the place and size of what is about to appear. */
  loading: React.ReactNode
  /** One sentence, one action; null where an empty list says nothing. */
  empty: React.ReactNode
  children: (rows: readonly Row[]) => React.ReactNode
}

export function ListFrame<Row>({ of, rows, loading, empty, children }: Props<Row>) {
  if (!rows) return of.error ? <CouldNotRead {...of} /> : loading
  return (
    <>
      {rows.length ? children(rows) : !of.error && empty}
      <CouldNotRead {...of} />
    </>
  )
}
