// Another role for one person or several: choose it, see what that changes, confirm exactly that. Where somebody else
// changed rights meanwhile, what it changes is shown anew.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { problemOf } from '@usher/client'
import { roleWords, type Role } from '@usher/domain'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import { counted } from '../ui/in-words.ts'
import { useLookAgain } from './use-look-again.ts'
import { idsOf, namesInWords, titleOf, type Person } from './person.ts'
import { groupsLeftIn, LeftGroups } from './LeftGroups.tsx'
import { RoleCards } from './RoleCards.tsx'
import { RoleChanges } from './RoleChanges.tsx'
import { invitationsIn, TheirInvitations, type Settle } from './TheirInvitations.tsx'
import { toast } from '../ui/toast.tsx'

/** One is made finance, and given full access. */
const verbOf = (role: Role): string => (roleWords[role].title.endsWith('access') ? 'Give' : 'Make')

interface Props {
  people: readonly Person[]
  onClose: () => void
}

export function ChangeRoleDialog({ people, onClose }: Props) {
  const [chosen, setChosen] = useState<Role | null>(null)
  const [settle, setSettle] = useState<Settle>('keep')
  const changing = people.filter(({ role }) => role !== chosen)
  const memberIds = idsOf(people)
  const preview = trpc.members.previewChangeRole.useQuery(
    { memberIds, role: chosen ?? people[0]?.role ?? 'library_view' },
    { enabled: chosen !== null && changing.length > 0, staleTime: 0, gcTime: 0, retry: false },
  )
  const change = trpc.members.changeRole.useMutation()
  const lookAgain = useLookAgain()
  const run = usePasswordAgain()

  // What changes stands below the roles, on a phone out of sight. Whoever chooses by keyboard stays where the focus is.
  const changes = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen && !document.activeElement?.matches(':focus-visible'))
      changes.current?.querySelector('.role-changes')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }, [chosen])

  const asksPassword = problemOf(preview.error)?.code === 'password_again'
  const invitations = invitationsIn(preview.data)
  const groups = groupsLeftIn(preview.data)
  const who = people.length === 1 && people[0] ? titleOf(people[0]) : null
  const now = new Set(people.map(({ role }) => role)).size === 1 ? people[0]?.role : undefined

  const confirm = async () => {
    if (!chosen || !preview.data) return
    const { rightsVersion } = preview.data
    try {
      await run(() =>
        change.mutateAsync({ memberIds, role: chosen, theirInvitations: settle, asPreviewed: rightsVersion }),
      )
      toast(`${namesInWords(changing, 2)}: ${roleWords[chosen].title}.`)
      onClose()
    } catch (error) {
      if (problemOf(error)?.code === 'rights_moved') await preview.refetch()
    } finally {
      await lookAgain()
    }
  }
  const button = !chosen
    ? 'Change role'
    : `${verbOf(chosen)} ${who ? '' : `${counted(changing.length, 'person', 'people')} `}${roleWords[chosen].title.toLowerCase()}` +
      (groups.length ? `, leaves ${counted(groups.length, 'group', 'groups')}` : '') +
      (invitations.length && settle === 'revoke'
        ? `, revoke ${counted(invitations.length, 'invitation', 'invitations')}`
        : '')

  return (
    <Dialog title={`Change role of ${who ?? counted(people.length, 'person', 'people')}`} onClose={onClose} size="lg">
      <Stack gap="md">
        {!who && (
          <Text size="sm" c="dimmed">
            {namesInWords(people, 8)}
          </Text>
        )}
        <RoleCards label={now ? 'New role' : 'New role (now: mixed)'} value={chosen} onChange={setChosen} now={now} />
        {chosen && changing.length === 0 && (
          <Text size="sm" component="output" display="block">
            That is the role {who ? `${who} has` : 'they have'} already.
          </Text>
        )}
        {chosen && changing.length > 0 && (
          <div ref={changes} aria-live="polite" aria-busy={preview.isFetching}>
            <Stack gap="md">
              {!preview.error && <WhatChanges weighed={preview.data?.weighed} isLoading={preview.isLoading} />}
              <RoleChanges people={changing} to={chosen} />
              {preview.data && <LeftGroups people={changing} to={chosen} groups={groups} />}
              {asksPassword ? (
                <Group gap="sm">
                  <Text size="sm">Making somebody an administrator asks for your password.</Text>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => void run(() => preview.refetch({ throwOnError: true })).catch(() => undefined)}
                  >
                    Give password
                  </Button>
                </Group>
              ) : (
                <ProblemText error={preview.error} />
              )}
              <TheirInvitations invitations={invitations} sender={who ?? 'they'} value={settle} onChange={setSettle} />
            </Stack>
          </div>
        )}
        <DialogFoot onCancel={onClose} refused={<ProblemText error={change.error} />}>
          <Button
            disabled={!chosen || !preview.data || !changing.length}
            loading={change.isPending}
            onClick={() => void confirm()}
          >
            {button}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
