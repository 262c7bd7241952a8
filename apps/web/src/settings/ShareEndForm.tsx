// The end that the share dialog proposes, in days; empty where it proposes none.
import { Button, Group, NumberInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { shareDaysAtMost } from '@usher/domain'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { Part } from '../ui/Part.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { useSettingsChanged } from './settings-changed.ts'

export function ShareEndForm({ shareDays: known }: { shareDays: number | null }) {
  const [shareDays, setShareDays] = useState(known)
  const changed = useSettingsChanged()
  const set = trpc.settings.setShareEnd.useMutation()
  const withPassword = usePasswordAgain()
  const { error, busy, run } = useAct(async () => {
    await withPassword(() => set.mutateAsync({ shareDays }))
    toast('Default end of shares saved.')
    await changed()
  })
  return (
    <Part
      title="Default end of shares"
      about="The share dialog proposes it; whoever shares can choose another end, or none."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <Stack gap="md">
          <NumberInput
            label="Days until a share ends"
            description="Counts for what is shared from now on."
            placeholder="No end"
            min={1}
            max={shareDaysAtMost}
            allowDecimal={false}
            allowNegative={false}
            value={shareDays ?? ''}
            onChange={(typed) => setShareDays(typed === '' ? null : Number(typed))}
            error={fieldErrors(error)['shareDays']}
          />
          <FormError error={error} />
          <Group>
            <Button type="submit" loading={busy} disabled={shareDays === known}>
              Save default end
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  )
}
