// Until when something holds, or since when no more, beside a clock; the exact moment on hover. Nothing without an end.
import { Group, Text } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { dayInWords, momentInWords } from './in-words.ts'
import './until.css'

export function Until({ endsAt, hasEnded }: { endsAt: string | null; hasEnded: boolean }) {
  if (!endsAt) return null
  return (
    <Group gap={4} wrap="nowrap" component="span" className="until" title={momentInWords(endsAt)}>
      <IconClock size={14} stroke={1.8} aria-hidden className="until-clock" data-over={hasEnded || undefined} />
      <Text span size="xs" c="dimmed">
        {hasEnded ? 'ended on' : 'until'} {dayInWords(endsAt)}
      </Text>
    </Group>
  )
}
