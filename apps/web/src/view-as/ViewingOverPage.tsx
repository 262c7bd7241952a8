// The address of a viewing that is over: back to the account.
import { Button, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Page } from '../ui/Page.tsx'
import { accountIn } from './use-view-as.ts'

export function ViewingOverPage({ account }: { account: string }) {
  return (
    <Page title="This view is over">
      <Stack gap="lg" maw={560} align="flex-start">
        <Text>
          To see an account as somebody else does lasts an hour, in the session that began it, for as long as both are
          in the account. Begin again from People or Groups.
        </Text>
        <Button component={Link} to={`/a/${accountIn(account)}`}>
          Back to the account
        </Button>
      </Stack>
    </Page>
  )
}
