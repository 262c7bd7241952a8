// Deleting a collection: what goes with it, before it is confirmed, and exactly that. Cannot be undone.
import { Button, List, Stack } from '@mantine/core'
import { problemOf } from '@usher/client'
import { useLookAgain } from '../library/library-acts.ts'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { counted } from '../ui/in-words.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
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
    <Dialog title={`Delete ${name}`} onClose={onClose} withCloseButton={false}>
      <Stack gap="md">
        {preview.isLoading && <SkeletonText lines={3} />}
        <ProblemText error={preview.error} />
        {preview.data && (
          <List size="sm" spacing={4} listStyleType="disc">
            <List.Item>
              {things
                ? `The ${counted(things, 'thing', 'things')} in it that you see stay in the library.`
                : 'Nothing that you see is in it.'}
            </List.Item>
            <List.Item>
              {shares
                ? `It is shared with ${counted(shares, 'person or group', 'people and groups')}; nothing reaches them through it any more.`
                : 'It is shared with nobody.'}
            </List.Item>
            <List.Item>This cannot be undone.</List.Item>
          </List>
        )}
        <DialogFoot
          onCancel={onClose}
          cancelProps={{ 'data-autofocus': true }}
          refused={<ProblemText error={remove.error} />}
        >
          <Button color="red" disabled={!preview.data} loading={remove.isPending} onClick={() => void confirm()}>
            Delete collection
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
