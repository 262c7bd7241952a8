// Plans and limits, as rules §2 prints them, and what becomes of people when the plan changes: nothing is lost, and
// nothing widens.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { may, mayEnter, roleOnPlan, type MemberStatus, type Standing } from './decide.ts'
import { permissionNames, permissions, type Permission } from './permissions.ts'
import {
  carries,
  defaultLimits,
  features,
  featureTitles,
  limitsOf,
  planTitles,
  plans,
  smallestPlanWith,
  type Feature,
  type Plan,
} from './plans.ts'
import { roles, type Role } from './roles.ts'

const at = (plan: Plan, role: Role, status: MemberStatus = 'active'): Standing => ({ plan, role, status })
const others = roles.filter((role) => role !== 'account_admin')

describe('what a plan carries is the table of rules §2', () => {
  const table: [Feature, ...('–' | '✓')[]][] = [
    ['user_management', '–', '✓', '✓'],
    ['restricted_role', '–', '–', '✓'],
    ['groups', '–', '–', '✓'],
    ['sharing', '–', '–', '✓'],
    ['audit_logs', '–', '–', '✓'],
    ['sso', '–', '–', '✓'],
    ['billing_alerts', '–', '✓', '✓'],
  ]
  it.each(table)('%s: free %s, paid %s, enterprise %s', (feature, ...marks) => {
    expect(plans.map((plan) => (carries(plan, feature) ? '✓' : '–'))).toEqual(marks)
    expect(smallestPlanWith(feature)).toBe(plans[marks.indexOf('✓')])
  })
  it('every feature stands in the table, and has words', () => {
    expect(table.map(([feature]) => feature)).toEqual(Object.keys(features))
    expect(Object.values(featureTitles).every((title) => /^[a-z]/.test(title))).toBe(true)
    expect(Object.values(planTitles)).toEqual(['Free', 'Paid', 'Enterprise'])
  })
  it('library, search, analytics, keys and sessions are on every plan', () => {
    for (const plan of plans) expect(carries(plan, null)).toBe(true)
    const always: Permission[] = [
      'library.browse',
      'library.change',
      'analytics.totals',
      'analytics.details',
      'keys.manage',
    ]
    for (const permission of [...always, 'settings.manage', 'security.manage', 'asset.history', 'people.see'] as const)
      expect(permissions[permission].feature).toBeNull()
  })
  it('a free account has one seat, a paid one and an enterprise one five', () => {
    expect(plans.map((plan) => defaultLimits[plan].seats)).toEqual([1, 5, 5])
  })
  it('the operator adjusts any limit of an account; what was not adjusted is the plan’s', () => {
    const always = { groups: 5, keys: 5, calls: 3000 }
    expect(limitsOf('paid', { seats: 12 })).toEqual({ ...always, seats: 12, gigabytes: 100 })
    expect(limitsOf('free', { seats: 0, gigabytes: 2, keys: 6 })).toEqual({
      ...always,
      keys: 6,
      seats: 0,
      gigabytes: 2,
    })
    expect(limitsOf('enterprise', {})).toEqual({ ...always, seats: 5, gigabytes: 1000 })
    expect(defaultLimits.paid).toEqual({ ...always, seats: 5, gigabytes: 100 })
  })
})

describe('a downgrade loses nothing and widens nothing', () => {
  const somebody = fc.record({
    role: fc.constantFrom(...roles),
    status: fc.constantFrom<MemberStatus>('active', 'suspended', 'ended'),
    permission: fc.constantFrom(...permissionNames),
    smaller: fc.nat(2),
    larger: fc.nat(2),
  })
  const anybody = plans.flatMap((plan) =>
    roles.flatMap((role) => (['active', 'suspended', 'ended'] as const).map((status) => at(plan, role, status))),
  )
  it('whatever is allowed on a smaller plan is allowed on a larger one', () => {
    fc.assert(
      fc.property(somebody, ({ role, status, permission, smaller, larger }) => {
        const [small, large] = [Math.min(smaller, larger), Math.max(smaller, larger)].map((n) =>
          at(plans[n] ?? 'free', role, status),
        ) as [Standing, Standing] // two go in, two come out
        expect(may(small, permission).yes && !may(large, permission).yes).toBe(false)
        expect(mayEnter(small).yes && !mayEnter(large).yes).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
  it('no plan gives a role what the matrix does not', () => {
    const wider = anybody.flatMap((who) =>
      permissionNames.filter((p) => may(who, p).yes && !permissions[p].roles.includes(who.role)),
    )
    expect(wider).toEqual([])
  })
  it('who cannot enter an account has nothing there, for the same reason', () => {
    const out = anybody.filter((who) => !mayEnter(who).yes)
    expect(out.length).toBeGreaterThan(36)
    for (const who of out)
      expect(permissionNames.map((p) => may(who, p))).toEqual(permissionNames.map(() => mayEnter(who)))
  })
})

describe('on free', () => {
  const may_ = (role: Role, permission: Permission) => may(at('free', role), permission)
  it('members other than the administrators and finance cannot enter, and are told that it is the plan', () => {
    for (const role of ['developer', 'library_full', 'library_view', 'library_restricted'] as const)
      expect(mayEnter(at('free', role))).toEqual({ yes: false, because: 'dormant' })
    expect(mayEnter(at('free', 'account_admin'))).toEqual({ yes: true })
    expect(mayEnter(at('free', 'finance'))).toEqual({ yes: true })
  })
  it('finance enters billing alone, to bring the plan back', () => {
    const allowed = permissionNames.filter((permission) => may_('finance', permission).yes)
    expect(allowed).toEqual(['billing.manage', 'membership.own'])
    expect(may_('finance', 'analytics.totals')).toEqual({ yes: false, because: 'dormant' })
    expect(may_('finance', 'billing.alerts')).toEqual({ yes: false, because: 'plan', feature: 'billing_alerts' })
    expect(may_('finance', 'people.see')).toEqual({ yes: false, because: 'role' })
  })
  it('administrators see people and remove them; adding and changing show the way to upgrade', () => {
    expect(may_('account_admin', 'people.see')).toEqual({ yes: true })
    expect(may_('account_admin', 'people.remove')).toEqual({ yes: true })
    expect(may_('account_admin', 'people.manage')).toEqual({ yes: false, because: 'plan', feature: 'user_management' })
  })
  it('only administrators can be added, and what the others need is user management', () => {
    expect(roleOnPlan('account_admin', 'free')).toEqual({ yes: true })
    for (const role of others.filter((r) => r !== 'library_restricted'))
      expect(roleOnPlan(role, 'free')).toEqual({ yes: false, because: 'plan', feature: 'user_management' })
    expect(roleOnPlan('library_restricted', 'free')).toEqual({
      yes: false,
      because: 'plan',
      feature: 'restricted_role',
    })
  })
})

describe('without the enterprise plan', () => {
  it('restricted members cannot enter, and everybody else can', () => {
    expect(mayEnter(at('paid', 'library_restricted'))).toEqual({ yes: false, because: 'dormant' })
    for (const role of roles.filter((r) => r !== 'library_restricted'))
      expect(mayEnter(at('paid', role))).toEqual({ yes: true })
    for (const role of roles) expect(mayEnter(at('enterprise', role))).toEqual({ yes: true })
  })
  it('the restricted role is shown with the feature that it needs, every other role can be given', () => {
    expect(roleOnPlan('library_restricted', 'paid')).toEqual({
      yes: false,
      because: 'plan',
      feature: 'restricted_role',
    })
    for (const role of roles.filter((r) => r !== 'library_restricted'))
      expect(roleOnPlan(role, 'paid')).toEqual({ yes: true })
    for (const role of roles) expect(roleOnPlan(role, 'enterprise')).toEqual({ yes: true })
  })
  it('a role that can be given on a plan can enter on it', () => {
    const shutOut = plans.flatMap((plan) => roles.filter((r) => roleOnPlan(r, plan).yes && !mayEnter(at(plan, r)).yes))
    expect(shutOut).toEqual([])
  })
  it('sharing, groups, single sign-on and the audit logs are offered with the plan that has them', () => {
    const wanted: [Permission, Feature][] = [
      ['library.share', 'sharing'],
      ['collections.create', 'sharing'],
      ['links.list', 'sharing'],
      ['groups.manage', 'groups'],
      ['security.sso', 'sso'],
      ['audit.library', 'audit_logs'],
      ['audit.account', 'audit_logs'],
      ['audit.people', 'audit_logs'],
      ['audit.devices', 'audit_logs'],
    ]
    for (const [permission, feature] of wanted)
      expect(may(at('paid', 'account_admin'), permission)).toEqual({ yes: false, because: 'plan', feature })
  })
  it('what the role never has is hidden, whatever the plan lacks', () => {
    expect(may(at('paid', 'library_view'), 'groups.manage')).toEqual({ yes: false, because: 'role' })
    expect(may(at('paid', 'developer'), 'audit.people')).toEqual({ yes: false, because: 'role' })
  })
})
