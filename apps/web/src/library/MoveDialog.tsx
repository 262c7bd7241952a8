// Chooses where files and folders go; the button names the place.
import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import { idsOf, thingsInWords, type Asset, type Place } from './asset.ts'
import { PlacePicker } from './PlacePicker.tsx'

interface Props {
  assets: readonly Asset[]
  /** The folder that all of them lie in. */
  from: Place
  /** The ids of the folders on the way to it. */
  opened: readonly string[]
  /** Rejects when refused; closes this dialog, or puts another one in its place. */
  move: (to: Place, asPreviewed?: number) => Promise<void>
  onClose: () => void
}

export function MoveDialog({ assets, from, opened, move, onClose }: Props) {
  const [to, setTo] = useState<Place | null>(null)
  const preview = trpc.library.previewMove.useQuery(
    { assetIds: idsOf(assets), destinationId: to?.id ?? null },
    { enabled: to !== null, staleTime: 0, gcTime: 0, retry: false },
  )
  const { error, busy, run } = useAct(async () => {
    if (!to) return
    try {
      await move(to, preview.data?.rightsVersion)
    } catch (refused) {
      if (problemOf(refused)?.code === 'rights_moved') await preview.refetch()
      throw refused
    }
  })
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
          {to && !preview.error && <WhatChanges weighed={preview.data?.weighed} isLoading={preview.isLoading} />}
          <DialogFoot onCancel={onClose} refused={<ProblemText error={error} />}>
            <Button type="submit" loading={busy} disabled={!to || preview.isLoading}>
              {to ? `Move to ${to.name}` : 'Move'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
