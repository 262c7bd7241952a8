// What an administrator can do about mail once a server is set up: a test to oneself, and what is still to be sent.
import { ActionIcon, Menu } from '@mantine/core'
import { IconMail, IconMailCheck, IconSend } from '@tabler/icons-react'
import { useMay, useMe } from '../may.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { trpc } from '../trpc.ts'

export function MailMenu() {
  const { mail } = useMe()
  const manage = useMay('people.manage')
  const status = trpc.mails.status.useQuery(undefined, { enabled: mail !== 'files' })
  const test = trpc.mails.test.useMutation()
  const send = trpc.mails.sendPending.useMutation()
  const utils = trpc.useUtils()
  if (mail === 'files' || !manage.yes) return null
  const pending = status.data?.pending ?? 0

  const attempt = async (act: () => Promise<string>) => {
    try {
      toast(await act())
    } catch (error) {
      toastRefusal(error)
    } finally {
      await utils.mails.invalidate()
    }
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label="Mail">
          <IconMail size={18} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconMailCheck size={16} aria-hidden />}
          onClick={() =>
            void attempt(
              async () =>
                `A test mail to ${(await test.mutateAsync()).to} is on its way. If it fails, this page says so.`,
            )
          }
        >
          Send a test mail
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSend size={16} aria-hidden />}
          disabled={pending === 0}
          onClick={() =>
            void attempt(async () => {
              const { mails } = await send.mutateAsync()
              return mails === 1 ? 'One invitation is on its way.' : `${mails} invitations are on their way.`
            })
          }
        >
          Send what is pending ({pending})
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
