// A page that is not for this person: says who they are signed in as and what to do, never what was asked for.
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconLogout, IconSwitchHorizontal } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSignOut } from '../session/sign-out.ts'
import { Page } from '../ui/Page.tsx'

export function RefusalPage({ user }: { user: { name: string; email: string } }) {
  const { signOut, isPending } = useSignOut()
  return (
    <Page title="Not for this sign-in">
      <Stack gap="lg" maw={560}>
        <Text>
          There is nothing here, or nothing that you can see. You are signed in as <b>{user.name}</b> ({user.email}).
          Ask an administrator of the account if you think that you should have access.
        </Text>
        <Group gap="sm">
          <Button component={Link} to="/accounts" leftSection={<IconSwitchHorizontal size={16} aria-hidden />}>
            Switch account
          </Button>
          <Button
            variant="default"
            leftSection={<IconLogout size={16} aria-hidden />}
            loading={isPending}
            onClick={() => signOut()}
          >
            Sign out
          </Button>
        </Group>
      </Stack>
    </Page>
  )
}
