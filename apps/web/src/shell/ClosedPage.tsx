// An account that does not let this member in: why, in words, and where else to go.
import { Stack, Text } from '@mantine/core'
import { sentence, type Because } from '@usher/domain'
import { Page } from '../ui/Page.tsx'
import { closedBecause } from './closed-because.ts'
import { WaysOut } from './WaysOut.tsx'

interface Props {
  account: string
  because: Because
  /** Shown to an administrator who sees it as somebody else does. */
  isViewed?: boolean
}

export function ClosedPage({ account, because, isViewed = false }: Props) {
  return (
    <Page title={account}>
      <Stack gap="lg" maw={560}>
        <Text>{sentence({ code: 'cannot_enter', data: { because: closedBecause(because) } })}</Text>
        {!isViewed && <WaysOut />}
      </Stack>
    </Page>
  )
}
