// The mark: an usher's torch, its light falling on one seat.
import { Group, Text } from '@mantine/core'
import './mark.css'

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" className="mark-ground" />
      <path d="M9.6 12.4 12.4 9.6 27.3 16.8V27H16.5z" className="mark-light" />
      <rect x="3.6" y="6.4" width="10" height="4.4" rx="1.5" transform="rotate(45 8.6 8.6)" className="mark-torch" />
      <path
        d="M16.5 17a2.2 2.2 0 0 1 2.2-2.2h4.1A2.2 2.2 0 0 1 25 17v4.4h.4a1.9 1.9 0 0 1 1.9 1.9V27H14.2v-3.7a1.9 1.9 0 0 1 1.9-1.9h.4z"
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
