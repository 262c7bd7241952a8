// Who is in a group, until when, and whether they can enter at all; adding people, another end, taking out.
import { ActionIcon, Group, Menu, Stack, Text } from '@mantine/core'
import { IconCalendarClock, IconDots, IconUserMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { upgradeInWords, useMay } from '../may.ts'
import { Initials } from '../ui/Initials.tsx'
import { Rows } from '../ui/Rows.tsx'
import { AddMembers } from './AddMembers.tsx'
import { useMemberActs } from './group-acts.ts'
import type { GroupMember, OpenGroup } from './group.ts'
import { MemberEndDialog } from './MemberEndDialog.tsx'
import { Until } from '../ui/Until.tsx'

const statusWords: Record<GroupMember['status'], string | null> = {
  active: null,
  suspended: 'Suspended in the account',
  ended: 'Ended in the account',
  // Of an account that is deleted nobody sees a group.
  deleted: null,
}

export function MembersTab({ group }: { group: OpenGroup }) {
  const manage = useMay('groups.manage')
  const acts = useMemberActs(group, manage.yes)
  const [ending, setEnding] = useState<GroupMember | null>(null)
  const within = new Set<string>(group.members.filter((m) => !m.hasEnded).map((m) => m.memberId))
  return (
    <Stack gap="md">
      {manage.yes ? (
        <AddMembers groupId={group.id} within={within} acts={acts} />
      ) : (
        manage.feature && <Text size="sm">{upgradeInWords('groups.manage', manage.feature)}</Text>
      )}
      {group.members.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody is in this group yet.
        </Text>
      ) : (
        <Rows label="Members">
          {group.members.map((member) => (
            <li key={member.memberId}>
              <Group gap={10} wrap="nowrap" align="flex-start">
                <Initials name={member.name} />
                <div className="group-who">
                  <Text size="sm" fw={550} className="breaks">
                    {member.name}
                  </Text>
                  <Text size="xs" c="dimmed" className="breaks">
                    {member.email}
                  </Text>
                  {statusWords[member.status] && (
                    <Text size="xs" c="dimmed">
                      {statusWords[member.status]}
                    </Text>
                  )}
                  <Until {...member} />
                </div>
                <Menu position="bottom-end" withinPortal width={220} withInitialFocusPlaceholder={false}>
                  <Menu.Target>
                    <ActionIcon variant="subtle" color="gray" size={32} aria-label={`Actions for ${member.name}`}>
                      <IconDots size={18} aria-hidden />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      leftSection={<IconCalendarClock size={16} stroke={1.8} aria-hidden />}
                      disabled={!manage.yes}
                      onClick={() => setEnding(member)}
                    >
                      Set end date
                    </Menu.Item>
                    <Menu.Divider />
                    <Menu.Item
                      leftSection={<IconUserMinus size={16} stroke={1.8} aria-hidden />}
                      c="var(--mantine-color-error)"
                      onClick={() => void acts.remove(member)}
                    >
                      Take out of the group
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </Group>
            </li>
          ))}
        </Rows>
      )}
      {ending && <MemberEndDialog member={ending} acts={acts} onClose={() => setEnding(null)} />}
    </Stack>
  )
}
