// Deleting a group: who loses how much with it, before it is confirmed, and exactly that. Cannot be undone.
import { Button, List, Stack } from '@mantine/core'
import { problemOf } from '@usher/client'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { namesOf } from '../ui/in-words.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'
import { useLookAgain } from './group-acts.ts'
import { peopleInWords, thingsInWords, type ListedGroup } from './group.ts'

interface Props {
  group: ListedGroup
  onClose: () => void
}

export function DeleteGroupDialog({ group, onClose }: Props) {
  const groupId = group.id
  const preview = trpc.groups.previewDelete.useQuery({ groupId }, { staleTime: 0, gcTime: 0, retry: false })
  const seen = trpc.groups.see.useQuery({ groupId })
  const remove = trpc.groups.delete.useMutation()
  const lookAgain = useLookAgain()
  const figures = figuresIn(preview.data?.entries[0]?.before)
  const names = (seen.data?.members ?? []).filter((m) => !m.hasEnded).map((m) => m.name)

  const confirm = async () => {
    if (!preview.data) return
    try {
      await remove.mutateAsync({ groupId, asPreviewed: preview.data.rightsVersion })
      toast(`Deleted ${group.name}.`)
      onClose()
    } catch (error) {
      if (problemOf(error)?.code === 'rights_moved') await Promise.all([preview.refetch(), seen.refetch()])
    } finally {
      await lookAgain()
    }
  }
  return (
    <Dialog title={`Delete ${group.name}`} onClose={onClose} withCloseButton={false}>
      <Stack gap="md">
        {preview.isLoading && <SkeletonText lines={3} />}
        <ProblemText error={preview.error} />
        {preview.data && (
          <List size="sm" spacing={4} listStyleType="disc">
            <List.Item>
              {figures.members
                ? `${peopleInWords(figures.members)} ${figures.members === 1 ? 'is' : 'are'} in it${names.length ? `: ${namesOf(names)}` : ''}.`
                : 'Nobody is in it.'}
            </List.Item>
            <List.Item>
              {figures.grants
                ? `${thingsInWords(figures.grants)} ${figures.grants === 1 ? 'is' : 'are'} shared with it, and ${figures.grants === 1 ? 'reaches' : 'reach'} nobody through it any more.`
                : 'Nothing is shared with it.'}
            </List.Item>
            <List.Item>What reaches its people in other ways stays as it is.</List.Item>
            <List.Item>This cannot be undone.</List.Item>
          </List>
        )}
        <DialogFoot
          onCancel={onClose}
          cancelProps={{ 'data-autofocus': true }}
          refused={<ProblemText error={remove.error} />}
        >
          <Button color="red" disabled={!preview.data} loading={remove.isPending} onClick={() => void confirm()}>
            Delete group
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}

/** How many people and grants, as the preview tells. */
function figuresIn(before: object | null | undefined): { members: number; grants: number } {
  const { members, grants }: { members?: unknown; grants?: unknown } = before ?? {}
  return { members: Number(members) || 0, grants: Number(grants) || 0 }
}
