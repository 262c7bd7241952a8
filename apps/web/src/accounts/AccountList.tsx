// The accounts that somebody is in, to choose from: the role in each, and why one cannot be entered.
import { Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Outputs } from '@usher/client'
import { roleThere } from '../shell/closed-because.ts'
import { AccountMark } from '../ui/AccountMark.tsx'
import { Rows } from '../ui/Rows.tsx'

export type Account = Outputs['session']['me']['accounts'][number]

export function AccountList({ accounts }: { accounts: readonly Account[] }) {
  return (
    <Rows>
      {accounts.map(({ id, slug, name, logo, role, entering }) => (
        <li key={id}>
          <UnstyledButton component={Link} to={`/a/${slug}`} className="row row-link">
            <AccountMark account={{ name, logo }} size={36} />
            <span className="two-lines">
              <Text fw={600} truncate component="span">
                {name}
              </Text>
              <Text size="sm" c="dimmed" truncate component="span">
                {roleThere({ role, entering })}
              </Text>
            </span>
            <IconChevronRight size={18} stroke={1.8} aria-hidden />
          </UnstyledButton>
        </li>
      ))}
    </Rows>
  )
}
