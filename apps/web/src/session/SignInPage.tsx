// Signing in, and back to the page that was asked for. Before the first person exists: where the set-up link is.
import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Plain } from '../shell/Plain.tsx'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { Page } from '../ui/Page.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { forgetEntered } from './entered.ts'
import { comingFrom } from './in-address.ts'

export function SignInPage() {
  const { data: status } = trpc.setUp.status.useQuery()
  return (
    <Plain>
      {status && !status.isSetUp ? (
        <Page title="Usher is not set up yet">
          <Text>
            The first person comes in by the set-up link. It stands in the terminal in which Usher was started, and is
            printed again at each start until it was used.
          </Text>
        </Page>
      ) : (
        <SignInForm />
      )}
    </Plain>
  )
}

function SignInForm() {
  const coming = comingFrom()
  const [email, setEmail] = useState(coming.email)
  const [password, setPassword] = useState('')
  const signIn = trpc.session.signIn.useMutation({
    onSuccess: () => {
      forgetEntered()
      window.location.assign(coming.from)
    },
  })
  const wrong = fieldErrors(signIn.error)
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    signIn.mutate({ email, password })
  }
  return (
    <Page title="Sign in">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="E-mail"
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={wrong['email']}
            required
            withAsterisk={false}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={wrong['password']}
            required
            withAsterisk={false}
          />
          <FormError error={signIn.error} />
          <Button type="submit" loading={signIn.isPending || signIn.isSuccess} fullWidth>
            Sign in
          </Button>
          <Text size="sm">
            <Anchor component={Link} to="/forgot">
              Forgotten your password?
            </Anchor>
          </Text>
        </Stack>
      </form>
    </Page>
  )
}
