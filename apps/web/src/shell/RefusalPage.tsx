// A page that is not for this person: says who they are signed in as and what to do, never what was asked for.
import { Stack, Text } from '@mantine/core'
import { Page } from '../ui/Page.tsx'
import { WaysOut } from './WaysOut.tsx'

export function RefusalPage({ user }: { user: { name: string; email: string } }) {
  return (
    <Page title="Not for this sign-in">
      <Stack gap="lg" maw={560}>
        <Text>
          There is nothing here, or nothing that you can see. You are signed in as <b>{user.name}</b> ({user.email}).
          Ask an administrator of the account if you think that you should have access.
        </Text>
        <WaysOut />
      </Stack>
    </Page>
  )
}
