// Whom restricted members find when they share something.
import { Button, Group, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { pickers, pickerWords, type Picker } from '@usher/domain'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { Part } from '../ui/Part.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { useSettingsChanged } from './settings-changed.ts'

export function PickerForm({ picker: known }: { picker: Picker }) {
  const [picker, setPicker] = useState(known)
  const changed = useSettingsChanged()
  const set = trpc.settings.setPicker.useMutation()
  const withPassword = usePasswordAgain()
  const { error, busy, run } = useAct(async () => {
    await withPassword(() => set.mutateAsync({ picker }))
    toast('People picker saved.')
    await changed()
  })
  return (
    <Part title="People picker" about="Whom those find who share something.">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <Stack gap="md">
          <Radio.Group
            label="Sharers find"
            value={picker}
            onChange={(chosen) => setPicker(pickers.find((each) => each === chosen) ?? known)}
          >
            <Stack gap="sm" mt="xs">
              {pickers.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={pickerWords[each].title}
                  description={pickerWords[each].explains}
                />
              ))}
            </Stack>
          </Radio.Group>
          <FormError error={error} />
          <Group>
            <Button type="submit" loading={busy} disabled={picker === known}>
              Save people picker
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  )
}
