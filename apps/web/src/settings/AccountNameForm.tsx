// What the account is called.
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { Part } from '../ui/Part.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { toast } from '../ui/toast.tsx'
import { useSettingsChanged } from './settings-changed.ts'

export function AccountNameForm({ name: known, slug }: { name: string; slug: string }) {
  const [name, setName] = useState(known)
  const changed = useSettingsChanged()
  const rename = trpc.settings.rename.useMutation({
    onSuccess: () => {
      toast('Name saved.')
      return changed()
    },
  })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    rename.mutate({ name })
  }
  return (
    <Part title="Name" about={`As people and mails call it. Its address stays /a/${slug}.`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name of the account"
            autoComplete="organization"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldErrors(rename.error)['name']}
            required
            withAsterisk={false}
          />
          <FormError error={rename.error} />
          <Group>
            <Button type="submit" loading={rename.isPending} disabled={name.trim() === known}>
              Save name
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  )
}
