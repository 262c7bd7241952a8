// The name that others see.
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { Part } from '../ui/Part.tsx'

export function NameForm({ name: known }: { name: string }) {
  const [name, setName] = useState(known)
  const utils = trpc.useUtils()
  const rename = trpc.session.rename.useMutation({
    onSuccess: () => {
      notifications.show({ message: 'Name saved' })
      return utils.session.me.invalidate()
    },
  })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    rename.mutate({ name })
  }
  return (
    <Part title="Name" about="As others see you, in every account.">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            autoComplete="name"
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
