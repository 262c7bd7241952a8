// Asks where something goes that cannot go back to its place, or what it is to be called where its name is taken.
import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { toast } from '../ui/toast.tsx'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { rootPlace, type Place, type TrashedAsset } from './asset.ts'
import { useLookAgain } from './library-acts.ts'
import { nameErrorOf } from './name-error.ts'
import { PlacePicker } from './PlacePicker.tsx'
import { useFolder } from './use-folder.ts'

interface Props {
  asset: TrashedAsset
  /** Why it cannot simply go back; null: its place is not there. */
  refused: unknown
  onClose: () => void
}

export function RestoreDialog({ asset, refused, onClose }: Props) {
  const [name, setName] = useState(asset.name)
  const [chosen, setChosen] = useState<Place | null>(null)
  const [error, setError] = useState<unknown>(refused)
  const restoring = trpc.library.restore.useMutation()
  const lookAgain = useLookAgain()
  const isNameTaken = nameErrorOf(refused) !== undefined
  // Only its name stood in the way: its own place is chosen at first.
  const { path } = useFolder(asset.place.isThere ? asset.place.id : null)
  const isAtRoot = asset.place.isThere && asset.place.id === null
  const itsPlace = isAtRoot ? rootPlace : (path?.at(-1) ?? null)
  const to = chosen ?? (isNameTaken ? itsPlace : null)
  const wrong = nameErrorOf(error)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (!to) return
    setError(null)
    try {
      await restoring.mutateAsync({ trashedId: asset.id, destinationId: to.id, name: name.trim() })
      toast(`Restored ${name.trim()} to ${to.name}.`)
      onClose()
    } catch (again) {
      setError(again)
    } finally {
      await lookAgain()
    }
  }
  return (
    <Dialog title={`Restore ${asset.name}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          {refused === null && (
            <Text size="sm">The folder that it lay in is not there any more. Choose another place for it.</Text>
          )}
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={wrong}
            autoComplete="off"
            data-autofocus={isNameTaken || undefined}
          />
          <PlacePicker
            key={isNameTaken && path ? 'known' : 'unknown'}
            operation="folder.restoreInto"
            without={[]}
            opened={(path ?? []).map(({ id }) => id)}
            value={to}
            onChange={setChosen}
          />
          <DialogFoot onCancel={onClose} refused={!wrong && <ProblemText error={error} />}>
            <Button type="submit" loading={restoring.isPending} disabled={!to}>
              {to ? `Restore to ${to.name}` : 'Restore'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
