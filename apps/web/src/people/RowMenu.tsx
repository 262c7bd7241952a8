// What can be done with one person or invitation. What cannot be done now is disabled, and the menu says why in words.
import { ActionIcon, Menu, Text } from '@mantine/core'
import {
  IconCalendarClock,
  IconDots,
  IconEye,
  IconId,
  IconLink,
  IconLogout,
  IconMail,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
  IconUserCog,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react'
import { seesByReach } from '@usher/domain'
import { upgradeInWords, useMay } from '../may.ts'
import { useViewAs } from '../view-as/use-view-as.ts'
import type { PeopleActs } from './people-acts.ts'
import { useOpenDialog } from './people-dialogs.ts'
import { isMember, titleOf, type Person } from './person.ts'

interface Props {
  person: Person
  /** The only one who holds the account: cannot be taken away. */
  isLast: boolean
  acts: PeopleActs
  onDetails: () => void
}
interface ItemProps {
  icon: Icon
  children: string
  onClick: () => void
  disabled?: boolean
  /** Red: something is lost. */
  isLoss?: boolean
}
const Item = ({ icon: Icon, children, onClick, disabled = false, isLoss = false }: ItemProps) => (
  <Menu.Item
    leftSection={<Icon size={16} stroke={1.8} aria-hidden />}
    onClick={onClick}
    disabled={disabled}
    {...(isLoss && { c: 'var(--mantine-color-error)' })}
  >
    {children}
  </Menu.Item>
)

export function RowMenu({ person, isLast, acts, onDetails }: Props) {
  return (
    <Menu position="bottom-end" withinPortal width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`Actions for ${titleOf(person)}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-describedby={whyId}>
        <Item icon={IconId} onClick={onDetails}>
          {isMember(person) ? 'View access' : 'Details'}
        </Item>
        {isMember(person) ? <MemberItems {...{ person, isLast, acts }} /> : <InvitationItems {...{ person, acts }} />}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Read with the menu itself: what is disabled takes no focus. */
const whyId = 'row-menu-why'
const Why = ({ children }: { children: string }) => (
  <Text id={whyId} size="xs" c="dimmed" px="sm" pb={6} maw={240}>
    {children}
  </Text>
)

function MemberItems({ person, isLast, acts }: Omit<Props, 'onDetails'>) {
  const open = useOpenDialog()
  const manage = useMay('people.manage')
  const remove = useMay('people.remove')
  const groups = useMay('groups.manage')
  const viewAs = useViewAs()
  const people = [person]
  const bound = !manage.yes || isLast
  return (
    <>
      <Item icon={IconUserCog} disabled={bound} onClick={() => open({ kind: 'changeRole', people })}>
        Change role
      </Item>
      {seesByReach(person.role) && (
        <Item icon={IconUsersGroup} disabled={!groups.yes} onClick={() => open({ kind: 'editGroups', person })}>
          Edit groups
        </Item>
      )}
      <Item icon={IconCalendarClock} disabled={bound} onClick={() => open({ kind: 'setEnd', people })}>
        Set end date
      </Item>
      <Item icon={IconLogout} disabled={!manage.yes} onClick={() => open({ kind: 'endSessions', people })}>
        End sessions here
      </Item>
      {person.state === 'suspended' ? (
        <Item icon={IconPlayerPlay} disabled={!manage.yes} onClick={() => void acts.reinstate(people)}>
          Reinstate
        </Item>
      ) : (
        <Item icon={IconPlayerPause} disabled={bound} onClick={() => void acts.suspend(people)}>
          Suspend
        </Item>
      )}
      <Item icon={IconEye} onClick={() => viewAs.member(person.id)}>
        View as
      </Item>
      {!manage.yes && manage.feature && <Why>{upgradeInWords('people.manage', manage.feature)}</Why>}
      {manage.yes && seesByReach(person.role) && !groups.yes && groups.feature && (
        <Why>{upgradeInWords('groups.manage', groups.feature)}</Why>
      )}
      <Menu.Divider />
      <Item icon={IconTrash} isLoss disabled={!remove.yes || isLast} onClick={() => open({ kind: 'remove', people })}>
        Remove
      </Item>
      {isLast && (
        <Why>
          The last administrator: an account always keeps one without an end date. Make somebody else an administrator
          first.
        </Why>
      )}
    </>
  )
}

function InvitationItems({ person, acts }: Omit<Props, 'onDetails' | 'isLast'>) {
  const open = useOpenDialog()
  const manage = useMay('people.manage')
  const remove = useMay('people.remove')
  const isExpired = person.state === 'expired'
  return (
    <>
      <Item icon={IconPencil} disabled={!manage.yes} onClick={() => open({ kind: 'edit', person })}>
        Edit
      </Item>
      <Item icon={IconMail} disabled={!manage.yes} onClick={() => void acts.resend(person)}>
        Resend
      </Item>
      <Item icon={IconLink} disabled={!manage.yes || isExpired} onClick={() => open({ kind: 'copyLink', person })}>
        Copy link
      </Item>
      {!manage.yes && manage.feature && <Why>{upgradeInWords('people.manage', manage.feature)}</Why>}
      {manage.yes && isExpired && <Why>This invitation has expired. Resend it, and it has a link again.</Why>}
      <Menu.Divider />
      <Item icon={IconTrash} isLoss disabled={!remove.yes} onClick={() => open({ kind: 'revoke', people: [person] })}>
        Revoke
      </Item>
    </>
  )
}
