// What stands where a list has nothing: one small drawing, one sentence, one action.
import { Stack, Text } from '@mantine/core'
import './empty.css'

interface Props {
  sentence: string
  /** A button or link that leads on. */
  action?: React.ReactNode
}

export function EmptyState({ sentence, action }: Props) {
  return (
    <Stack align="center" gap="sm" py={48}>
      <svg width="96" height="64" viewBox="0 0 96 64" fill="none" aria-hidden className="empty-drawing">
        {/* A row of seats, one lit. */}
        <path d="M10 50h76" strokeWidth="2" strokeLinecap="round" />
        {[14, 40, 66].map((x) => (
          <path key={x} d={`M${x} 50V36a4 4 0 0 1 4-4h8a4 4 0 0 1 4 4v14`} strokeWidth="2" strokeLinejoin="round" />
        ))}
        <path className="empty-lit" d="M48 4 38 28h20z" />
      </svg>
      <Text c="dimmed" size="sm" ta="center" maw={420}>
        {sentence}
      </Text>
      {action}
    </Stack>
  )
}
