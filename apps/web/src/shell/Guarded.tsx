// A page for those who may see it. What the role lacks is refused without its name; what the plan lacks says what would
// bring it; what is dormant is explained.
import { Text } from '@mantine/core'
import { may, sentence, type Permission } from '@usher/domain'
import { upgradeInWords, useMe } from '../may.ts'
import { Page } from '../ui/Page.tsx'
import { RefusalPage } from './RefusalPage.tsx'

interface Props {
  needs: Permission | null
  children: React.ReactNode
}

export function Guarded({ needs, children }: Props) {
  const { here, user } = useMe()
  if (needs === null) return children
  const answer = may(here, needs)
  if (answer.yes) return children
  const { because, feature } = answer
  if (because === 'role') return <RefusalPage user={user} />
  return (
    <Page title={because === 'plan' ? 'Not part of this plan' : 'Not available at the moment'}>
      <Text maw={560}>
        {feature ? upgradeInWords(needs, feature) : sentence({ code: 'not_allowed', data: { needs, because } })}
      </Text>
    </Page>
  )
}
