// The moment from which people are out, set, moved or taken away; with Undo where they all had the same before.
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { AskForMoreDialog } from '../requests/AskForMoreDialog.tsx'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import { counted, momentInWords } from '../ui/in-words.ts'
import { EndDateField } from './EndDateField.tsx'
import { useLookAgain } from './use-look-again.ts'
import { idsOf, namesInWords, titleOf, type Person } from './person.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'

interface Props {
  people: readonly Person[]
  onClose: () => void
}

const isOut = ({ endsAt }: Person): boolean => endsAt !== null && new Date(endsAt) <= new Date()

export function SetEndDialog({ people, onClose }: Props) {
  const before = new Set(people.map(({ endsAt }) => endsAt))
  const same = before.size === 1 ? (people[0]?.endsAt ?? null) : undefined
  const [endsAt, setEndsAt] = useState<string | null>(same ?? null)
  const setEnd = trpc.members.setEnd.useMutation()
  const lookAgain = useLookAgain()
  const [asking, setAsking] = useState(false)
  const who = people.length === 1 && people[0] ? titleOf(people[0]) : null
  const memberIds = idsOf(people)
  const preview = trpc.members.previewSetEnd.useQuery(
    { memberIds, endsAt },
    { enabled: endsAt !== same, staleTime: 0, gcTime: 0, retry: false },
  )
  // Whoever is out already comes back at once.
  const isLater = endsAt !== null && !people.some(isOut)

  const undo = async () => {
    try {
      await setEnd.mutateAsync({ memberIds, endsAt: same ?? null })
      toast(`${namesInWords(people, 2)}: the end date is as it was.`)
    } catch (error) {
      toastRefusal(error)
    } finally {
      await lookAgain()
    }
  }
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    try {
      const asPreviewed = preview.data?.rightsVersion
      await setEnd.mutateAsync({ memberIds, endsAt, ...(asPreviewed !== undefined && { asPreviewed }) })
      const isUndoable = same !== undefined && (same === null || new Date(same) > new Date())
      toast(
        endsAt
          ? `${namesInWords(people, 2)}: out from ${momentInWords(endsAt)} on.`
          : `${namesInWords(people, 2)}: no end date.`,
        isUndoable ? { label: 'Undo', go: () => void undo() } : undefined,
      )
      onClose()
    } catch (error) {
      // Said below, with nothing lost.
      if (problemOf(error)?.code === 'rights_moved') await preview.refetch()
    } finally {
      await lookAgain()
    }
  }
  const code = problemOf(setEnd.error)?.code
  return (
    <Dialog title={`End date of ${who ?? counted(people.length, 'person', 'people')}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          {!who && (
            <Text size="sm" c="dimmed">
              {namesInWords(people, 8)}
              {same === undefined && ' (now: mixed)'}
            </Text>
          )}
          <EndDateField
            label="End date"
            value={endsAt}
            onChange={setEndsAt}
            {...(code === 'end_in_past' && { error: setEnd.error?.message })}
          />
          <Text size="sm" c="dimmed">
            A week before, they and the administrators are told. Nothing is deleted: moving the date lets them in again.
          </Text>
          {endsAt !== same && !preview.error && (
            <WhatChanges
              {...(isLater && { title: `From ${momentInWords(endsAt)} on` })}
              weighed={preview.data?.weighed}
              isLoading={preview.isLoading}
            />
          )}
          <DialogFoot
            onCancel={onClose}
            refused={
              code !== 'end_in_past' && (
                <ProblemText error={setEnd.error}>
                  {code === 'seats_full' && (
                    <Button size="xs" mt={6} onClick={() => setAsking(true)}>
                      Ask for more
                    </Button>
                  )}
                </ProblemText>
              )
            }
          >
            <Button type="submit" loading={setEnd.isPending} disabled={endsAt === same}>
              {endsAt || same === null ? 'Set end date' : 'No end date'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
      {asking && <AskForMoreDialog limit="seats" onClose={() => setAsking(false)} />}
    </Dialog>
  )
}
