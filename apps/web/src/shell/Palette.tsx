// ⌘K: the pages and actions that this role has, the files, folders, collections, people and groups that it sees, the other
// accounts, themes. Nothing shows that cannot be used.
import { useMantineColorScheme } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconEye, IconKeyboard, IconLogout, IconSearch, IconUserCircle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { may, roleWords } from '@usher/domain'
import { useMay, useMe } from '../may.ts'
import { actions } from '../routes.tsx'
import { useSignOut } from '../session/sign-out.ts'
import { AccountMark } from '../ui/AccountMark.tsx'
import { keyHelpEvent } from './KeyHelp.tsx'
import { openPalette, paletteStore, selectFirst } from './palette-store.ts'
import { themes } from './themes.ts'
import { usePages } from './use-pages.ts'
import './palette.css'
import { look, useFoundActions } from './palette-found.tsx'

const isMeant = (query: string) => {
  const words = query.trim().toLowerCase()
  return ({ label, keywords }: SpotlightActionData) =>
    `${label} ${String(keywords ?? '')}`.toLowerCase().includes(words)
}

export function Palette() {
  const [query, setQuery] = useState('')
  const [isOpen, setOpen] = useState(false)
  /** What is chosen then is a thing, to see who has access to it. */
  const [asksWho, setAsksWho] = useState(false)
  const offered = useOffered(() => {
    setAsksWho(true)
    setQuery('')
  })
  const { groups, isLooking } = useFoundActions(query, isOpen, asksWho)
  const mine = offered.map((group) => ({ ...group, actions: group.actions.filter(isMeant(query)) }))
  const shown = [...(asksWho ? [] : mine), ...groups].filter((group) => group.actions.length)
  // From a field as well; not over a dialog, where what was typed would be left behind.
  useHotkeys([['mod + K', () => document.querySelector('[role=dialog]') ?? openPalette()]], [])
  // What comes later stands below what was chosen already; where nothing was, the first of it is.
  useEffect(() => selectFirst(), [shown.length])

  const words = asksWho ? 'Who can see which file or folder?' : 'Search or jump to'
  const nothing = query.trim().length < 2 ? 'Type two letters of its name.' : 'Nothing matches.'
  return (
    <Spotlight
      store={paletteStore}
      classNames={{ action: 'palette-action' }}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => {
        setOpen(false)
        setAsksWho(false)
      }}
      actions={shown}
      filter={(_, all) => all}
      shortcut={null}
      nothingFound={isLooking ? 'Looking…' : nothing}
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: look(asksWho ? IconEye : IconSearch),
        placeholder: words,
        'aria-label': words,
        onKeyDown: (event) => {
          if (event.key === 'Backspace' && query === '') setAsksWho(false)
        },
      }}
    />
  )
}

/** Pages, actions and accounts. */
function useOffered(onWho: () => void): SpotlightActionGroupData[] {
  const { here, accounts } = useMe()
  const shown = usePages()
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const { signOut } = useSignOut()
  const params = { account: here.slug }
  const [shares, browses] = [useMay('library.share').yes, useMay('library.browse').yes]
  return [
    {
      group: 'Pages',
      actions: [
        ...shown.map(({ row }) => ({
          id: row.path,
          label: row.label,
          leftSection: look(row.icon),
          onClick: () => void navigate({ to: row.path, params }),
        })),
        {
          id: 'profile',
          label: 'Profile',
          keywords: 'password sessions e-mail name',
          leftSection: look(IconUserCircle),
          onClick: () => void navigate({ to: '/profile' }),
        },
      ],
    },
    {
      group: 'Actions',
      actions: [
        ...actions
          .filter(({ needs }) => may(here, needs).yes)
          .map(({ label, icon, path, search }) => ({
            id: label,
            label,
            leftSection: look(icon),
            onClick: () => void navigate({ to: path, params, search: () => search }),
          })),
        ...(shares && browses
          ? [
              {
                id: 'who',
                label: 'Who can see…',
                keywords: 'access shared why',
                leftSection: look(IconEye),
                closeSpotlightOnTrigger: false,
                onClick: onWho,
              },
            ]
          : []),
        ...themes.map(({ scheme, label, icon }) => ({
          id: scheme,
          label: `Theme: ${label.toLowerCase()}`,
          leftSection: look(icon),
          onClick: () => setColorScheme(scheme),
        })),
        {
          id: 'keys',
          label: 'Keys',
          leftSection: look(IconKeyboard),
          // Once the palette has closed and given the focus back.
          onClick: () => void setTimeout(() => window.dispatchEvent(new Event(keyHelpEvent)), 200),
        },
        { id: 'sign-out', label: 'Sign out', leftSection: look(IconLogout), onClick: () => signOut() },
      ],
    },
    {
      group: 'Switch account',
      actions: accounts
        .filter(({ id }) => id !== here.id)
        .map(({ id, slug, name, logo, role }) => ({
          id,
          label: name,
          description: roleWords[role].title,
          leftSection: <AccountMark account={{ name, logo }} size={24} />,
          onClick: () => void navigate({ to: '/a/$account', params: { account: slug } }),
        })),
    },
  ]
}
