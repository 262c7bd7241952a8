// The mark: an usher's torch, its light falling on one seat.
import { Group, Text } from '@mantine/core'

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" className="mark-ground" />
      <path d="M10.2 10.6 8.4 24h15.2l-1.8-13.4z" className="mark-light" />
      <path d="M12.6 4h6.8v3.2l2.2 3.4H10.4l2.2-3.4z" className="mark-torch" />
      <path d="M11.5 24v-4.2a2 2 0 0 1 2-2h5a2 2 0 0 1 2 2V24M9.4 24h13.2" className="mark-seat" />
    </svg>
  )
}

export function MarkAndName() {
  return (
    <Group gap={10} wrap="nowrap">
      <Mark />
      <Text fw={650} size="lg" component="span">
        Usher
      </Text>
    </Group>
  )
}
