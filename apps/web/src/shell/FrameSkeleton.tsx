// The frame before anything is known: the same places, in grey.
import { Group, Skeleton, Stack } from '@mantine/core'
import './frame.css'

export function FrameSkeleton() {
  return (
    <output className="frame-skeleton" aria-label="Loading">
      <div className="frame-skeleton-side">
        <Group gap="sm" wrap="nowrap">
          <Skeleton height={32} width={32} />
          <Skeleton height={14} width={120} />
        </Group>
        <Stack gap="sm" mt="xl">
          <Skeleton height={14} width={90} />
          <Skeleton height={14} width={120} />
          <Skeleton height={14} width={100} />
        </Stack>
      </div>
      <div className="page">
        <Skeleton height={24} width={220} mt={4} mb={12} />
        <Skeleton height={14} width={320} mb="xl" />
        <Skeleton height={160} />
      </div>
    </output>
  )
}
