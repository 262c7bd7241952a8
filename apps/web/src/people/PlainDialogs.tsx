// Three acts that ask before they happen: suspending several at once, ending sessions, revoking invitations.
import { Box, Text } from '@mantine/core'
import { problemOf } from '@usher/client'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import { counted } from '../ui/in-words.ts'
import type { PeopleActs } from './people-acts.ts'
import { useLookAgain } from './use-look-again.ts'
import { idsOf, namesInWords, titleOf, type Person } from './person.ts'
import { toast } from '../ui/toast.tsx'

interface Props {
  people: readonly Person[]
  onClose: () => void
}
const whoOf = (people: readonly Person[], one: string, many: string): string =>
  people.length === 1 && people[0] ? titleOf(people[0]) : counted(people.length, one, many)

export function SuspendDialog({ people, onClose, acts }: Props & { acts: PeopleActs }) {
  const { here } = useMe()
  const preview = trpc.members.previewSuspend.useQuery(
    { memberIds: idsOf(people) },
    { staleTime: 0, gcTime: 0, retry: false },
  )
  const confirm = async () => {
    try {
      await acts.suspendAsShown(people, preview.data?.rightsVersion)
    } catch (error) {
      if (problemOf(error)?.code === 'rights_moved') await preview.refetch()
      throw error
    }
  }
  return (
    <ConfirmDialog
      onClose={onClose}
      title={`Suspend ${whoOf(people, 'person', 'people')}`}
      verb={`Suspend ${whoOf(people, 'person', 'people')}`}
      onConfirm={confirm}
    >
      <Text size="sm">{namesInWords(people, 12)}</Text>
      <Text size="sm" mt="xs">
        From now on they cannot enter {here.name}. Each frees a seat; everything they have is kept until they are
        reinstated.
      </Text>
      <Box mt="sm">
        <WhatChanges weighed={preview.data?.weighed} isLoading={preview.isLoading} error={preview.error} />
      </Box>
    </ConfirmDialog>
  )
}

export function EndSessionsDialog({ people, onClose }: Props) {
  const { here } = useMe()
  const end = trpc.members.endPresence.useMutation()
  const lookAgain = useLookAgain()
  return (
    <ConfirmDialog
      onClose={onClose}
      title={`End sessions of ${whoOf(people, 'person', 'people')}`}
      verb="End sessions"
      onConfirm={async () => {
        await end.mutateAsync({ memberIds: idsOf(people) })
        toast(`${namesInWords(people, 2)}: sessions in ${here.name} ended.`)
        await lookAgain()
      }}
    >
      <Text size="sm">
        Every device of {namesInWords(people, 5)} has to give the password again before it gets into {here.name}. Their
        sessions in other accounts are not touched.
      </Text>
    </ConfirmDialog>
  )
}

export function RevokeDialog({ people, onClose }: Props) {
  const revoke = trpc.invitations.revoke.useMutation()
  const lookAgain = useLookAgain()
  return (
    <ConfirmDialog
      onClose={onClose}
      destructive
      title={
        people.length === 1
          ? `Revoke the invitation for ${whoOf(people, '', '')}`
          : `Revoke ${people.length} invitations`
      }
      verb={people.length === 1 ? 'Revoke invitation' : `Revoke ${people.length} invitations`}
      onConfirm={async () => {
        const { changed } = await revoke.mutateAsync({ invitationIds: idsOf(people) })
        toast(
          changed
            ? `${counted(changed, 'invitation', 'invitations')} revoked.`
            : 'These invitations were not open any more.',
        )
        await lookAgain()
      }}
    >
      <Text size="sm">
        {people.length > 1 && `${namesInWords(people, 12)}. `}
        Every link of {people.length === 1 ? 'this invitation' : 'these invitations'} stops working at once, and its
        seat is free. This cannot be undone; inviting again makes a new link.
      </Text>
    </ConfirmDialog>
  )
}
