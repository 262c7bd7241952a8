// Handing things over: who owns them from now on, and what whoever owned them keeps. By the owner, or an administrator; who
// also gives an owner to what has none.
import { Button, List, Stack } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { levelWords, type Level } from '@usher/domain'
import { useLookAgain } from '../library/library-acts.ts'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { sentenceOf } from '../ui/problem.ts'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'
import { HeirSelect, type Person } from './HeirSelect.tsx'
import { useHandOver, useWhose, type Subject } from './subject.ts'

interface Props {
  subject: Subject
  /** Null: it has none. */
  owner: { id: string; name: string } | null
  /** What the owner has on it in other ways, null: nothing; left out where it is more than one thing. */
  keeps?: Level | null
  onClose: () => void
}

const titleOf = ({ words }: Subject, hasOwner: boolean) => (hasOwner ? `Hand ${words} over` : `Give ${words} an owner`)

export function HandOverDialog({ subject, owner, keeps, onClose }: Props) {
  const { kind, ids, words: what } = subject
  const [to, setTo] = useState<Person | null>(null)
  const handing = useHandOver(subject)
  const lookAgain = useLookAgain()
  const utils = trpc.useUtils()
  const wrong = problemOf(handing.error)?.code === 'not_an_heir' ? sentenceOf(handing.error) : undefined
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (!to) return
    try {
      await handing.to(to.id)
      toast(`${to.name} owns ${what} now.`)
      onClose()
    } catch {
      // Said below, with nothing lost.
    } finally {
      await Promise.all([lookAgain(), utils.ownership.invalidate()])
    }
  }
  return (
    <Dialog title={titleOf(subject, owner !== null)} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <HeirSelect subject={subject} without={owner?.id ?? null} value={to} onChange={setTo} error={wrong} />
          <List size="sm" spacing={4} listStyleType="disc">
            <List.Item>
              {to?.name ?? 'The new owner'} manages {ids.length === 1 ? 'it' : 'them'} and{' '}
              {kind === 'collection' ? 'sees what it passes on' : 'everything inside'}.
            </List.Item>
            {owner && keeps !== undefined && (
              <List.Item>
                {keeps
                  ? `${owner.name} keeps “${levelWords[keeps].title}”, which comes in other ways.`
                  : `${owner.name} does not see it any more${kind === 'collection' ? ', nor what came only through it' : ''}.`}
              </List.Item>
            )}
            {owner && keeps === undefined && <List.Item>{owner.name} keeps only what comes in other ways.</List.Item>}
          </List>
          <DialogFoot onCancel={onClose} refused={!wrong && <ProblemText error={handing.error} />}>
            <Button type="submit" loading={handing.isPending} disabled={!to}>
              {owner ? (to ? `Hand over to ${to.name}` : 'Hand over') : to ? `Make ${to.name} the owner` : 'Make owner'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}

/** The dialog for one thing, once it is known whose that is and what they would keep. */
export function HandOverThis({
  subject,
  hasOwner,
  onClose,
}: Pick<Props, 'subject' | 'onClose'> & { hasOwner: boolean }) {
  const whose = useWhose(subject)
  if (whose.data) return <HandOverDialog subject={subject} {...whose.data} onClose={onClose} />
  return (
    <Dialog title={titleOf(subject, hasOwner)} onClose={onClose}>
      {whose.error ? <CouldNotRead {...whose} /> : <SkeletonText lines={3} />}
    </Dialog>
  )
}
