// One group in full, its place in the address: who is in it, what is shared with it, and what that gets it to.
import { Tabs, Text } from '@mantine/core'
import { problemOf } from '@usher/client'
import { ReachOf } from '../access-of/ReachOf.tsx'
import { trpc } from '../trpc.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Panel } from '../ui/Panel.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { tabs, type ChangeSearch, type Tab } from './groups-search.ts'
import { MembersTab } from './MembersTab.tsx'
import { SharedTab } from './SharedTab.tsx'

interface Props {
  id: string
  tab: Tab
  change: ChangeSearch
}

export function GroupDrawer({ id, tab, change }: Props) {
  const found = trpc.groups.see.useQuery(
    { groupId: id },
    { retry: (n, error) => n < 3 && problemOf(error)?.code !== 'not_found' },
  )
  const group = found.data
  const isGone = problemOf(found.error)?.code === 'not_found'
  return (
    <Panel
      onClose={() => change({ group: undefined, tab: 'members' })}
      size="md"
      title={group && !isGone ? group.name : 'Group'}
    >
      {found.isLoading && <SkeletonText lines={6} />}
      {isGone ? <Text size="sm">There is no such group any more: it was deleted.</Text> : <CouldNotRead {...found} />}
      {group && !isGone && (
        <Tabs
          value={tab}
          onChange={(to) => change({ tab: tabs.find((t) => t === to) ?? 'members' }, { replace: true })}
        >
          <Tabs.List>
            <Tabs.Tab value="members">Members</Tabs.Tab>
            <Tabs.Tab value="shared">Shared with it</Tabs.Tab>
            <Tabs.Tab value="access">Access</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="members" pt="md">
            <MembersTab group={group} />
          </Tabs.Panel>
          <Tabs.Panel value="shared" pt="md">
            <SharedTab grants={group.grants} />
          </Tabs.Panel>
          <Tabs.Panel value="access" pt="md">
            {tab === 'access' && <ReachOf key={id} whose={{ kind: 'group', id, name: group.name }} />}
          </Tabs.Panel>
        </Tabs>
      )}
    </Panel>
  )
}
