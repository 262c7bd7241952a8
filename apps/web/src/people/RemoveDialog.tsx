// Taking people out of the account: who, what is lost, what becomes of invitations they sent. Cannot be undone.
import { Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { problemOf, type Outputs } from '@usher/client'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import { counted } from '../ui/in-words.ts'
import { useLookAgain } from './use-look-again.ts'
import { PersonSelect } from './PersonSelect.tsx'
import { idsOf, namesInWords, titleOf, type Person } from './person.ts'
import { invitationsIn, TheirInvitations, type Settle } from './TheirInvitations.tsx'
import { toast } from '../ui/toast.tsx'

interface Props {
  people: readonly Person[]
  onClose: () => void
}

export function RemoveDialog({ people, onClose }: Props) {
  const { here } = useMe()
  const [settle, setSettle] = useState<Settle>('keep')
  const [heirId, setHeir] = useState<string>()
  const memberIds = idsOf(people)
  const preview = trpc.members.previewRemove.useQuery(
    { memberIds, heirId: heirId ?? null },
    { staleTime: 0, gcTime: 0, retry: false, placeholderData: (before) => before },
  )
  const remove = trpc.members.remove.useMutation()
  const lookAgain = useLookAgain()
  const invitations = invitationsIn(preview.data)
  const owned = ownedIn(preview.data)
  const who = people.length === 1 && people[0] ? titleOf(people[0]) : null
  const isMe = people.some(({ id }) => id === here.memberId)

  const confirm = async () => {
    if (!preview.data) return
    try {
      const heir = { heirId: heirId ?? null }
      const asPreviewed = preview.data.rightsVersion
      await remove.mutateAsync({ memberIds, theirInvitations: settle, ...heir, asPreviewed })
      toast(`Removed ${namesInWords(people, 2)}.`)
      onClose()
    } catch (error) {
      if (problemOf(error)?.code === 'rights_moved') await preview.refetch()
    } finally {
      await lookAgain()
    }
  }
  return (
    <Dialog title={`Remove ${who ?? counted(people.length, 'person', 'people')} from ${here.name}`} onClose={onClose}>
      <Stack gap="md">
        {!who && <Text size="sm">{namesInWords(people, 12)}</Text>}
        <List size="sm" spacing={4} listStyleType="disc">
          <List.Item>
            {who ?? 'They'} cannot enter {here.name} from now on, on any device{isMe && '; you are among them'}.
          </List.Item>
          <List.Item>
            {people.length === 1 ? 'Their role and end date are' : 'Their roles and end dates are'} lost. Coming back
            takes a new invitation.
          </List.Item>
          <List.Item>Their sign-in, and their places in other accounts, stay as they are.</List.Item>
          <List.Item>What they did stays in the log.</List.Item>
        </List>
        <WhatChanges weighed={preview.data?.weighed} isLoading={preview.isLoading} error={preview.error} />
        {owned > 0 && (
          <PersonSelect
            label={`Who takes over ${counted(owned, 'file or folder', 'files and folders')} that ${who ?? 'they'} ${people.length === 1 ? 'owns' : 'own'}`}
            nobody="Nobody: then there is no owner"
            value={heirId}
            name={null}
            onChange={setHeir}
          />
        )}
        <TheirInvitations invitations={invitations} sender={who ?? 'they'} value={settle} onChange={setSettle} />
        <DialogFoot
          onCancel={onClose}
          cancelProps={{ 'data-autofocus': true }}
          refused={<ProblemText error={remove.error} />}
        >
          <Button
            color="red"
            disabled={!preview.data || preview.isPlaceholderData}
            loading={remove.isPending}
            onClick={() => void confirm()}
          >
            {`Remove ${who ?? counted(people.length, 'person', 'people')}`}
            {invitations.length > 0 &&
              settle === 'revoke' &&
              `, revoke ${counted(invitations.length, 'invitation', 'invitations')}`}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}

/** How many files and folders they own, as the preview tells. */
const ownedIn = (preview: Outputs['members']['previewRemove'] | undefined): number =>
  (preview?.entries ?? []).reduce((sum, { before }) => sum + (Number(Object(before).owned) || 0), 0)
