// The first start: whoever holds the link from the terminal becomes the first person, administrator of the first account.
import { Button, Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSecretInAddress } from '../session/in-address.ts'
import { isAboutPassword, NewPassword } from '../session/NewPassword.tsx'
import { Plain } from '../shell/Plain.tsx'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { Page } from '../ui/Page.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'

export function SetUpPage() {
  const token = useSecretInAddress()
  const link = trpc.setUp.read.useQuery({ token }, { staleTime: Infinity })
  return (
    <Plain>
      <Page title="Set Usher up" subtitle="You become the first person, and the administrator of the first account.">
        {link.isPending && <SkeletonText />}
        {link.error && (
          <Stack gap="md">
            <ProblemText error={link.error} />
            <Text size="sm" c="dimmed">
              The link that works now stands in the terminal in which Usher was started last.
            </Text>
          </Stack>
        )}
        {link.data && <SetUpForm token={token} />}
      </Page>
    </Plain>
  )
}

function SetUpForm({ token }: { token: string }) {
  const [typed, setTyped] = useState({ name: '', email: '', password: '', account: '', example: false })
  const finish = trpc.setUp.finish.useMutation({
    onSuccess: ({ account }) => window.location.replace(`/a/${account}`),
  })
  const wrong = fieldErrors(finish.error)
  const set = (field: 'name' | 'email' | 'password' | 'account') => (value: string) =>
    setTyped((before) => ({ ...before, [field]: value }))
  const field = (name: 'name' | 'email' | 'account', label: string, autoComplete: string, description?: string) => (
    <TextInput
      label={label}
      description={description}
      autoComplete={autoComplete}
      {...(name === 'email' && { type: 'email' })}
      value={typed[name]}
      onChange={(event) => set(name)(event.currentTarget.value)}
      error={wrong[name]}
      required
      withAsterisk={false}
    />
  )
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    finish.mutate({ token, ...typed })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {field('name', 'Your name', 'name')}
        {field('email', 'E-mail', 'username')}
        <NewPassword field="password" value={typed.password} onChange={set('password')} error={finish.error} />
        {field('account', 'Account name', 'organization', 'Your organisation or team, as people see it.')}
        <Checkbox
          label="Add the example world beside it"
          description="A second account with people of every role, to look around in."
          checked={typed.example}
          onChange={(event) => setTyped((before) => ({ ...before, example: event.target.checked }))}
        />
        <FormError error={finish.error} saidElsewhere={isAboutPassword(finish.error)} />
        <Button type="submit" loading={finish.isPending || finish.isSuccess} fullWidth>
          Set up
        </Button>
      </Stack>
    </form>
  )
}
