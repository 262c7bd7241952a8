// A new password, for whoever knows the present one; every other session ends.
import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { sentence } from '@usher/domain'
import { isAboutPassword, NewPassword } from '../session/NewPassword.tsx'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { Part } from '../ui/Part.tsx'

export function PasswordForm({ email }: { email: string }) {
  const [password, setPassword] = useState('')
  const [wanted, setWanted] = useState('')
  const utils = trpc.useUtils()
  const change = trpc.session.changePassword.useMutation({
    onSuccess: ({ sessionsEnded }) => {
      setPassword('')
      setWanted('')
      const others = sessionsEnded === 1 ? '1 other session ended' : `${sessionsEnded} other sessions ended`
      notifications.show({ message: sessionsEnded ? `Password changed, ${others}` : 'Password changed' })
      return utils.session.sessions.invalidate()
    },
  })
  const problem = problemOf(change.error)
  const isWrong = problem?.code === 'wrong_password'
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    change.mutate({ password, wanted })
  }
  return (
    <Part title="Password" about="Changing it ends every other session.">
      <form onSubmit={submit}>
        <Stack gap="md">
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={isWrong ? sentence(problem) : fieldErrors(change.error)['password']}
            required
            withAsterisk={false}
          />
          <NewPassword label="New password" field="wanted" value={wanted} onChange={setWanted} error={change.error} />
          <FormError error={change.error} saidElsewhere={isWrong || isAboutPassword(change.error)} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  )
}
