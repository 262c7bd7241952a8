// Asks for the name of a group, new or not. What is wrong with it stands beside the field, and nothing typed is lost.
import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { fieldErrors, sentenceOf } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'

interface Props {
  title: string
  /** What the field holds at first, selected. */
  given: string
  /** What a group is, where it is new to somebody. */
  about?: string
  verb: string
  /** The act; the dialog closes when it succeeds. */
  onSubmit: (name: string) => Promise<unknown>
  /** Beside a refusal, such as the way to more groups. */
  wayOut?: (error: unknown) => React.ReactNode
  onClose: () => void
}

export function GroupNameDialog({ title, given, about, verb, onSubmit, wayOut, onClose }: Props) {
  const [name, setName] = useState(given)
  const { error, busy, run } = useAct(() => onSubmit(name))
  const wrong =
    fieldErrors(error)['name'] ?? (problemOf(error)?.code === 'group_name_taken' ? sentenceOf(error) : undefined)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose} withCloseButton={false}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <TextInput
            label="Name"
            description={about}
            placeholder="Agency A"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onFocus={(event) => event.currentTarget.select()}
            error={wrong}
            autoComplete="off"
            data-autofocus
          />
          <DialogFoot onCancel={onClose} refused={!wrong && <ProblemText error={error}>{wayOut?.(error)}</ProblemText>}>
            <Button type="submit" loading={busy}>
              {verb}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
