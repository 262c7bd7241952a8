// The accounts that one is in, with the role in each, and the way out.
import { Anchor, Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { roleWords } from '@usher/domain'
import type { Account } from '../accounts/AccountList.tsx'
import { roleThere } from '../shell/closed-because.ts'
import { scopeOf, trpc } from '../trpc.ts'
import { Ago } from '../ui/Ago.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { AccountMark } from '../ui/AccountMark.tsx'
import { Rows } from '../ui/Rows.tsx'
import { Part } from '../ui/Part.tsx'

export function Memberships({ accounts }: { accounts: readonly Account[] }) {
  const [leaving, setLeaving] = useState<Account | null>(null)
  const utils = trpc.useUtils()
  const leave = async ({ id, slug, name }: Account) => {
    await scopeOf(slug).client.members.leave.mutate({ accountId: id })
    scopeOf(slug).queries.clear()
    notifications.show({ message: `You left ${name}` })
    await utils.session.me.invalidate()
  }
  return (
    <Part title="Accounts" about="Where you are a member, and as what.">
      {accounts.length === 0 && <Text>You are in no account at the moment.</Text>}
      <Rows>
        {accounts.map((account) => (
          <li key={account.id}>
            <div className="row">
              <AccountMark account={account} size={36} />
              <div className="two-lines">
                <Anchor component={Link} to={`/a/${account.slug}`} fw={600} truncate>
                  {account.name}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {roleThere(account)}
                  {account.entering.yes && account.endsAt && (
                    <>
                      {' '}
                      · ends <Ago at={account.endsAt} />
                    </>
                  )}
                </Text>
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={`Leave ${account.name}`}
                onClick={() => setLeaving(account)}
              >
                Leave
              </Button>
            </div>
          </li>
        ))}
      </Rows>
      {leaving && <LeaveDialog account={leaving} onClose={() => setLeaving(null)} onConfirm={() => leave(leaving)} />}
    </Part>
  )
}

interface LeaveProps {
  account: Account
  onClose: () => void
  onConfirm: () => Promise<unknown>
}

function LeaveDialog({ account, onClose, onConfirm }: LeaveProps) {
  return (
    <ConfirmDialog
      onClose={onClose}
      title={`Leave ${account.name}?`}
      verb={`Leave ${account.name}`}
      destructive
      onConfirm={onConfirm}
    >
      <Text size="sm">
        You are {roleWords[account.role].title} there. What was given to you in this account goes with you, and only a
        new invitation brings you back. Your sign-in and your other accounts stay.
      </Text>
    </ConfirmDialog>
  )
}
