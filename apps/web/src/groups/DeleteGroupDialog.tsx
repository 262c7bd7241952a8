// Deleting a group: who loses how much with it, before it is confirmed, and exactly that. Cannot be undone.
import { problemOf } from '@usher/client'
import { weighedInWords } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { DeleteDialog } from '../ui/DeleteDialog.tsx'
import { namesOf } from '../ui/in-words.ts'
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
    <DeleteDialog
      title={`Delete ${group.name}`}
      verb="Delete group"
      goes={
        preview.data
          ? [
              figures.members
                ? `${peopleInWords(figures.members)} ${figures.members === 1 ? 'is' : 'are'} in it${names.length ? `: ${namesOf(names)}` : ''}.`
                : 'Nobody is in it.',
              figures.grants
                ? `${thingsInWords(figures.grants)} ${figures.grants === 1 ? 'is' : 'are'} shared with it, and ${figures.grants === 1 ? 'reaches' : 'reach'} nobody through it any more.`
                : 'Nothing is shared with it.',
              ...(preview.data.weighed?.people.length ? weighedInWords(preview.data.weighed) : []),
              'What reaches its people in other ways stays as it is.',
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

/** How many people and grants, as the preview tells. */
function figuresIn(before: object | null | undefined): { members: number; grants: number } {
  const { members, grants }: { members?: unknown; grants?: unknown } = before ?? {}
  return { members: Number(members) || 0, grants: Number(grants) || 0 }
}
