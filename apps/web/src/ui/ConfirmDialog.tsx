// Asks before what cannot be undone or reaches wide: counts and names in the body, the act's own verb on the button.
// Stays open with the reason when the act is refused; gives the focus back to where it came from.
import { Button, Stack } from '@mantine/core'
import { Dialog } from './Dialog.tsx'
import { DialogFoot } from './DialogFoot.tsx'
import { ProblemText } from './ProblemText.tsx'
import { useAct } from './use-act.ts'

interface Props {
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
}

export function ConfirmDialog({ onClose, title, children, verb, destructive, onConfirm }: Props) {
  const { error, busy, run } = useAct(onConfirm)
  const confirm = async () => {
    if (await run()) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose} withCloseButton={false}>
      <Stack gap="md">
        <div>{children}</div>
        <DialogFoot refused={<ProblemText error={error} />} onCancel={onClose} cancelProps={{ 'data-autofocus': true }}>
          <Button {...(destructive && { color: 'red' })} loading={busy} onClick={() => void confirm()}>
            {verb}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
