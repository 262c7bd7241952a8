// What the account is set to: its name, logo and time zone; for administrators how sharing goes in it, its export, and its end.
import { Stack } from '@mantine/core'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { AccountNameForm } from './AccountNameForm.tsx'
import { DangerZone } from './DangerZone.tsx'
import { ExportPart } from './ExportPart.tsx'
import { LogoForm } from './LogoForm.tsx'
import { SharingPolicy } from './SharingPolicy.tsx'
import { TimeZoneForm } from './TimeZoneForm.tsx'

export function SettingsPage() {
  const settings = trpc.settings.see.useQuery()
  const { data } = settings
  const isOwn = useMay('account.own').yes
  return (
    <Page title="Settings" subtitle="Of this account, for everybody in it.">
      <CouldNotRead {...settings} />
      {!data && !settings.error && <SkeletonText lines={8} />}
      {data && (
        <Stack gap={40}>
          <AccountNameForm key={data.name} name={data.name} slug={data.slug} />
          <LogoForm name={data.name} logo={data.logo} />
          <TimeZoneForm key={data.timeZone} timeZone={data.timeZone} />
          {isOwn && <SharingPolicy />}
          {isOwn && <ExportPart />}
          {isOwn && <DangerZone />}
        </Stack>
      )}
    </Page>
  )
}
