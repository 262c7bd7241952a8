// Where a mail leads that says what ends soon: asks for the thing in the address, at the level in the address.
import { Box } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { z } from 'zod'
import { levels } from '@usher/domain'
import { useMe } from '../may.ts'
import { RefusalPage } from '../shell/RefusalPage.tsx'
import { Page } from '../ui/Page.tsx'
import { AskForm } from './AskForm.tsx'
import './access-requests.css'

const askSearch = z.object({
  thing: z.uuid().optional().catch(undefined),
  level: z.enum(levels).default('view').catch('view'),
})

export function AskPage() {
  const { user } = useMe()
  const { thing, level } = askSearch.parse(useSearch({ strict: false }))
  if (!thing) return <RefusalPage user={user} />
  return (
    <Page title="Request access" subtitle="To what the link that you followed is about.">
      <Box maw={560}>
        <AskForm key={thing} thingId={thing} level={level} />
      </Box>
    </Page>
  )
}
