// Setting a new password by a link: it ends every session and starts one here.
import { Anchor, Button, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Plain } from '../shell/Plain.tsx'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { Page } from '../ui/Page.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { forgetEntered } from './entered.ts'
import { useSecretInAddress } from './in-address.ts'
import { isAboutPassword, NewPassword } from './NewPassword.tsx'

export function ResetPage() {
  const token = useSecretInAddress()
  const [wanted, setWanted] = useState('')
  const whose = trpc.session.readReset.useQuery({ token }, { staleTime: Infinity })
  const reset = trpc.session.reset.useMutation({
    onSuccess: () => {
      forgetEntered()
      window.location.replace('/')
    },
  })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    reset.mutate({ token, wanted })
  }
  return (
    <Plain>
      <Page title="Set a new password">
        {whose.isPending && <SkeletonText />}
        {whose.error && (
          <ProblemText error={whose.error}>
            <Anchor component={Link} to="/forgot" size="sm">
              Ask for a new link
            </Anchor>
          </ProblemText>
        )}
        {whose.data && (
          <form onSubmit={submit}>
            <Stack gap="md">
              <Text>
                For {whose.data.name} ({whose.data.email}). Every other session ends.
              </Text>
              {/* Tells password managers whose password this is. */}
              <input type="hidden" name="username" autoComplete="username" value={whose.data.email} />
              <NewPassword
                label="New password"
                field="wanted"
                value={wanted}
                onChange={setWanted}
                error={reset.error}
              />
              <FormError error={reset.error} saidElsewhere={isAboutPassword(reset.error)} />
              <Button type="submit" loading={reset.isPending || reset.isSuccess} fullWidth>
                Set password and sign in
              </Button>
            </Stack>
          </form>
        )}
      </Page>
    </Plain>
  )
}
