// A page that is not for this person: says who they are signed in as and what to do, never what was asked for.
import { Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { AskButton } from '../access-requests/AskButton.tsx'
import { useMay } from '../may.ts'
import { Page } from '../ui/Page.tsx'
import { WaysOut } from './WaysOut.tsx'

interface Props {
  user: { name: string; email: string }
  /** The file, folder or collection that the address names, whether or not there is one: it can be asked for. */
  askFor?: string | null
}

export function RefusalPage({ user, askFor = null }: Props) {
  return (
    <Page title="Not for this sign-in">
      <Stack gap="lg" maw={560}>
        <Text>
          There is nothing here, or nothing that you can see. You are signed in as <b>{user.name}</b> ({user.email}).
          {!askFor && ' Ask an administrator of the account if you think that you should have access.'}
        </Text>
        {askFor ? <Asking thingId={askFor} /> : <WaysOut />}
      </Stack>
    </Page>
  )
}

/** Within an account: by asking, for those who can, or by an administrator. */
function Asking({ thingId }: { thingId: string }) {
  const mayAsk = useMay('access.request').yes
  return (
    <>
      <Text>
        {mayAsk
          ? 'If it exists, whoever can share it can let you in.'
          : 'Ask an administrator of the account if you think that you should have access.'}
      </Text>
      {mayAsk && (
        <div>
          <AskButton thingId={thingId} leftSection={<IconKey size={16} aria-hidden />} />
        </div>
      )}
      <WaysOut aside={mayAsk} />
    </>
  )
}
