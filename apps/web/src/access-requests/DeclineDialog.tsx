// Says no to somebody who asks for access, with a word that goes to them by mail.
import { Button, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { reasonCharacters } from '@usher/domain'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { Optional } from '../ui/Optional.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { useAnswers, type AccessRequest } from './access-requests.ts'

interface Props {
  request: AccessRequest
  onClose: () => void
}

export function DeclineDialog({ request: { id, name, thing }, onClose }: Props) {
  const [words, setWords] = useState('')
  const { decline } = useAnswers()
  const { error, busy, run } = useAct(async () => {
    await decline(id, words)
    toast(`Declined: ${name} was told.`)
  })
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  return (
    <Dialog title={`Decline ${name}’s request for ${thing.name}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <Text size="sm">They hear that it was declined, not by whom. They can ask again.</Text>
          <Textarea
            label={<Optional>A word for them</Optional>}
            description="Stands in the mail."
            autosize
            minRows={2}
            maxRows={6}
            maxLength={reasonCharacters}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            data-autofocus
          />
          <DialogFoot refused={<ProblemText error={error} />} onCancel={onClose}>
            <Button type="submit" loading={busy}>
              Decline
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
