// The mark: an usher's torch, its light falling on one seat.
import { Group, Text } from '@mantine/core'

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" className="mark-ground" />
      <path d="M12.6 8.5h6.8L27 26H5z" className="mark-light" />
      <path d="M13 4h6a1 1 0 0 1 1 1v3.5h-8V5a1 1 0 0 1 1-1z" className="mark-torch" />
      <path
        d="M12 15.5a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2V20h1.2a1.8 1.8 0 0 1 1.8 1.8V26H9v-4.2a1.8 1.8 0 0 1 1.8-1.8H12z"
        className="mark-seat"
      />
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
