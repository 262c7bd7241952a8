// ⌘K: the pages and actions that this role has, the other accounts, themes. Nothing shows that cannot be used.
import { useMantineColorScheme } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconKeyboard, IconLogout, IconSearch, IconUserCircle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { may, roleWords } from '@usher/domain'
import { useMe } from '../may.ts'
import { actions } from '../routes.tsx'
import { useSignOut } from '../session/sign-out.ts'
import { Initials } from '../ui/Initials.tsx'
import { keyHelpEvent } from './KeyHelp.tsx'
import { themes } from './themes.ts'
import { usePages } from './use-pages.ts'

export function Palette() {
  const { here, accounts } = useMe()
  const shown = usePages()
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const { signOut } = useSignOut()
  const params = { account: here.slug }
  // From a field as well; not over a dialog, where what was typed would be left behind.
  useHotkeys([['mod + K', () => document.querySelector('[role=dialog]') ?? spotlight.open()]], [])

  const offered: SpotlightActionGroupData[] = [
    {
      group: 'Pages',
      actions: [
        ...shown.map(({ row }) => ({
          id: row.path,
          label: row.label,
          leftSection: <row.icon size={18} stroke={1.7} aria-hidden />,
          onClick: () => void navigate({ to: row.path, params }),
        })),
        {
          id: 'profile',
          label: 'Profile',
          keywords: 'password sessions e-mail name',
          leftSection: <IconUserCircle size={18} stroke={1.7} aria-hidden />,
          onClick: () => void navigate({ to: '/profile' }),
        },
      ],
    },
    {
      group: 'Actions',
      actions: [
        ...actions
          .filter(({ needs }) => may(here, needs).yes)
          .map(({ label, icon: Icon, path, search }) => ({
            id: label,
            label,
            leftSection: <Icon size={18} stroke={1.7} aria-hidden />,
            onClick: () => void navigate({ to: path, params, search: () => search }),
          })),
        ...themes.map(({ scheme, label, icon: Icon }) => ({
          id: scheme,
          label: `Theme: ${label.toLowerCase()}`,
          leftSection: <Icon size={18} stroke={1.7} aria-hidden />,
          onClick: () => setColorScheme(scheme),
        })),
        {
          id: 'keys',
          label: 'Keys',
          leftSection: <IconKeyboard size={18} stroke={1.7} aria-hidden />,
          // Once the palette has closed and given the focus back.
          onClick: () => void setTimeout(() => window.dispatchEvent(new Event(keyHelpEvent)), 200),
        },
        {
          id: 'sign-out',
          label: 'Sign out',
          leftSection: <IconLogout size={18} stroke={1.7} aria-hidden />,
          onClick: () => signOut(),
        },
      ],
    },
    {
      group: 'Switch account',
      actions: accounts
        .filter(({ id }) => id !== here.id)
        .map(({ id, slug, name, role }) => ({
          id,
          label: name,
          description: roleWords[role].title,
          leftSection: <Initials name={name} square size={24} />,
          onClick: () => void navigate({ to: '/a/$account', params: { account: slug } }),
        })),
    },
  ]
  return (
    <Spotlight
      actions={offered.filter((group) => group.actions.length)}
      shortcut={null}
      nothingFound="Nothing matches."
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.7} aria-hidden />,
        placeholder: 'Search or jump to',
        'aria-label': 'Search or jump to',
      }}
    />
  )
}
