// The matrix, row by row, against the table of rules §1 as that page prints it: written out here a second time, so that
// neither can change alone.
import { describe, expect, it } from 'vitest'
import { may, mayActor } from './decide.ts'
import { extentOf, permissionNames, permissions, type Permission } from './permissions.ts'
import { roles, type Role } from './roles.ts'

const columns: readonly Role[] = [
  'account_admin',
  'developer',
  'library_full',
  'library_view',
  'library_restricted',
  'finance',
]
// ✓ everywhere · "by level", "at view", "at manage": as far as a level on the thing goes · – never
const table = `
| section                                                          | admin | developer | full | view | restricted | finance |
| browse, search, open, download                                   | ✓     | ✓         | ✓    | ✓    | by level   | –       |
| … where it begins: "Shared with me"                              | –     | –         | –    | –    | ✓          | –       |
| … asking for what does not reach one                             | –     | –         | –    | –    | ✓          | –       |
| upload, folders, tags, versions, move, delete                    | ✓     | ✓         | ✓    | –    | by level   | –       |
| … collections, on a plan with sharing                            | ✓     | ✓         | ✓    | ✓    | by level   | –       |
| create collection                                                | ✓     | ✓         | ✓    | –    | ✓          | –       |
| share, public links on an asset                                  | ✓     | ✓         | ✓    | –    | at manage  | –       |
| list of every public link of the account                         | ✓     | ✓         | ✓    | –    | –          | –       |
| members, invitations, groups                                     | ✓     | –         | –    | –    | –          | –       |
| account security (enforce MFA, SSO, provisioning)                | ✓     | –         | –    | –    | –          | –       |
| billing, plan, invoices, alerts, cancel subscription             | ✓     | –         | –    | –    | –          | ✓       |
| analytics: totals over time                                      | ✓     | ✓         | –    | –    | –          | ✓       |
| analytics: by asset and by person                                | ✓     | ✓         | –    | –    | –          | –       |
| API keys, webhooks, account settings (name, time zone, logo)     | ✓     | ✓         | –    | –    | –          | –       |
| sharing policy, export of people and grants, deleting the account| ✓     | –         | –    | –    | –          | –       |
| … undoing the latter                                             | ✓     | –         | –    | –    | –          | –       |
| library audit log                                                | ✓     | ✓         | ✓    | ✓    | –          | –       |
| … its addresses and devices                                      | ✓     | –         | –    | –    | –          | –       |
| account audit log                                                | ✓     | ✓         | –    | –    | –          | –       |
| … its user management and billing                                | ✓     | –         | –    | –    | –          | –       |
| an asset's own history                                           | ✓     | ✓         | ✓    | ✓    | at view    | –       |
| own profile, sessions, MFA, "My access", switching account       | ✓     | ✓         | ✓    | ✓    | ✓          | ✓       |`

/** Which permissions of the code a row of the page stands for. */
const permissionsOf: Record<string, readonly Permission[]> = {
  'browse, search, open, download': ['library.browse'],
  '… where it begins: "Shared with me"': ['library.shared'],
  '… asking for what does not reach one': ['access.request'],
  'upload, folders, tags, versions, move, delete': ['library.change'],
  '… collections, on a plan with sharing': ['collections.open'],
  'create collection': ['collections.create'],
  'share, public links on an asset': ['library.share'],
  'list of every public link of the account': ['links.list'],
  'members, invitations, groups': [
    'people.see',
    'people.remove',
    'people.manage',
    'groups.see',
    'groups.remove',
    'groups.manage',
  ],
  'account security (enforce MFA, SSO, provisioning)': ['security.manage', 'security.sso'],
  'billing, plan, invoices, alerts, cancel subscription': ['billing.manage', 'billing.alerts'],
  'analytics: totals over time': ['analytics.totals'],
  'analytics: by asset and by person': ['analytics.details'],
  'API keys, webhooks, account settings (name, time zone, logo)': ['keys.manage', 'settings.manage'],
  'sharing policy, export of people and grants, deleting the account': ['account.own'],
  '… undoing the latter': ['account.restore'],
  'library audit log': ['audit.library'],
  '… its addresses and devices': ['audit.devices'],
  'account audit log': ['audit.account'],
  '… its user management and billing': ['audit.people'],
  "an asset's own history": ['asset.history'],
  'own profile, sessions, MFA, "My access", switching account': ['membership.own'],
}
const extents: Record<string, ReturnType<typeof extentOf>> = {
  '✓': 'all',
  '–': 'none',
  'by level': 'level',
  'at view': 'view',
  'at manage': 'manage',
}

const [, ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
const cells = rows.flatMap(([, section = '', ...said]) =>
  (permissionsOf[section] ?? []).flatMap((permission) =>
    columns.map((role, n) => ({ permission, role, section, said: said[n] ?? 'nothing' })),
  ),
)

describe('the matrix is the table of rules §1', () => {
  it.each(cells)('$section · $role · $permission: $said', ({ permission, role, said }) => {
    const answer = may({ role, plan: 'enterprise', status: 'active' }, permission)
    expect(answer).toEqual(said === '–' ? { yes: false, because: 'role' } : { yes: true })
    expect(extentOf(role, permission)).toBe(extents[said])
  })

  it('every permission stands in exactly one row of the page', () => {
    expect(rows.map(([, section = '']) => section)).toEqual(Object.keys(permissionsOf))
    expect(Object.values(permissionsOf).flat().toSorted()).toEqual(permissionNames.toSorted())
    expect(cells).toHaveLength(permissionNames.length * roles.length)
  })

  it('a level is asked for only where restricted members have the row at all', () => {
    const byLevel = Object.values(permissions).filter((row) => row.restrictedBy)
    expect(byLevel.length).toBeGreaterThan(0)
    expect(byLevel.filter((row) => !row.roles.includes('library_restricted'))).toEqual([])
  })

  it('every row has a title of its own, in words', () => {
    const titles = Object.values(permissions).map((row) => row.title)
    expect(new Set(titles).size).toBe(titles.length)
    for (const title of titles) expect(title).toMatch(/^\p{Lu}.{4,80}[^.]$/u)
  })
})

describe('who is no member has no row of the matrix', () => {
  // Ids are opaque to these rules: any text does.
  const [userId, sessionId] = ['u' as never, 's' as never]
  it.each(permissionNames)('%s', (permission) => {
    expect(mayActor({ kind: 'person', userId, sessionId }, permission)).toEqual({
      yes: false,
      because: 'not_in_account',
    })
    expect(mayActor({ kind: 'stranger' }, permission)).toEqual({ yes: false, because: 'signed_out' })
    expect(mayActor({ kind: 'bearer', purpose: 'invitation' }, permission)).toEqual({
      yes: false,
      because: 'signed_out',
    })
  })
  it('the operator may everything: the shell decides, not a role', () => {
    for (const permission of permissionNames) expect(mayActor({ kind: 'operator' }, permission)).toEqual({ yes: true })
  })
  it('a member is answered by role, plan and status', () => {
    const ada = { kind: 'member', memberId: 'm' as never, accountId: 'a' as never, userId, sessionId } as const
    const standing = { role: 'account_admin', plan: 'paid', status: 'active' } as const
    expect(mayActor({ ...ada, ...standing }, 'people.manage')).toEqual({ yes: true })
    expect(mayActor({ ...ada, ...standing, role: 'developer' }, 'people.manage')).toEqual({
      yes: false,
      because: 'role',
    })
    expect(mayActor({ ...ada, ...standing, status: 'ended' }, 'people.manage')).toEqual({
      yes: false,
      because: 'ended',
    })
  })
})
