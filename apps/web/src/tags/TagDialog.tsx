// The tags of what is selected, as one: each step is saved at once.
import { Stack } from '@mantine/core'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { TagEditor } from './TagEditor.tsx'

interface Props {
  /** What is selected, in words: "3 files and 2 folders". */
  of: string
  assetIds: readonly string[]
  onClose: () => void
}

export function TagDialog({ of, assetIds, onClose }: Props) {
  return (
    <Dialog title={`Tags of ${of}`} onClose={onClose}>
      <Stack gap="md">
        <TagEditor assetIds={assetIds} mayChange />
        <DialogFoot cancel="Close" onCancel={onClose} />
      </Stack>
    </Dialog>
  )
}
