// The three tabs of a person's drawer: what the role may do here, devices in this account, and the log about them.
import { List, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { extentOf, levelWords, may, mayEnter, permissionNames, permissions, roleWords } from '@usher/domain'
import { ReachOf } from '../access-of/ReachOf.tsx'
import { EntryList } from '../log/EntryList.tsx'
import { useLog } from '../log/use-log.ts'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Ago } from '../ui/Ago.tsx'
import { Rows } from '../ui/Rows.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { extentInWords } from './CompareRoles.tsx'
import { isMember, titleOf, type Person } from './person.ts'
import './role-choice.css'

/** What they get to in the library; what the role may do on this plan; for who cannot enter now, why, and what would hold again. */
export function AccessTab({ person }: { person: Person }) {
  const { plan } = useMe().here
  const { role } = person
  const status = person.state === 'suspended' || person.state === 'ended' ? person.state : 'active'
  const enters = mayEnter({ role, plan, status })
  const has = permissionNames.filter((p) => may({ role, plan, status: 'active' }, p).yes)
  return (
    <Stack gap="sm">
      {isMember(person) && (
        <section aria-label="In the library">
          <Text component="h3" size="sm" fw={600} mb="xs">
            In the library
          </Text>
          <ReachOf key={person.id} whose={{ kind: 'member', id: person.id, name: titleOf(person) }} />
        </section>
      )}
      <Text component="h3" size="sm" fw={600} mt="sm">
        By the role
      </Text>
      <Text size="sm">{roleWords[role].explains}</Text>
      {!isMember(person) && (
        <Text size="sm" c="dimmed">
          Has no access yet: the invitation is not accepted. Then this role may:
        </Text>
      )}
      {person.folders.length > 0 && (
        <Text size="sm" c="dimmed">
          {`Shared with them as soon as they accept: ${person.folders.map((f) => `${f.name} (${levelWords[f.level].title})`).join(', ')}.`}
        </Text>
      )}
      {!enters.yes && (
        <Text size="sm" c="dimmed">
          {status === 'active'
            ? 'Cannot enter at the moment: the plan of this account has no place for this role. Everything is kept, and comes back with the plan.'
            : `Cannot enter now: ${status}.`}
          {has.length > 0 && ' As an active member, this role may:'}
        </Text>
      )}
      <List
        size="sm"
        spacing={6}
        listStyleType="none"
        icon={<IconCheck size={16} stroke={2} aria-hidden className="matrix-yes" />}
      >
        {has.map((permission) => {
          const extent = extentOf(role, permission)
          return (
            <List.Item key={permission}>
              {permissions[permission].title}
              {extent !== 'all' && extent !== 'none' && (
                <Text span size="sm" c="dimmed">
                  {' '}
                  ({extentInWords[extent]})
                </Text>
              )}
            </List.Item>
          )
        })}
      </List>
    </Stack>
  )
}

/** Where somebody was active in this account; nothing of what they do elsewhere. */
export function SessionsTab({ person }: { person: Person }) {
  const presence = trpc.members.presence.useQuery({ memberId: person.id })
  return (
    <ListFrame
      of={presence}
      rows={presence.data}
      loading={<SkeletonText lines={4} />}
      empty={
        <Text size="sm" c="dimmed">
          On no device in this account now.
        </Text>
      }
    >
      {(devices) => (
        <Rows>
          {devices.map(({ device, enteredAt, lastActiveAt }) => (
            <li key={`${device} ${enteredAt}`}>
              <Text size="sm" fw={500}>
                {device}
              </Text>
              <Text size="xs" c="dimmed">
                Active <Ago at={lastActiveAt} />, entered <Ago at={enteredAt} />
              </Text>
            </li>
          ))}
        </Rows>
      )}
    </ListFrame>
  )
}

/** The entries about this member or invitation, newest first. */
export function HistoryTab({ person }: { person: Person }) {
  const log = useLog({ on: person.id })
  return <EntryList of={log} entries={log.entries} empty="The log says nothing about them yet." />
}
