// Chooses where files and folders go; the button names the place.
import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import { idsOf, thingsInWords, type Asset, type Place } from './asset.ts'
import { PlacePicker } from './PlacePicker.tsx'

interface Props {
  assets: readonly Asset[]
  /** The folder that all of them lie in. */
  from: Place
  /** The ids of the folders on the way to it. */
  opened: readonly string[]
  /** Rejects when refused; closes this dialog, or puts another one in its place. */
  move: (to: Place) => Promise<void>
  onClose: () => void
}

export function MoveDialog({ assets, from, opened, move, onClose }: Props) {
  const [to, setTo] = useState<Place | null>(null)
  const { error, busy, run } = useAct(async () => to && move(to))
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    void run()
  }
  return (
    <Dialog title={`Move ${thingsInWords(assets)}`} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <PlacePicker
            operation="folder.moveInto"
            without={idsOf(assets)}
            from={from.id}
            opened={opened}
            value={to}
            onChange={setTo}
          />
          <DialogFoot onCancel={onClose} refused={<ProblemText error={error} />}>
            <Button type="submit" loading={busy} disabled={!to}>
              {to ? `Move to ${to.name}` : 'Move'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
