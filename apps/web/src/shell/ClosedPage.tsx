// An account that does not let this member in: why, in words, and where else to go.
import { Stack, Text } from '@mantine/core'
import { sentence, type Because } from '@usher/domain'
import { Page } from '../ui/Page.tsx'
import { closedBecause } from './closed-because.ts'
import { WaysOut } from './WaysOut.tsx'

export function ClosedPage({ account, because }: { account: string; because: Because }) {
  return (
    <Page title={account}>
      <Stack gap="lg" maw={560}>
        <Text>{sentence({ code: 'cannot_enter', data: { because: closedBecause(because) } })}</Text>
        <WaysOut />
      </Stack>
    </Page>
  )
}
