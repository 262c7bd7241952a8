// Asks for the name of a file, folder or collection, new or not. What is wrong with it stands beside the field, and nothing
// typed is lost.
import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import { nameErrorOf } from './name-error.ts'

interface Props {
  title: string
  /** What the field holds at first, selected. */
  given: string
  verb: string
  /** Of a file only what stands before the ending is selected. */
  isFile?: boolean
  /** The act; the dialog closes when it succeeds. */
  onSubmit: (name: string) => Promise<unknown>
  onClose: () => void
}

export function NameDialog({ title, given, verb, isFile = false, onSubmit, onClose }: Props) {
  const [name, setName] = useState(given)
  const { error, busy, run } = useAct(() => onSubmit(name.trim()))
  const wrong = nameErrorOf(error)
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
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onFocus={({ currentTarget: field }) =>
              isFile && field.value === given ? field.setSelectionRange(0, stemOf(given)) : field.select()
            }
            error={wrong}
            autoComplete="off"
            data-autofocus
          />
          <DialogFoot onCancel={onClose} refused={!wrong && <ProblemText error={error} />}>
            <Button type="submit" loading={busy}>
              {verb}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}

/** How long a name is without its ending. */
const stemOf = (name: string): number => (name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length)
