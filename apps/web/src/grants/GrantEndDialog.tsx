// The moment from which what somebody was given has no effect any more: set or moved.
import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { EndDateField } from '../people/EndDateField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import type { Given } from './access-in-words.ts'
import { endErrorOf } from './end-error.ts'
import type { GrantActs } from './use-grant-acts.ts'

interface Props {
  given: Given
  change: GrantActs['change']
  onClose: () => void
}

export function GrantEndDialog({ given, change, onClose }: Props) {
  const [endsAt, setEndsAt] = useState(given.endsAt)
  const { error, busy, run } = useAct(() => change(given, { level: given.level, endsAt }))
  const wrongEnd = endErrorOf(error)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  return (
    <Dialog title={`End of ${given.name}’s access`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <EndDateField
            label="End date"
            means="From this moment on it gives no access"
            value={endsAt}
            onChange={setEndsAt}
            error={wrongEnd}
          />
          <DialogFoot refused={!wrongEnd && <ProblemText error={error} />} onCancel={onClose}>
            <Button type="submit" loading={busy} disabled={endsAt === given.endsAt}>
              {endsAt ? 'Set end date' : 'No end date'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
