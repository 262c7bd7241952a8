// Does this account's mail go out? Without a mail server, the plain sentence that links must be handed on; with one, a
// test, what is still to be sent, and what failed, with the server's words.
import { Alert, Group, Text } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { useMay, useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { FailedMails } from './FailedMails.tsx'

export function MailNotice() {
  const { mail } = useMe()
  const status = trpc.mails.status.useQuery(undefined, { enabled: mail !== 'files' })
  const manage = useMay('people.manage')
  if (mail === 'files')
    return (
      <Alert variant="light" color="gray" icon={<IconMailOff size={20} aria-hidden />} mb="md">
        <Text size="sm">
          No mail server is set up, so invitations are not mailed: copy each link and hand it on yourself. The operator
          sets MAIL_URL to change that.
        </Text>
      </Alert>
    )
  if (!status.data) return null
  const { pending, failed } = status.data
  if (!failed.length && (!pending || !manage.yes)) return null
  return (
    <Alert variant="light" color={failed.length ? 'red' : 'gray'} icon={<IconMailOff size={20} aria-hidden />} mb="md">
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {failed.length > 0
            ? `${failed.length === 1 ? 'One mail' : `${failed.length} mails`} did not go out.`
            : `${pending === 1 ? 'One invitation was' : `${pending} invitations were`} never mailed.`}
        </Text>
        {failed.length > 0 && <FailedMails failed={failed} />}
      </Group>
    </Alert>
  )
}
