// Choosing among the accounts that one is in; a sentence where there is none.
import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSignOut } from '../session/sign-out.ts'
import { BrokenPage } from '../shell/BrokenPage.tsx'
import { Plain } from '../shell/Plain.tsx'
import { trpc } from '../trpc.ts'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { AccountList } from './AccountList.tsx'

export function AccountsPage() {
  const { data, error, refetch } = trpc.session.me.useQuery()
  const { signOut, isPending } = useSignOut()
  if (error && !data)
    return (
      <Plain>
        <BrokenPage error={error} retry={() => void refetch()} />
      </Plain>
    )
  return (
    <Plain>
      <Page title="Your accounts" subtitle={data && `Signed in as ${data.user.name} (${data.user.email})`}>
        <Stack gap="lg">
          {!data && <SkeletonRows rows={2} height={64} />}
          {data && data.accounts.length > 0 && <AccountList accounts={data.accounts} />}
          {data && data.accounts.length === 0 && (
            <Text>
              You are in no account at the moment. An administrator of an account can invite you to {data.user.email}.
            </Text>
          )}
          <Group gap="sm">
            <Button component={Link} to="/profile" variant="default">
              Profile
            </Button>
            <Button variant="subtle" loading={isPending} onClick={() => signOut()}>
              Sign out
            </Button>
          </Group>
        </Stack>
      </Page>
    </Plain>
  )
}
