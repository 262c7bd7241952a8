// The sections that the rows of the matrix belong to, as the home page tells them. Every permission has its place here.
import {
  IconBook2,
  IconChartBar,
  IconCode,
  IconCreditCard,
  IconHistory,
  IconPhoto,
  IconUser,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'
import { may, permissionNames, permissions, type Answer, type Permission, type Standing } from '@usher/domain'

const sections = {
  library: { title: 'Library', icon: IconPhoto },
  people: { title: 'People', icon: IconUsers },
  billing: { title: 'Billing', icon: IconCreditCard },
  analytics: { title: 'Analytics', icon: IconChartBar },
  developer: { title: 'Developer and settings', icon: IconCode },
  audit: { title: 'Audit', icon: IconHistory },
  account: { title: 'Account', icon: IconBook2 },
  own: { title: 'Your own', icon: IconUser },
} as const satisfies Record<string, { title: string; icon: Icon }>
type Section = keyof typeof sections

const sectionOf: Record<Permission, Section> = {
  'library.browse': 'library',
  'library.shared': 'library',
  'access.request': 'library',
  'library.change': 'library',
  'collections.open': 'library',
  'collections.create': 'library',
  'library.share': 'library',
  'links.list': 'library',
  'asset.history': 'library',
  'people.see': 'people',
  'people.remove': 'people',
  'people.manage': 'people',
  'groups.see': 'people',
  'groups.remove': 'people',
  'groups.manage': 'people',
  'security.manage': 'account',
  'security.sso': 'account',
  'account.own': 'account',
  'account.restore': 'account',
  'billing.manage': 'billing',
  'billing.alerts': 'billing',
  'analytics.totals': 'analytics',
  'analytics.details': 'analytics',
  'keys.manage': 'developer',
  'settings.manage': 'developer',
  'audit.library': 'audit',
  'audit.account': 'audit',
  'audit.people': 'audit',
  'audit.devices': 'audit',
  'membership.own': 'own',
}

export interface ShownSection {
  title: string
  icon: Icon
  rows: { permission: Permission; title: string; answer: Answer }[]
}

/** What this role has, by section, whether or not the plan carries it at the moment; sections without a row are left out. */
export const sectionsFor = (who: Standing): ShownSection[] =>
  (Object.keys(sections) as Section[])
    .map((section) => ({
      ...sections[section],
      rows: permissionNames
        .filter((permission) => sectionOf[permission] === section)
        .map((permission) => ({ permission, title: permissions[permission].title, answer: may(who, permission) }))
        .filter(({ answer }) => answer.yes || answer.because === 'plan' || answer.because === 'dormant'),
    }))
    .filter(({ rows }) => rows.length)
