// An error in words, said aloud by screen readers when it appears. Nothing where there is no error.
import { Group, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { sentenceOf } from './problem.ts'
import './problem.css'

interface Props {
  error: unknown
  /** A way out beside the sentence, such as a button. */
  children?: React.ReactNode
}

export function ProblemText({ error, children }: Props) {
  if (!error) return null
  return (
    <Group role="alert" className="problem" wrap="nowrap" align="flex-start" gap="xs">
      <IconAlertCircle size={18} stroke={1.8} aria-hidden className="problem-icon" />
      <div>
        <Text size="sm">{sentenceOf(error)}</Text>
        {children}
      </div>
    </Group>
  )
}
