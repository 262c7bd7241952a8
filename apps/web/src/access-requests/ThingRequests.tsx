// Who asks for access to the one thing that is being shared, above all else; nothing where nobody does.
import { Group, Text } from '@mantine/core'
import type { Subject } from '../grants/subject.ts'
import { LoadMore } from '../ui/LoadMore.tsx'
import { useRequests, useWaiting } from './access-requests.ts'
import { RequestList } from './RequestList.tsx'

export function ThingRequests({ subject }: { subject: Subject }) {
  const [id = ''] = subject.ids
  return useWaiting().things.has(id) ? <Waiting thingId={id} /> : null
}

function Waiting({ thingId }: { thingId: string }) {
  const found = useRequests(thingId)
  if (!found.requests?.length) return null
  return (
    <section aria-label="Who asks for access">
      <Text component="h3" size="sm" fw={600}>
        Who asks for access
      </Text>
      <RequestList requests={found.requests} ofOne />
      <Group justify="center">
        <LoadMore of={found} size="xs" mt="xs" />
      </Group>
    </section>
  )
}
