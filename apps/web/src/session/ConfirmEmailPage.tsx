// Confirming one side of a new e-mail address: opening the link does nothing, the click does.
import { Anchor, Button, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { problemOf } from '@usher/client'
import { Plain } from '../shell/Plain.tsx'
import { trpc } from '../trpc.ts'
import { Page } from '../ui/Page.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useSecretInAddress } from './in-address.ts'

export function ConfirmEmailPage() {
  const token = useSecretInAddress()
  const confirm = trpc.session.confirmEmail.useMutation()
  const isOver = problemOf(confirm.error)?.code === 'link_over'
  return (
    <Plain>
      <Page title="Confirm the new address">
        {confirm.data ? (
          <Stack gap="md" component="output">
            <Text>
              {confirm.data.changed
                ? 'Both sides have confirmed: from now on you sign in with the new address.'
                : 'Confirmed. The address changes once the link in the other mail is confirmed as well.'}
            </Text>
            <Text size="sm">
              <Anchor component={Link} to="/">
                Go on
              </Anchor>
            </Text>
          </Stack>
        ) : (
          <Stack gap="md">
            {isOver ? (
              <ProblemText error={confirm.error}>
                <Anchor component={Link} to="/profile" size="sm">
                  To your profile
                </Anchor>
              </ProblemText>
            ) : (
              <>
                <Text>Somebody, we hope you, wants to change the e-mail address of a sign-in. Was it you?</Text>
                <ProblemText error={confirm.error} />
                <Button onClick={() => confirm.mutate({ token })} loading={confirm.isPending} fullWidth>
                  Yes, confirm
                </Button>
                <Text size="sm" c="dimmed">
                  If not, close this page: nothing changes.
                </Text>
              </>
            )}
          </Stack>
        )}
      </Page>
    </Plain>
  )
}
