// The time zone that the account's mails tell times in, by its name in the platform's list.
import { Button, Group, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { timeZones } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { Part } from '../ui/Part.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { toast } from '../ui/toast.tsx'
import { useSettingsChanged } from './settings-changed.ts'

const listed = timeZones()

/** "10:26", as it is there now. */
const timeIn = (timeZone: string) => new Intl.DateTimeFormat(undefined, { timeStyle: 'short', timeZone }).format()

export function TimeZoneForm({ timeZone: known }: { timeZone: string }) {
  const [timeZone, setTimeZone] = useState(known)
  const changed = useSettingsChanged()
  const set = trpc.settings.setTimeZone.useMutation({
    onSuccess: () => {
      toast('Time zone saved.')
      return changed()
    },
  })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    set.mutate({ timeZone })
  }
  return (
    <Part title="Time zone" about="Mails of this account tell times in it. On its pages everybody sees their own time.">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Select
            label="Time zone"
            description={`It is ${timeIn(timeZone)} there now.`}
            // Another server may know zones that this browser does not list.
            data={listed.includes(known) ? listed : [known, ...listed]}
            value={timeZone}
            onChange={(chosen) => chosen && setTimeZone(chosen)}
            searchable
            allowDeselect={false}
            nothingFoundMessage="No time zone of that name"
            error={fieldErrors(set.error)['timeZone']}
          />
          <FormError error={set.error} />
          <Group>
            <Button type="submit" loading={set.isPending} disabled={timeZone === known}>
              Save time zone
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  )
}
