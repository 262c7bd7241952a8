// Grey shapes of what is about to appear, in its place and size, so that nothing jumps when it does.
import { Group, Skeleton, Stack } from '@mantine/core'
import './rows.css'

/** Lines of text; the last one is shorter. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <Stack gap="xs" aria-hidden>
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={i} height={14} width={i === lines - 1 ? '60%' : '100%'} />
      ))}
    </Stack>
  )
}

/** Rows of a table with a picture at the left. */
export function SkeletonRows({ rows = 5, height = 52 }: { rows?: number; height?: number }) {
  return (
    <output className="skeleton-rows" aria-label="Loading">
      {Array.from({ length: rows }, (_, i) => (
        <Group key={i} h={height} gap="sm" wrap="nowrap" className="skeleton-row">
          <Skeleton circle height={32} />
          <Skeleton height={14} width="30%" />
          <Skeleton height={14} width="20%" ml="auto" />
        </Group>
      ))}
    </output>
  )
}
