// What an account asks for before it lets somebody in: the password once more, or the proof of the address.
import { Anchor, Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Ask } from '@usher/domain'
import { WaysOut } from '../shell/WaysOut.tsx'
import { trpc } from '../trpc.ts'
import { Page } from '../ui/Page.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { forgetEntered } from './entered.ts'

interface Props {
  account: string
  asks: readonly Ask[]
  email: string
  mail: 'smtp' | 'files'
}

export function EnteringPage({ account, asks, email, mail }: Props) {
  return (
    <Page title={`Enter ${account}`}>
      <Stack gap="lg">
        {asks.includes('address') ? (
          <>
            <Text>
              {account} has to know that {email} is your address. Open the link in the mail that was sent to you: it
              sets a new password, and lets you in.
            </Text>
            {mail === 'files' ? (
              <Text c="dimmed" size="sm">
                This installation has no mail server. Ask whoever runs it to vouch for your address.
              </Text>
            ) : (
              <Text c="dimmed" size="sm">
                No such mail? A link to set a new password shows it just as well.{' '}
                <Anchor component={Link} to="/forgot" underline="always">
                  Mail me a link
                </Anchor>
              </Text>
            )}
          </>
        ) : (
          <GivePassword />
        )}
        <WaysOut aside />
      </Stack>
    </Page>
  )
}

function GivePassword() {
  const [password, setPassword] = useState('')
  const utils = trpc.useUtils()
  const prove = trpc.session.provePassword.useMutation({
    onSuccess: () => {
      forgetEntered()
      return utils.session.me.invalidate()
    },
  })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    prove.mutate({ password })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text>An administrator ended your sessions in this account. Give your password again to go on.</Text>
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <ProblemText error={prove.error} />
        <Group>
          <Button type="submit" loading={prove.isPending}>
            Continue
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
