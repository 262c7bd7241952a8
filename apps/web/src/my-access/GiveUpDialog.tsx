// Asks before something is given up: what would be gone with it, and what is left in other ways. There is no way back but
// to be given it again, which the dialog says.
import { Button, List, Stack } from '@mantine/core'
import { levelWords } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { focusTitleIfLost } from '../ui/focus-title.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { goingInWords } from './going-in-words.ts'
import { nameOf, useLookAgain, type Given, type Going } from './my-access.ts'

interface Words {
  title: string
  verb: string
  done: string
  /** How it could come back. */
  back: string
  /** What is besides. */
  also?: string
}

function wordsOf(given: Given): Words {
  switch (given.kind) {
    case 'grant': {
      const { level } = given.grant
      const name = nameOf(given.grant)
      return {
        title: `Give up “${levelWords[level].title}” on ${name}`,
        verb: 'Give up',
        done: `You gave up “${levelWords[level].title}” on ${name}.`,
        back: 'This cannot be undone here: somebody who can share it has to give it to you again.',
        ...(level === 'manage' && { also: 'What you shared with others stays as it is.' }),
      }
    }
    case 'group':
      return {
        title: `Leave ${given.group.name}`,
        verb: 'Leave group',
        done: `You left ${given.group.name}.`,
        back: 'This cannot be undone here: an administrator has to put you into the group again.',
      }
    case 'owned': {
      const { name, kind } = given.asset
      return {
        title: `Give up owning ${name}`,
        verb: 'Give up',
        done: `You do not own ${name} any more.`,
        back: 'This cannot be undone: it has no owner then.',
        ...(kind === 'folder' && { also: 'What you own inside it stays yours.' }),
      }
    }
    case 'owned collection': {
      const name = given.collection.name ?? 'a collection'
      return {
        title: `Give up owning ${name}`,
        verb: 'Give up',
        done: `You do not own ${name} any more.`,
        back: 'This cannot be undone: it has no owner then.',
        also: 'The collection stays, with what is in it and those whom it was shared with.',
      }
    }
    default:
      return given satisfies never
  }
}

const atMoment = { staleTime: 0, gcTime: 0, retry: false } as const

/** What would be gone with it: asked when the dialog opens. */
function useGoing(given: Given) {
  const grantId = given.kind === 'grant' ? given.grant.grantId : ''
  const groupId = given.kind === 'group' ? given.group.groupId : ''
  const assetId = given.kind === 'owned' ? given.asset.id : ''
  const collectionId = given.kind === 'owned collection' ? given.collection.id : ''
  const grant = trpc.myAccess.withoutGrant.useQuery({ grantId }, { ...atMoment, enabled: grantId !== '' })
  const group = trpc.myAccess.withoutGroup.useQuery({ groupId }, { ...atMoment, enabled: groupId !== '' })
  const owned = trpc.myAccess.withoutOwning.useQuery({ assetId }, { ...atMoment, enabled: assetId !== '' })
  const collection = trpc.myAccess.withoutOwningCollection.useQuery(
    { collectionId },
    { ...atMoment, enabled: collectionId !== '' },
  )
  return { grant, group, owned, 'owned collection': collection }[given.kind]
}

interface Props {
  given: Given
  onClose: () => void
}

export function GiveUpDialog({ given, onClose }: Props) {
  const going = useGoing(given)
  const lookAgain = useLookAgain()
  const grant = trpc.myAccess.giveUpGrant.useMutation()
  const group = trpc.myAccess.leaveGroup.useMutation()
  const owned = trpc.myAccess.disown.useMutation()
  const collection = trpc.myAccess.disownCollection.useMutation()
  const words = wordsOf(given)
  const { error, busy, run } = useAct(async () => {
    try {
      if (given.kind === 'grant') await grant.mutateAsync({ grantId: given.grant.grantId })
      else if (given.kind === 'group') await group.mutateAsync({ groupId: given.group.groupId })
      else if (given.kind === 'owned') await owned.mutateAsync({ assetId: given.asset.id })
      else await collection.mutateAsync({ collectionId: given.collection.id })
      toast(words.done)
    } finally {
      await lookAgain()
    }
  })
  const confirm = async () => {
    if (!(await run())) return
    onClose()
    // Its button is gone with its row.
    focusTitleIfLost()
  }
  return (
    <Dialog title={words.title} onClose={onClose} withCloseButton={false}>
      <Stack gap="md">
        {going.isLoading && <SkeletonText lines={3} />}
        <CouldNotRead {...going} />
        {going.data && (
          <List size="sm" spacing={4} listStyleType="disc">
            {linesOf(going.data).map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
            {words.also && <List.Item>{words.also}</List.Item>}
            <List.Item>{words.back}</List.Item>
          </List>
        )}
        <DialogFoot onCancel={onClose} cancelProps={{ 'data-autofocus': true }} refused={<ProblemText error={error} />}>
          <Button color="red" disabled={!going.data} loading={busy} onClick={() => void confirm()}>
            {words.verb}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}

const linesOf = (going: Going): string[] => {
  const lines = goingInWords(going)
  return lines.length ? lines : ['Nothing reaches you through it at the moment.']
}
