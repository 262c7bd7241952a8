// Chooses where copies of files and folders go; the button names the place.
import { Button, Checkbox, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import { idsOf, thingsInWords, type Asset, type Place } from './asset.ts'
import type { LibraryActs } from './library-acts.ts'
import { PlacePicker } from './PlacePicker.tsx'

interface Props {
  assets: readonly Asset[]
  /** The folder that all of them lie in. */
  from: Place
  /** The ids of the folders on the way to it. */
  opened: readonly string[]
  copy: LibraryActs['copy']
  onClose: () => void
}

export function CopyDialog({ assets, from, opened, copy, onClose }: Props) {
  const [to, setTo] = useState<Place | null>(null)
  const [withVersions, setWithVersions] = useState(false)
  const { error, busy, run } = useAct(async () => to && copy(assets, to, withVersions ? 'all' : 'current'))
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  return (
    <Dialog title={`Copy ${thingsInWords(assets)}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            The copies are yours. A file whose name is there already becomes a new version of it; what is in a folder is
            put into the folder of its name.
          </Text>
          <PlacePicker
            operation="folder.copyInto"
            without={idsOf(assets)}
            from={from.id}
            opened={opened}
            value={to}
            onChange={setTo}
          />
          <Checkbox
            label="With all versions"
            description="Otherwise the current one of each file alone."
            checked={withVersions}
            onChange={(event) => setWithVersions(event.currentTarget.checked)}
          />
          <DialogFoot onCancel={onClose} refused={<ProblemText error={error} />}>
            <Button type="submit" loading={busy} disabled={!to}>
              {to ? `Copy to ${to.name}` : 'Copy'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
