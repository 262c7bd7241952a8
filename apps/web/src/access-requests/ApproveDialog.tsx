// Gives somebody what they ask for, or another level, perhaps until an end; what it replaces is said.
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { levelWords } from '@usher/domain'
import { endErrorOf } from '../grants/end-error.ts'
import { LevelChoice } from '../grants/LevelChoice.tsx'
import { useProposedEnd } from '../grants/proposed-end.ts'
import { useAccess } from '../grants/subject.ts'
import { termsInWords } from '../grants/use-grant-acts.ts'
import { EndDateField } from '../people/EndDateField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { subjectOfRequest, useAnswers, type AccessRequest } from './access-requests.ts'

interface Props {
  request: AccessRequest
  onClose: () => void
}

export function ApproveDialog({ request, onClose }: Props) {
  const { id, name, thing, memberId, has } = request
  const [level, setLevel] = useState(request.level)
  const [endsAt, setEndsAt] = useState(useProposedEnd())
  const { approve } = useAnswers()
  const access = useAccess(subjectOfRequest(request))
  const replaced = access.data?.direct.find((given) => given.memberId === memberId)
  const { error, busy, run } = useAct(async () => {
    const given = await approve(id, { level, endsAt })
    toast(`${name} on ${thing.name}: ${termsInWords({ level, endsAt: given.endsAt })}.`)
  })
  const wrongEnd = endErrorOf(error)
  const wrongLevel = fieldErrors(error)['level']
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  return (
    <Dialog title={`Give ${name} access to ${thing.name}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          {replaced ? (
            <Text size="sm" c="dimmed">{`This replaces what was given before: ${termsInWords(replaced)}.`}</Text>
          ) : (
            has && <Text size="sm" c="dimmed">{`So far they have “${levelWords[has].title}”, in another way.`}</Text>
          )}
          <LevelChoice value={level} onChange={setLevel} error={wrongLevel} />
          <EndDateField
            means="From this moment on it gives no access"
            value={endsAt}
            onChange={setEndsAt}
            error={wrongEnd}
          />
          <DialogFoot refused={!wrongEnd && !wrongLevel && <ProblemText error={error} />} onCancel={onClose}>
            <Button type="submit" loading={busy}>
              Approve
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
