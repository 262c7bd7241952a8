// Until when somebody is in a group, set, moved or taken away.
import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { EndDateField } from '../people/EndDateField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { sentenceOf } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import type { MemberActs } from './group-acts.ts'
import type { GroupMember } from './group.ts'

interface Props {
  member: GroupMember
  acts: MemberActs
  onClose: () => void
}

export function MemberEndDialog({ member, acts, onClose }: Props) {
  const [endsAt, setEndsAt] = useState<string | null>(member.endsAt)
  const { error, busy, run } = useAct(() => acts.setEnd(member, endsAt))
  const isPast = problemOf(error)?.code === 'end_in_past'
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  return (
    <Dialog title={`End date of ${member.name} in the group`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <EndDateField
            label="End date"
            value={endsAt}
            onChange={setEndsAt}
            means="From this moment on nothing reaches them through the group"
            {...(isPast && { error: sentenceOf(error) })}
          />
          <DialogFoot onCancel={onClose} refused={!isPast && <ProblemText error={error} />}>
            <Button type="submit" loading={busy} disabled={endsAt === member.endsAt}>
              {endsAt || member.endsAt === null ? 'Set end date' : 'No end date'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
