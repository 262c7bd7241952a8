// A forgotten password: the answer is the same whether or not the address has a sign-in.
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Plain } from '../shell/Plain.tsx'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { Page } from '../ui/Page.tsx'
import { fieldErrors } from '../ui/problem.ts'

export function ForgotPage() {
  const [email, setEmail] = useState('')
  const forgot = trpc.session.forgot.useMutation()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    forgot.mutate({ email })
  }
  const back = (
    <Text size="sm">
      <Anchor component={Link} to="/sign-in">
        Back to signing in
      </Anchor>
    </Text>
  )
  return (
    <Plain>
      <Page title="New password">
        {forgot.isSuccess ? (
          <Stack gap="md" component="output">
            <Text>
              If {email.trim()} has a sign-in here, a mail with a link is on its way. The link works for two hours,
              once.
            </Text>
            <Text c="dimmed" size="sm">
              No mail? Look among the unwanted ones, or ask whoever runs this installation of Usher: they can make a
              link for you.
            </Text>
            {back}
          </Stack>
        ) : (
          <form onSubmit={submit}>
            <Stack gap="md">
              <Text>Give your e-mail address. You get a link with which you set a new password.</Text>
              <TextInput
                label="E-mail"
                type="email"
                autoComplete="username"
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
                error={fieldErrors(forgot.error)['email']}
                required
                withAsterisk={false}
              />
              <FormError error={forgot.error} />
              <Button type="submit" loading={forgot.isPending} fullWidth>
                Send the link
              </Button>
              {back}
            </Stack>
          </form>
        )}
      </Page>
    </Plain>
  )
}
