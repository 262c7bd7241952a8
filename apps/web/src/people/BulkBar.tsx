// What can be done with all selected rows at once. Only what fits every one of them is offered; where they are mixed,
// the bar says why something is missing.
import { Button, Group, Paper, Text } from '@mantine/core'
import { useMay } from '../may.ts'
import { counted } from '../ui/in-words.ts'
import { SelectNothing } from '../ui/SelectNothing.tsx'
import type { PeopleActs } from './people-acts.ts'
import { useOpenDialog } from './people-dialogs.ts'
import { isMember, type Person } from './person.ts'

interface Props {
  people: readonly Person[]
  lastAdministrator: string | null
  acts: PeopleActs
  onClear: () => void
}

export function BulkBar({ people, lastAdministrator, acts, onClear }: Props) {
  const open = useOpenDialog()
  const manage = useMay('people.manage')
  const members = people.filter(isMember)
  const invitations = people.length - members.length
  const isMixed = members.length > 0 && invitations > 0
  const allMembers = invitations === 0
  const suspended = members.filter(({ state }) => state === 'suspended').length
  const heldBack = members.some(({ id }) => id === lastAdministrator)
    ? 'The last administrator is among them: leave them out to change, suspend or remove the others.'
    : null
  const missing = isMixed
    ? `${counted(members.length, 'member', 'members')} and ${counted(invitations, 'invitation', 'invitations')}: select only members to change or remove them, only invitations to revoke them.`
    : allMembers && suspended > 0 && suspended < members.length
      ? `${suspended} of ${members.length} are suspended: select only those to reinstate them, or only the others to suspend them.`
      : null
  const bound = heldBack !== null
  return (
    <Paper component="section" aria-label="Selected people" className="bulk-bar" shadow="sm" withBorder px="sm">
      <Group gap="xs">
        <Text size="sm" fw={600} component="output">
          {people.length} selected
        </Text>
        {allMembers && (
          <>
            {manage.yes && (
              <>
                <Button
                  size="xs"
                  variant="default"
                  disabled={bound}
                  onClick={() => open({ kind: 'changeRole', people: members })}
                >
                  Change role
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  disabled={bound}
                  onClick={() => open({ kind: 'setEnd', people: members })}
                >
                  Set end date
                </Button>
                {suspended === 0 && (
                  <Button
                    size="xs"
                    variant="default"
                    disabled={bound}
                    onClick={() => open({ kind: 'suspend', people: members })}
                  >
                    Suspend
                  </Button>
                )}
                {suspended === members.length && (
                  <Button size="xs" variant="default" onClick={() => void acts.reinstate(members)}>
                    Reinstate
                  </Button>
                )}
              </>
            )}
            <Button
              size="xs"
              variant="light"
              color="red"
              disabled={bound}
              onClick={() => open({ kind: 'remove', people: members })}
            >
              Remove
            </Button>
          </>
        )}
        {members.length === 0 && (
          <Button size="xs" variant="light" color="red" onClick={() => open({ kind: 'revoke', people })}>
            {invitations === 1 ? 'Revoke invitation' : 'Revoke invitations'}
          </Button>
        )}
        <SelectNothing onClick={onClear} />
      </Group>
      {(missing ?? heldBack) && (
        <Text size="xs" c="dimmed" pt={2} pb={6}>
          {heldBack ?? missing}
        </Text>
      )}
    </Paper>
  )
}
