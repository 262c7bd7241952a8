// Asks before what cannot be undone or reaches wide: counts and names in the body, the act's own verb on the button.
// Stays open with the reason when the act is refused; gives the focus back to where it came from.
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { ProblemText } from './ProblemText.tsx'
import { useFocusBack } from './focus-back.ts'
import { escapeOf, keepsEscape } from './own-escape.ts'

interface Props {
  opened: boolean
  onClose: () => void
  title: string
  /** What will be so afterwards, with counts and names. */
  children: React.ReactNode
  /** "Remove Ben Kay", "End 3 sessions". */
  verb: string
  /** Red: something is lost. */
  destructive?: boolean
  /** The act; the dialog closes when it succeeds. */
  onConfirm: () => Promise<unknown>
  /** Not possible now, for a reason that the body says. */
  disabled?: boolean
}

export function ConfirmDialog({ opened, onClose, title, children, verb, destructive, onConfirm, disabled }: Props) {
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  useFocusBack(opened)

  const close = () => {
    setError(null)
    onClose()
  }
  const confirm = async () => {
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      close()
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      returnFocus={false}
      withCloseButton={false}
      {...escapeOf(close)}
    >
      <Stack gap="md">
        <div>{children}</div>
        <ProblemText error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close} data-autofocus {...keepsEscape}>
            Cancel
          </Button>
          <Button
            {...(destructive && { color: 'red' })}
            loading={busy}
            disabled={disabled ?? false}
            onClick={() => void confirm()}
            {...keepsEscape}
          >
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
