// Asks before something is deleted for good: what goes with it, as its preview told, and exactly that.
import { Button, List, Stack } from '@mantine/core'
import { Dialog } from './Dialog.tsx'
import { DialogFoot } from './DialogFoot.tsx'
import { ProblemText } from './ProblemText.tsx'
import { SkeletonText } from './Skeletons.tsx'

interface Props {
  title: string
  /** "Delete group" */
  verb: string
  /** What goes with it, in sentences; null until that is known. */
  goes: readonly string[] | null
  /** Why it is not known. */
  unknown: unknown
  /** Why it was refused. */
  refused: unknown
  busy: boolean
  onConfirm: () => void
  onClose: () => void
}

export function DeleteDialog({ title, verb, goes, unknown, refused, busy, onConfirm, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose} withCloseButton={false}>
      <Stack gap="md">
        {!goes && !unknown && <SkeletonText lines={3} />}
        <ProblemText error={unknown} />
        {goes && (
          <List size="sm" spacing={4} listStyleType="disc">
            {[...goes, 'This cannot be undone.'].map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        )}
        <DialogFoot
          onCancel={onClose}
          cancelProps={{ 'data-autofocus': true }}
          refused={<ProblemText error={refused} />}
        >
          <Button color="red" disabled={!goes} loading={busy} onClick={onConfirm}>
            {verb}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
