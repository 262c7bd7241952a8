// One's own sign-in, the same in every account: name, address, password, sessions, and the accounts one is in.
import { Anchor, Stack } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lastAccount } from '../accounts/last-account.ts'
import { BrokenPage } from '../shell/BrokenPage.tsx'
import { Plain } from '../shell/Plain.tsx'
import { trpc } from '../trpc.ts'
import { Page } from '../ui/Page.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { EmailForm } from './EmailForm.tsx'
import { Memberships } from './Memberships.tsx'
import { NameForm } from './NameForm.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { Sessions } from './Sessions.tsx'
import './profile.css'

export function ProfilePage() {
  const { data: me, error, refetch } = trpc.session.me.useQuery()
  if (error && !me)
    return (
      <Plain>
        <BrokenPage error={error} retry={() => void refetch()} />
      </Plain>
    )
  const back = me?.accounts.find(({ slug }) => slug === lastAccount())
  return (
    <Plain
      wide
      beside={
        back && (
          <Anchor component={Link} to={`/a/${back.slug}`} size="sm" className="way-back">
            <IconArrowLeft size={16} aria-hidden />
            {back.name}
          </Anchor>
        )
      }
    >
      <Page title="Profile" subtitle="Your sign-in, the same in every account.">
        {me ? (
          <Stack gap={40}>
            <NameForm name={me.user.name} />
            <EmailForm email={me.user.email} mail={me.mail} />
            <PasswordForm email={me.user.email} />
            <Sessions />
            <Memberships accounts={me.accounts} />
          </Stack>
        ) : (
          <SkeletonText lines={8} />
        )}
      </Page>
    </Plain>
  )
}
