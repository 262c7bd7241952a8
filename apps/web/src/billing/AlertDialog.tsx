// What is watched, and at which figure whoever pays is told.
import { Button, NativeSelect, NumberInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { inOne, thresholdAtMost, watched, watchedNames, type Watched } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import type { Alert } from './AlertsPart.tsx'

interface Props {
  /** Null: a new one. */
  of: Alert | null
  currency: string
  onClose: () => void
}

export function AlertDialog({ of, currency, onClose }: Props) {
  const [what, setWhat] = useState<Watched>(of?.what ?? 'sentBytes')
  const [typed, setTyped] = useState<number | string>(of ? of.threshold / inOne[of.what] : '')
  const [creating, changing] = [trpc.alerts.create.useMutation(), trpc.alerts.change.useMutation()]
  const utils = trpc.useUtils()
  const { error, busy, run } = useAct(async () => {
    const input = { what, wanted: Number(typed) }
    await (of ? changing.mutateAsync({ alertId: of.id, ...input }) : creating.mutateAsync(input))
    await Promise.all([utils.alerts.invalidate(), utils.log.invalidate()])
    toast(of ? 'The alert is changed.' : 'The alert is set.')
  })
  const wrong = fieldErrors(error)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  const units = { bytes: ', in GB', count: '', cents: `, in ${currency}` }
  const isMonthly = watched[what].of === 'month'
  return (
    <Dialog title={of ? 'Change alert' : 'Create alert'} onClose={onClose} withCloseButton={false}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <NativeSelect
            label="What"
            data={watchedNames.map((value) => ({ value, label: watched[value].title }))}
            value={what}
            onChange={({ currentTarget: { value } }) => setWhat(value as Watched)}
            data-autofocus
          />
          <NumberInput
            label={`Tell when it reaches${units[watched[what].unit]}`}
            description={isMonthly ? 'Counted anew each month.' : 'Of what is stored, with all versions and the trash.'}
            value={typed}
            onChange={setTyped}
            allowNegative={false}
            allowDecimal={false}
            thousandSeparator=","
            max={thresholdAtMost}
            clampBehavior="none"
            error={wrong['wanted']}
          />
          <DialogFoot onCancel={onClose} refused={!Object.keys(wrong).length && <ProblemText error={error} />}>
            <Button type="submit" loading={busy}>
              {of ? 'Save' : 'Create alert'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
