// Which account this is, and the way to the others: the role in each, and why one cannot be entered.
import { Menu, Text, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { roleWords } from '@usher/domain'
import { useMe } from '../may.ts'
import { AccountMark } from '../ui/AccountMark.tsx'
import { roleThere } from './closed-because.ts'

export function AccountSwitcher() {
  const { here, accounts } = useMe()
  return (
    <Menu position="bottom-start" width={288} zIndex={400}>
      <Menu.Target>
        <UnstyledButton
          className="switcher"
          aria-label={`Account: ${here.name}, ${roleWords[here.role].title}. Switch account`}
        >
          <AccountMark account={here} />
          <span className="two-lines">
            <Text size="sm" fw={600} truncate component="span">
              {here.name}
            </Text>
            <Text size="xs" c="dimmed" truncate component="span">
              {roleWords[here.role].title}
            </Text>
          </span>
          <IconSelector size={16} stroke={1.8} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className="switcher-list">
        <Menu.Label>Your accounts</Menu.Label>
        {accounts.map(({ id, slug, name, logo, role, entering }) => (
          <Menu.Item
            key={id}
            component={Link}
            to={`/a/${slug}`}
            leftSection={<AccountMark account={{ name, logo }} size={28} />}
            rightSection={id === here.id ? <IconCheck size={16} aria-hidden /> : null}
            {...(id === here.id && { 'aria-current': 'true' })}
          >
            <span className="two-lines">
              <Text size="sm" truncate component="span">
                {name}
              </Text>
              <Text size="xs" c="dimmed" truncate component="span">
                {roleThere({ role, entering })}
              </Text>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
