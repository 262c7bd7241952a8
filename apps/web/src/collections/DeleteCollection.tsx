// Deleting a collection: what goes with it, before it is confirmed, and exactly that. Cannot be undone.
import { problemOf } from '@usher/client'
import { weighedInWords } from '@usher/domain'
import { useLookAgain } from '../library/library-acts.ts'
import { trpc } from '../trpc.ts'
import { DeleteDialog } from '../ui/DeleteDialog.tsx'
import { counted } from '../ui/in-words.ts'
import { toast } from '../ui/toast.tsx'
import type { ListedCollection } from './collection.ts'

interface Props {
  collection: ListedCollection
  onDeleted?: () => void
  onClose: () => void
}

export function DeleteCollection({ collection: { id, name, things }, onDeleted, onClose }: Props) {
  const collectionId = id
  const preview = trpc.collections.previewDelete.useQuery({ collectionId }, { staleTime: 0, gcTime: 0, retry: false })
  const remove = trpc.collections.delete.useMutation()
  const lookAgain = useLookAgain()
  const before: { grants?: unknown } = preview.data?.entries[0]?.before ?? {}
  const shares = Number(before.grants) || 0

  const confirm = async () => {
    if (!preview.data) return
    try {
      await remove.mutateAsync({ collectionId, asPreviewed: preview.data.rightsVersion })
      toast(`Deleted ${name}.`)
      onDeleted?.()
      onClose()
    } catch (error) {
      if (problemOf(error)?.code === 'rights_moved') await preview.refetch()
    } finally {
      await lookAgain()
    }
  }
  return (
    <DeleteDialog
      title={`Delete ${name}`}
      verb="Delete collection"
      goes={
        preview.data
          ? [
              things
                ? `The ${counted(things, 'thing', 'things')} in it that you see stay in the library.`
                : 'Nothing that you see is in it.',
              shares
                ? `It is shared with ${counted(shares, 'person or group', 'people and groups')}; nothing reaches them through it any more.`
                : 'It is shared with nobody.',
              ...(preview.data.weighed?.people.length ? weighedInWords(preview.data.weighed) : []),
            ]
          : null
      }
      unknown={preview.error}
      refused={remove.error}
      busy={remove.isPending}
      onConfirm={() => void confirm()}
      onClose={onClose}
    />
  )
}
