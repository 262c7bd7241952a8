// Changing the address that one signs in with: both the old and the new one confirm by mail.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { Part } from '../ui/Part.tsx'

interface Props {
  email: string
  mail: 'smtp' | 'files'
}

export function EmailForm({ email, mail }: Props) {
  const [wanted, setWanted] = useState('')
  const [asked, setAsked] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const ask = trpc.session.askEmailChange.useMutation()
  const run = usePasswordAgain()
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    setError(null)
    try {
      await run(() => ask.mutateAsync({ email: wanted }))
      setAsked(wanted.trim())
      setWanted('')
    } catch (refused) {
      setError(refused)
    }
  }
  return (
    <Part title="E-mail" about="You sign in with it. A change is confirmed from both addresses.">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text>{email}</Text>
          {mail === 'files' && (
            <Text size="sm" c="dimmed">
              This installation has no mail server: the two mails are written to files that only whoever runs it can
              read. Ask them for the links.
            </Text>
          )}
          <TextInput
            label="New e-mail address"
            type="email"
            autoComplete="email"
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            error={fieldErrors(error)['email']}
            required
            withAsterisk={false}
          />
          <FormError error={error} />
          {asked && (
            <Text size="sm" component="output">
              A mail is on its way to {email} and one to {asked}. Open the link in each within 24 hours: then the
              address changes.
            </Text>
          )}
          <Group>
            <Button type="submit" loading={ask.isPending}>
              Change e-mail
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  )
}
