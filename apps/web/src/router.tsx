// The router, made from the rows of routes.tsx: pages inside an account stand in its frame, behind their guard.
import { createRootRoute, createRoute, createRouter, Outlet, useParams } from '@tanstack/react-router'
import { outside, pages, type PageRow } from './routes.tsx'
import { AccountGate } from './shell/AccountGate.tsx'
import { Guarded } from './shell/Guarded.tsx'
import { BrokenPage } from './shell/BrokenPage.tsx'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { Plain } from './shell/Plain.tsx'
import { ScopeProvider } from './shell/ScopeProvider.tsx'

const root = createRootRoute({
  component: () => (
    <ScopeProvider account={null}>
      <Outlet />
    </ScopeProvider>
  ),
  notFoundComponent: () => (
    <Plain>
      <NotFoundPage />
    </Plain>
  ),
})

function AccountFrame() {
  // The route below is the only one that shows this, and has the parameter in its path.
  const { account } = useParams({ strict: false }) as { account: string }
  return (
    <ScopeProvider account={account} key={account}>
      <AccountGate account={account}>
        <Outlet />
      </AccountGate>
    </ScopeProvider>
  )
}
const account = createRoute({
  getParentRoute: () => root,
  path: '/a/$account',
  component: AccountFrame,
  notFoundComponent: NotFoundPage,
})

/** The page behind its guard; its code is loaded beforehand, as that of an unguarded one. */
const guarded = ({ page: Shown, needs }: PageRow) =>
  Object.assign(
    () => (
      <Guarded needs={needs}>
        <Shown />
      </Guarded>
    ),
    Shown.preload && { preload: Shown.preload },
  )

const tree = root.addChildren([
  ...outside.map(({ path, page }) => createRoute({ getParentRoute: () => root, path, component: page })),
  account.addChildren(
    pages.map((row) =>
      createRoute({
        getParentRoute: () => account,
        path: row.path.replace('/a/$account', '') || '/',
        component: guarded(row),
      }),
    ),
  ),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
})

// After a navigation, and only then, the focus goes to the new page's title: screen readers say it.
router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
})
