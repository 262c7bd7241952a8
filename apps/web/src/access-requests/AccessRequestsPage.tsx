// The queue of those who ask for access to what the reader can share, who waits for longest first.
import { Group } from '@mantine/core'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { useRequests } from './access-requests.ts'
import { RequestList } from './RequestList.tsx'

export function AccessRequestsPage() {
  const found = useRequests()
  return (
    <Page title="Access requests" subtitle="People with restricted access who ask for something that you can share.">
      <ListFrame
        of={found}
        rows={found.requests}
        loading={<SkeletonRows rows={4} height={64} />}
        empty={
          <EmptyState sentence="Nobody waits for an answer. Who asks for something that you can share stands here." />
        }
      >
        {(requests) => (
          <>
            <RequestList requests={requests} />
            <Group justify="center" mt="md">
              <LoadMore of={found} />
            </Group>
          </>
        )}
      </ListFrame>
    </Page>
  )
}
