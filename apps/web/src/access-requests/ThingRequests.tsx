// Who asks for access to the one thing that is being shared, above all else; nothing where nobody does.
import { Group, Text } from '@mantine/core'
import type { Subject } from '../grants/subject.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { useRequests } from './access-requests.ts'
import { useWaiting } from './use-waiting.ts'
import { RequestList } from './RequestList.tsx'

export function ThingRequests({ subject }: { subject: Subject }) {
  const [id = ''] = subject.ids
  return useWaiting().things.has(id) ? <Waiting thingId={id} /> : null
}

function Waiting({ thingId }: { thingId: string }) {
  const found = useRequests(thingId)
  const { requests } = found
  // Somebody else has answered them meanwhile.
  if (requests?.length === 0) return null
  return (
    <section aria-label="Who asks for access">
      <Text component="h3" size="sm" fw={600}>
        Who asks for access
      </Text>
      {requests ? <RequestList requests={requests} ofOne /> : !found.error && <SkeletonRows rows={1} height={56} />}
      <CouldNotRead {...found} />
      <Group justify="center">
        <LoadMore of={found} size="xs" mt="xs" />
      </Group>
    </section>
  )
}
