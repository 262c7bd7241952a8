// Every page as data: where it is, what it is called, what it needs. Router, navigation, palette and guards read it here.
import {
  IconChartBar,
  IconCode,
  IconCreditCard,
  IconDownload,
  IconHistory,
  IconHome,
  IconInbox,
  IconKey,
  IconPhoto,
  IconSearch,
  IconSettings,
  IconShare,
  IconStack2,
  IconTrash,
  IconUserPlus,
  IconUserShare,
  IconUsers,
  IconUsersGroup,
  IconUsersPlus,
  type Icon,
} from '@tabler/icons-react'
import { lazyRouteComponent, type AsyncRouteComponent } from '@tanstack/react-router'
import type { Permission } from '@usher/domain'

export interface PageRow {
  path: string
  page: AsyncRouteComponent<Record<never, never>>
  label: string
  icon: Icon
  /** A row of the matrix; null: for everyone who is in the account. */
  needs: Permission | null
  /** Where it stands in the navigation; null: the page that it belongs to leads to it. */
  group: Group | null
  /** How much waits there is counted; who has it by level only sees it where something waits. */
  waits?: true
}

/** The groups of the navigation, in its order; the first has no heading. */
export const groups = ['home', 'administration'] as const
export type Group = (typeof groups)[number]
export const groupTitles: Record<Group, string | null> = { home: null, administration: 'Administration' }

/** Pages inside an account. */
export const pages: readonly PageRow[] = [
  {
    path: '/a/$account/library',
    page: lazyRouteComponent(() => import('./library/LibraryPage.tsx'), 'LibraryPage'),
    label: 'Library',
    icon: IconPhoto,
    needs: 'library.browse',
    group: 'home',
  },
  {
    path: '/a/$account/shared',
    page: lazyRouteComponent(() => import('./grants/SharedPage.tsx'), 'SharedPage'),
    label: 'Shared with me',
    icon: IconUserShare,
    needs: 'library.shared',
    group: 'home',
  },
  {
    path: '/a/$account/collections',
    page: lazyRouteComponent(() => import('./collections/CollectionsPage.tsx'), 'CollectionsPage'),
    label: 'Collections',
    icon: IconStack2,
    needs: 'collections.open',
    group: 'home',
  },
  {
    path: '/a/$account/collections/$collection',
    page: lazyRouteComponent(() => import('./collections/CollectionPage.tsx'), 'CollectionPage'),
    label: 'Collection',
    icon: IconStack2,
    needs: 'collections.open',
    group: null,
  },
  {
    path: '/a/$account/access-requests',
    page: lazyRouteComponent(() => import('./access-requests/AccessRequestsPage.tsx'), 'AccessRequestsPage'),
    label: 'Access requests',
    icon: IconInbox,
    needs: 'library.share',
    group: 'home',
    waits: true,
  },
  {
    path: '/a/$account/ask',
    page: lazyRouteComponent(() => import('./access-requests/AskPage.tsx'), 'AskPage'),
    label: 'Request access',
    icon: IconKey,
    needs: 'access.request',
    group: null,
  },
  {
    path: '/a/$account/search',
    page: lazyRouteComponent(() => import('./search/SearchPage.tsx'), 'SearchPage'),
    label: 'Search',
    icon: IconSearch,
    needs: 'library.browse',
    group: 'home',
  },
  {
    path: '/a/$account/library/downloads',
    page: lazyRouteComponent(() => import('./library/DownloadsPage.tsx'), 'DownloadsPage'),
    label: 'Downloads',
    icon: IconDownload,
    needs: 'library.browse',
    group: null,
  },
  {
    path: '/a/$account/library/trash',
    page: lazyRouteComponent(() => import('./library/TrashPage.tsx'), 'TrashPage'),
    label: 'Trash',
    icon: IconTrash,
    needs: 'library.change',
    group: null,
  },
  {
    path: '/a/$account/my-access',
    page: lazyRouteComponent(() => import('./my-access/MyAccessPage.tsx'), 'MyAccessPage'),
    label: 'My access',
    icon: IconKey,
    needs: 'membership.own',
    group: null,
  },
  {
    path: '/a/$account',
    page: lazyRouteComponent(() => import('./home/HomePage.tsx'), 'HomePage'),
    label: 'Home',
    icon: IconHome,
    needs: null,
    group: 'home',
  },
  {
    path: '/a/$account/analytics',
    page: lazyRouteComponent(() => import('./analytics/AnalyticsPage.tsx'), 'AnalyticsPage'),
    label: 'Analytics',
    icon: IconChartBar,
    needs: 'analytics.totals',
    group: 'administration',
  },
  {
    path: '/a/$account/billing',
    page: lazyRouteComponent(() => import('./billing/BillingPage.tsx'), 'BillingPage'),
    label: 'Billing',
    icon: IconCreditCard,
    needs: 'billing.manage',
    group: 'administration',
  },
  {
    path: '/a/$account/people',
    page: lazyRouteComponent(() => import('./people/PeoplePage.tsx'), 'PeoplePage'),
    label: 'People',
    icon: IconUsers,
    needs: 'people.see',
    group: 'administration',
  },
  {
    path: '/a/$account/groups',
    page: lazyRouteComponent(() => import('./groups/GroupsPage.tsx'), 'GroupsPage'),
    label: 'Groups',
    icon: IconUsersGroup,
    needs: 'groups.see',
    group: 'administration',
  },
  {
    path: '/a/$account/grants',
    page: lazyRouteComponent(() => import('./grants/AllGrantsPage.tsx'), 'AllGrantsPage'),
    label: 'Grants',
    icon: IconShare,
    needs: 'account.own',
    group: 'administration',
  },
  {
    path: '/a/$account/keys',
    page: lazyRouteComponent(() => import('./api-keys/KeysPage.tsx'), 'KeysPage'),
    label: 'API keys',
    icon: IconCode,
    needs: 'keys.manage',
    group: 'administration',
  },
  {
    path: '/a/$account/log',
    page: lazyRouteComponent(() => import('./log/LogPage.tsx'), 'LogPage'),
    label: 'Log',
    icon: IconHistory,
    needs: 'audit.account',
    group: 'administration',
  },
  {
    path: '/a/$account/settings',
    page: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
    label: 'Settings',
    icon: IconSettings,
    needs: 'settings.manage',
    group: 'administration',
  },
]

/** What one can do from anywhere, as the palette offers it. */
export interface ActionRow {
  label: string
  icon: Icon
  needs: Permission
  path: string
  search: Record<string, string>
}
export const actions: readonly ActionRow[] = [
  {
    label: 'Add user',
    icon: IconUserPlus,
    needs: 'people.manage',
    path: '/a/$account/people',
    search: { dialog: 'add' },
  },
  {
    label: 'Create group',
    icon: IconUsersPlus,
    needs: 'groups.manage',
    path: '/a/$account/groups',
    search: { dialog: 'create' },
  },
]

/** Pages before and around an account. */
export const outside: readonly Pick<PageRow, 'path' | 'page'>[] = [
  { path: '/', page: lazyRouteComponent(() => import('./accounts/StartPage.tsx'), 'StartPage') },
  { path: '/accounts', page: lazyRouteComponent(() => import('./accounts/AccountsPage.tsx'), 'AccountsPage') },
  { path: '/set-up', page: lazyRouteComponent(() => import('./accounts/SetUpPage.tsx'), 'SetUpPage') },
  { path: '/sign-in', page: lazyRouteComponent(() => import('./session/SignInPage.tsx'), 'SignInPage') },
  { path: '/forgot', page: lazyRouteComponent(() => import('./session/ForgotPage.tsx'), 'ForgotPage') },
  { path: '/reset', page: lazyRouteComponent(() => import('./session/ResetPage.tsx'), 'ResetPage') },
  {
    path: '/confirm-email',
    page: lazyRouteComponent(() => import('./session/ConfirmEmailPage.tsx'), 'ConfirmEmailPage'),
  },
  { path: '/accept', page: lazyRouteComponent(() => import('./invitations/AcceptPage.tsx'), 'AcceptPage') },
  { path: '/profile', page: lazyRouteComponent(() => import('./profile/ProfilePage.tsx'), 'ProfilePage') },
]
