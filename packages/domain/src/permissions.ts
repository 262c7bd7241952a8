// THE MATRIX: permission → the roles that have it and the plan feature that it needs (rules §1 and §2).
// The doors of the API, the web app's buttons and the tables in docs/access.md all read it from here.
import type { Feature } from './plans.ts'
import type { Role } from './roles.ts'

interface Row {
  /** As it stands in the table of rules §1 and in "Compare roles". */
  title: string
  roles: readonly Role[]
  feature: Feature | null
  /** Where the restricted role has it not everywhere but as far as a level on the thing goes. */
  restrictedBy?: 'level' | 'view' | 'manage'
  /** Billing stays open to those who can bring the plan back, whatever the plan (rules §2). */
  whateverThePlan?: true
  /** The one thing left to do with an account that is deleted, which nobody enters. */
  whileDeleted?: true
}

const table = <P extends string>(rows: Record<P, Row>): Record<P, Row> => rows

const everyone = [
  'account_admin',
  'developer',
  'library_full',
  'library_view',
  'library_restricted',
  'finance',
] as const
const changers = ['account_admin', 'developer', 'library_full', 'library_restricted'] as const
const lookers = ['account_admin', 'developer', 'library_full', 'library_view', 'library_restricted'] as const
const whole = ['account_admin', 'developer', 'library_full'] as const
const technical = ['account_admin', 'developer'] as const
const money = ['account_admin', 'finance'] as const
const administrators = ['account_admin'] as const

export const permissions = table({
  'library.browse': { title: 'Browse, search, open, download', roles: lookers, feature: null, restrictedBy: 'level' },
  'library.change': {
    title: 'Upload, folders, tags, versions, move, delete',
    roles: changers,
    feature: null,
    restrictedBy: 'level',
  },
  // Where the library of whoever sees by reach alone begins (rules §8, "Lists").
  'library.shared': { title: 'Shared with me', roles: ['library_restricted'], feature: null },
  // Asks those who can share a thing for a level on it; every other role has its level everywhere (rules §4).
  'access.request': { title: 'Request access', roles: ['library_restricted'], feature: null },
  // Whoever browses the library sees the collections that reach them (rules §8, "Collections" and "Plans").
  'collections.open': { title: 'Open collections', roles: lookers, feature: 'sharing', restrictedBy: 'level' },
  'collections.create': { title: 'Create collections', roles: changers, feature: 'sharing' },
  'library.share': {
    title: 'Share, public links on an asset',
    roles: changers,
    feature: 'sharing',
    restrictedBy: 'manage',
  },
  'links.list': { title: 'List of every public link', roles: whole, feature: 'sharing' },
  'people.see': { title: 'See the people of the account', roles: administrators, feature: null },
  'people.remove': { title: 'Remove people, revoke invitations', roles: administrators, feature: null },
  'people.manage': { title: 'Add and change people', roles: administrators, feature: 'user_management' },
  'groups.see': { title: 'See the groups of the account', roles: administrators, feature: null },
  'groups.remove': { title: 'Delete groups, take people out of them', roles: administrators, feature: null },
  'groups.manage': { title: 'Add and change groups', roles: administrators, feature: 'groups' },
  'security.manage': { title: 'Account security (MFA)', roles: administrators, feature: null },
  'security.sso': { title: 'Single sign-on, provisioning', roles: administrators, feature: 'sso' },
  'billing.manage': {
    title: 'Billing, plan, invoices, cancel subscription',
    roles: money,
    feature: null,
    whateverThePlan: true,
  },
  'billing.alerts': { title: 'Billing alerts', roles: money, feature: 'billing_alerts', whateverThePlan: true },
  'analytics.totals': {
    title: 'Analytics: totals over time',
    roles: ['account_admin', 'developer', 'finance'],
    feature: null,
  },
  'analytics.details': { title: 'Analytics: by asset and by person', roles: technical, feature: null },
  'keys.manage': { title: 'API keys, webhooks', roles: technical, feature: null },
  'settings.manage': { title: 'Account settings (name, time zone, logo)', roles: technical, feature: null },
  'account.own': {
    title: 'Sharing policy, export of people and grants, deleting the account',
    roles: administrators,
    feature: null,
  },
  'account.restore': {
    title: 'Undo the deletion of the account',
    roles: administrators,
    feature: null,
    whileDeleted: true,
  },
  'audit.library': {
    title: 'Library audit log',
    roles: ['account_admin', 'developer', 'library_full', 'library_view'],
    feature: 'audit_logs',
  },
  'audit.account': { title: 'Account audit log', roles: technical, feature: 'audit_logs' },
  'audit.people': {
    title: 'Account audit log: user management and billing',
    roles: administrators,
    feature: 'audit_logs',
  },
  'audit.devices': { title: 'Audit logs: addresses and devices', roles: administrators, feature: 'audit_logs' },
  'asset.history': { title: 'An asset’s own history', roles: lookers, feature: null, restrictedBy: 'view' },
  'membership.own': {
    title: 'Own profile, sessions, “My access”, switching account',
    roles: everyone,
    feature: null,
    whateverThePlan: true,
  },
})
export type Permission = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as Permission[]

/** How far a role's permission goes: everywhere, not at all, or as far as a level on the thing does (rules §1). */
export const extentOf = (role: Role, permission: Permission): 'all' | 'none' | 'level' | 'view' | 'manage' => {
  const { roles, restrictedBy } = permissions[permission]
  return !roles.includes(role) ? 'none' : role === 'library_restricted' && restrictedBy ? restrictedBy : 'all'
}
