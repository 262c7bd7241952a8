// An account that does not let this member in: why, in words, and where else to go.
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconSwitchHorizontal } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { sentence, type Because } from '@usher/domain'
import { useSignOut } from '../session/sign-out.ts'
import { Page } from '../ui/Page.tsx'
import { closedBecause } from './closed-because.ts'

export function ClosedPage({ account, because }: { account: string; because: Because }) {
  const { signOut, isPending } = useSignOut()
  return (
    <Page title={account}>
      <Stack gap="lg" maw={560}>
        <Text>{sentence({ code: 'cannot_enter', data: { because: closedBecause(because) } })}</Text>
        <Group gap="sm">
          <Button component={Link} to="/accounts" leftSection={<IconSwitchHorizontal size={16} aria-hidden />}>
            Switch account
          </Button>
          <Button variant="default" loading={isPending} onClick={() => signOut()}>
            Sign out
          </Button>
        </Group>
      </Stack>
    </Page>
  )
}
