// One member or invitation in full, its place in the address: what the role may do, where they were active in this
// account, and what the log tells about them.
import { Group, Stack, Tabs, Text } from '@mantine/core'
import { useMay } from '../may.ts'
import { RoleBadge } from '../roles/RoleBadge.tsx'
import { trpc } from '../trpc.ts'
import { Initials } from '../ui/Initials.tsx'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Panel } from '../ui/Panel.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { momentInWords } from '../ui/in-words.ts'
import { tabs, type ChangeSearch, type PeopleSearch } from './people-search.ts'
import { GroupBadges } from './GroupBadges.tsx'
import { isMember, titleOf, type Person } from './person.ts'
import { AccessTab, HistoryTab, SessionsTab } from './PersonTabs.tsx'
import { StateText } from './StateText.tsx'

const tabWords: Record<PeopleSearch['tab'], string> = { access: 'Access', sessions: 'Sessions', history: 'History' }

interface Props {
  id: string
  tab: PeopleSearch['tab']
  change: ChangeSearch
}

export function PersonDrawer({ id, tab, change }: Props) {
  const found = trpc.members.list.useQuery({ id })
  const person = found.data?.rows[0]
  return (
    <Panel
      onClose={() => change({ person: undefined, tab: 'access' })}
      size="md"
      title={person ? titleOf(person) : 'Details'}
    >
      {found.isLoading && <SkeletonText lines={6} />}
      <CouldNotRead {...found} />
      {found.data && !person && (
        <Text size="sm">There is nobody here any more: the person was removed, or the invitation is over.</Text>
      )}
      {person && <Details person={person} tab={tab} change={change} />}
    </Panel>
  )
}

function Details({ person, tab, change }: { person: Person } & Omit<Props, 'id'>) {
  const log = useMay('audit.people')
  const shown = tabs.filter((t) => t === 'access' || (t === 'sessions' ? isMember(person) : log.yes))
  return (
    <Stack gap="md">
      <Group gap="md" wrap="nowrap" align="flex-start">
        <Initials name={titleOf(person)} size={48} />
        <Stack gap={6} className="who">
          <Text size="sm" className="breaks">
            {person.email}
          </Text>
          <div>
            <RoleBadge role={person.role} />
          </div>
          <StateText person={person} />
          {person.groups.length > 0 && <GroupBadges groups={person.groups} />}
          {person.endsAt && (
            <Text size="sm" c="dimmed">
              {person.state === 'ended' ? 'Ended' : 'Ends'} {momentInWords(person.endsAt)}
            </Text>
          )}
        </Stack>
      </Group>
      <Tabs
        value={shown.includes(tab) ? tab : 'access'}
        onChange={(to) => change({ tab: tabs.find((t) => t === to) ?? 'access' }, { replace: true })}
      >
        <Tabs.List>
          {shown.map((t) => (
            <Tabs.Tab key={t} value={t}>
              {tabWords[t]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="access" pt="md">
          <AccessTab person={person} />
        </Tabs.Panel>
        <Tabs.Panel value="sessions" pt="md">
          {tab === 'sessions' && <SessionsTab person={person} />}
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          {tab === 'history' && <HistoryTab person={person} />}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
