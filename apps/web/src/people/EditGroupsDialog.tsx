// The groups that somebody with restricted access is in, chosen all at once: with what that changes for them, and Undo where
// nothing else was lost.
import { Button, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { counted } from '../ui/in-words.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import { GroupsField } from './GroupsField.tsx'
import { useLookAgain } from './use-look-again.ts'
import { titleOf, type Person } from './person.ts'

interface Props {
  person: Person
  onClose: () => void
}

export function EditGroupsDialog({ person, onClose }: Props) {
  const before = person.groups.map((g) => g.groupId)
  const [groupIds, setGroupIds] = useState<readonly string[]>(before)
  const setGroups = trpc.members.setGroups.useMutation()
  const lookAgain = useLookAgain()
  const who = titleOf(person)
  const leaves = person.groups.filter((g) => !groupIds.includes(g.groupId))
  const isSame = groupIds.length === before.length && leaves.length === 0
  // Several are chosen one after the other: asked is about what was chosen last.
  const [asked] = useDebouncedValue(groupIds, 200)
  const preview = trpc.members.previewSetGroups.useQuery(
    { memberId: person.id, groupIds: [...asked] },
    { enabled: !isSame, staleTime: 0, gcTime: 0, retry: false },
  )
  const shown = asked === groupIds ? preview.data : undefined
  const set = async (ids: readonly string[], asPreviewed?: number) => {
    try {
      await setGroups.mutateAsync({
        memberId: person.id,
        groupIds: [...ids],
        ...(asPreviewed !== undefined && { asPreviewed }),
      })
    } finally {
      await lookAgain()
    }
  }
  const undo = {
    label: 'Undo',
    go: () =>
      void set(before).then(
        () => toast(`${who}: the groups are as they were.`),
        (error: unknown) => toastRefusal(error),
      ),
  }
  const { error, busy, run } = useAct(async () => {
    try {
      await set(groupIds, shown?.rightsVersion)
    } catch (refused) {
      if (problemOf(refused)?.code === 'rights_moved') await preview.refetch()
      throw refused
    }
    // Who is put back is in the group without an end.
    toast(
      `${who}: in ${counted(groupIds.length, 'group', 'groups')}.`,
      leaves.every((g) => g.endsAt === null) ? undo : undefined,
    )
    onClose()
  })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    void run()
  }
  return (
    <Dialog title={`Groups of ${who}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <GroupsField
            description="What is shared with a group reaches everybody in it."
            value={groupIds}
            onChange={setGroupIds}
          />
          {!isSame && (
            <WhatChanges weighed={shown?.weighed} isLoading={!shown && !preview.error} error={preview.error} />
          )}
          <DialogFoot onCancel={onClose} refused={<ProblemText error={error} />}>
            <Button type="submit" loading={busy} disabled={isSame}>
              Save
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
