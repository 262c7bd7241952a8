// Asking the operator for more of a limit, such as seats: how many, a word about why, that it was sent, and what came of earlier requests.
import { Badge, Button, Group, NumberInput, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { largestLimit, type LimitName } from '@usher/domain'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { Optional } from '../ui/Optional.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { RequestList } from './RequestList.tsx'

const fieldWords: Record<LimitName, string> = {
  seats: 'Seats in all',
  groups: 'Groups in all',
  gigabytes: 'Gigabytes in all',
  keys: 'API keys in all',
  calls: 'Calls a minute of each API key',
}

export function AskForMoreDialog({ limit, onClose }: { limit: LimitName; onClose: () => void }) {
  const { here } = useMe()
  const now = here.limits[limit]
  const [wanted, setWanted] = useState<number | string>(now + 5)
  const [words, setWords] = useState('')
  const make = trpc.requests.make.useMutation()
  const utils = trpc.useUtils()
  const fields = fieldErrors(make.error)
  const number = typeof wanted === 'number' ? wanted : Number.parseInt(wanted, 10)

  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    try {
      await make.mutateAsync({ limit, wanted: number, words })
    } catch {
      // Said beside the field or below, with nothing lost.
    } finally {
      await Promise.all([utils.requests.invalidate(), utils.session.me.invalidate()])
    }
  }
  return (
    <Dialog title={`Ask for more ${limit}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="lg">
          {make.isSuccess ? (
            <output>
              <Group gap="xs" mb={4}>
                <Badge color="green" variant="light">
                  Sent
                </Badge>
                <Text fw={600} size="sm">
                  {number} {limit} asked for
                </Text>
              </Group>
              <Text size="sm" c="dimmed">
                Whoever runs this server sees it now. The answer will stand here, and the {limit} are there as soon as
                it is granted.
              </Text>
            </output>
          ) : (
            <Stack gap="md">
              <Text size="sm">
                {here.name} has {now} {limit}. Whoever runs this server can give it more.
              </Text>
              <NumberInput
                label={fieldWords[limit]}
                value={wanted}
                onChange={setWanted}
                min={now + 1}
                max={largestLimit}
                allowDecimal={false}
                allowNegative={false}
                clampBehavior="none"
                error={fields['wanted']}
                data-autofocus
              />
              <Textarea
                label={<Optional>A word about why</Optional>}
                autosize
                minRows={2}
                maxRows={6}
                maxLength={1000}
                value={words}
                onChange={(event) => setWords(event.currentTarget.value)}
                error={fields['words']}
              />
            </Stack>
          )}
          <RequestList />
          {make.isSuccess ? (
            <DialogFoot cancel="Close" onCancel={onClose} />
          ) : (
            <DialogFoot
              onCancel={onClose}
              refused={!fields['wanted'] && !fields['words'] && <ProblemText error={make.error} />}
            >
              <Button type="submit" loading={make.isPending}>
                Ask
              </Button>
            </DialogFoot>
          )}
        </Stack>
      </form>
    </Dialog>
  )
}
