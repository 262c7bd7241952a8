// Deleting for good what lies in the trash: nothing brings it back, so it is asked, with how much it is.
import { Text } from '@mantine/core'
import { idsAtOnce } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { toast } from '../ui/toast.tsx'
import { idsOf, namesInWords, thingsInWords, type TrashedAsset } from './asset.ts'
import { useLookAgain } from './library-acts.ts'

interface Props {
  assets: readonly TrashedAsset[]
  onClose: () => void
}

export function PurgeDialog({ assets, onClose }: Props) {
  const purging = trpc.library.purge.useMutation()
  const lookAgain = useLookAgain()
  const purge = async () => {
    const ids = idsOf(assets)
    try {
      for (let from = 0; from < ids.length; from += idsAtOnce)
        await purging.mutateAsync({ trashedIds: ids.slice(from, from + idsAtOnce) })
      toast(`Deleted for good: ${namesInWords(assets)}.`)
    } finally {
      await lookAgain()
    }
  }
  return (
    <ConfirmDialog
      title={`Delete ${thingsInWords(assets)} for good`}
      verb="Delete for good"
      destructive
      onConfirm={purge}
      onClose={onClose}
    >
      <Text size="sm">
        {assets.length > 1 && `${namesInWords(assets)}. `}
        Everything in it goes too, with all versions and tags. Nothing brings it back.
      </Text>
    </ConfirmDialog>
  )
}
