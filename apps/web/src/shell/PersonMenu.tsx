// The person who is signed in: profile, what they have in this account, theme, sign out.
import { Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconKey, IconKeyboard, IconLogout, IconSelector, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMe } from '../may.ts'
import { useSignOut } from '../session/sign-out.ts'
import { Initials } from '../ui/Initials.tsx'
import { keyHelpEvent } from './KeyHelp.tsx'
import { themes } from './themes.ts'

export function PersonMenu() {
  const { user, here, viewing } = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { signOut } = useSignOut()
  return (
    <Menu position="top-start" width={240} zIndex={400}>
      <Menu.Target>
        <UnstyledButton
          className="switcher"
          aria-label={`${user.name}: ${viewing ? 'my access, theme' : 'profile, my access, theme, sign out'}`}
        >
          <Initials name={user.name} />
          <span className="two-lines">
            <Text size="sm" fw={500} truncate component="span">
              {user.name}
            </Text>
            <Text size="xs" c="dimmed" truncate component="span">
              {user.email}
            </Text>
          </span>
          <IconSelector size={16} stroke={1.8} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {!viewing && (
          <Menu.Item component={Link} to="/profile" leftSection={<IconUserCircle size={16} aria-hidden />}>
            Profile
          </Menu.Item>
        )}
        <Menu.Item component={Link} to={`/a/${here.slug}/my-access`} leftSection={<IconKey size={16} aria-hidden />}>
          My access
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={16} aria-hidden />}
          onClick={() => window.dispatchEvent(new Event(keyHelpEvent))}
        >
          Keys
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        <Menu.RadioGroup value={colorScheme}>
          {themes.map(({ scheme, label, icon: Icon }) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              checkIcon={<IconCheck size={14} aria-hidden />}
              rightSection={<Icon size={16} aria-hidden />}
              onChange={() => setColorScheme(scheme)}
            >
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {!viewing && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut()}>
              Sign out
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
