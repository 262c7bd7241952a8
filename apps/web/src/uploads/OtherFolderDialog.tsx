// Chooses another folder for uploads whose own is gone or out of reach; what was sent of them is kept.
import { Button, Checkbox, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Place } from '../library/asset.ts'
import { PlacePicker } from '../library/PlacePicker.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { counted } from '../ui/in-words.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import type { Upload } from './upload.ts'

interface Props {
  uploads: readonly Upload[]
  /** Others that have lost their place. */
  others: readonly Upload[]
  onChoose: (ids: readonly string[], folderId: string | null) => Promise<void>
  onClose: () => void
}

export function OtherFolderDialog({ uploads, others, onChoose, onClose }: Props) {
  const [place, setPlace] = useState<Place | null>(null)
  const [withOthers, setWithOthers] = useState(true)
  const meant = withOthers ? [...uploads, ...others] : uploads
  const { error, busy, run } = useAct(async () => {
    if (place)
      await onChoose(
        meant.map(({ id }) => id),
        place.id,
      )
  })
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  return (
    <Dialog title={`Another folder for ${uploads[0]?.name ?? 'this upload'}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <PlacePicker operation="folder.uploadInto" without={[]} opened={[]} value={place} onChange={setPlace} />
          {others.length > 0 && (
            <Checkbox
              label={`Also for the others that lost their folder: ${counted(others.length, 'file', 'files')}`}
              checked={withOthers}
              onChange={(event) => setWithOthers(event.currentTarget.checked)}
            />
          )}
          <DialogFoot onCancel={onClose} refused={<ProblemText error={error} />}>
            <Button type="submit" loading={busy} disabled={!place}>
              {place ? `Upload into ${place.name}` : 'Upload'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
