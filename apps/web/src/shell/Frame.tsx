// The frame of an account: navigation at the side (behind a button on phones), the page beside it.
import { AppShell, Burger, Drawer, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useMe } from '../may.ts'
import { ViewingBar, viewingBarHeight } from '../view-as/ViewingBar.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { Mark } from './Mark.tsx'
import { Palette } from './Palette.tsx'
import { Side } from './Side.tsx'
import './frame.css'

// No page waits for it; where it cannot be loaded, pages work without it.
const Uploads = lazy(() =>
  import('../uploads/Uploads.tsx').then(
    ({ Uploads: shown }) => ({ default: shown }),
    () => ({ default: () => null }),
  ),
)

export function Frame({ children }: { children: React.ReactNode }) {
  const { here, user, viewing } = useMe()
  const bar = viewing ? viewingBarHeight : 0
  const [opened, { toggle, close }] = useDisclosure(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  // The drawer has done its work once it led somewhere.
  useEffect(close, [path, close])
  return (
    <AppShell
      header={{ height: { base: 52 + bar, sm: bar } }}
      navbar={{ width: 256, breakpoint: 'sm', collapsed: { mobile: true } }}
      padding={0}
    >
      <SkipLink />
      <AppShell.Header {...(!viewing && { hiddenFrom: 'sm' })} withBorder={!viewing}>
        {viewing && <ViewingBar viewing={viewing} user={user} here={here} />}
        <Group hiddenFrom="sm" className="frame-head" wrap="nowrap">
          <Burger opened={opened} onClick={toggle} size="sm" aria-label="Navigation" aria-expanded={opened} />
          <Group gap={8} wrap="nowrap" className="frame-head-name">
            <Mark size={24} />
            <Text fw={600} truncate>
              {here.name}
            </Text>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar visibleFrom="sm" aria-label="Main" className="side">
        <Side />
      </AppShell.Navbar>
      <Drawer
        opened={opened}
        onClose={close}
        size={288}
        withCloseButton={false}
        padding={0}
        classNames={{ body: 'side side-drawer' }}
        attributes={{ content: { 'aria-label': 'Navigation' } }}
        // As whom one sees all this stays in sight.
        styles={{
          overlay: { top: bar },
          inner: { top: bar },
          content: { height: `calc(100dvh - ${bar}px)` },
        }}
      >
        <nav aria-label="Main" className="side-nav">
          <Side onSearch={close} />
        </nav>
      </Drawer>
      <AppShell.Main id="main" tabIndex={-1} className="frame-main">
        {children}
      </AppShell.Main>
      {!viewing && (
        <Suspense fallback={null}>
          <Uploads />
        </Suspense>
      )}
      <Palette />
      <KeyHelp />
    </AppShell>
  )
}

/** Past the navigation, for whoever comes by keyboard. Not an address of its own: back stays where one was. */
function SkipLink() {
  return (
    <a
      href="#main"
      className="skip"
      onClick={(event) => {
        event.preventDefault()
        document.getElementById('main')?.focus()
      }}
    >
      Skip to the page
    </a>
  )
}
