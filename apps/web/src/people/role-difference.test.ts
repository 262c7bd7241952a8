// What people are told before their role changes.
import { describe, expect, it } from 'vitest'
import { roleDifference } from './role-difference.ts'

describe('a change of role', () => {
  it('takes the library from a developer who becomes finance, and gives billing', () => {
    const { comes, goes } = roleDifference('developer', 'finance', 'enterprise')
    expect(comes).toEqual(['billing.manage', 'billing.alerts'])
    expect(goes).toContain('library.browse')
    expect(goes).toContain('keys.manage')
    expect(goes).not.toContain('analytics.totals')
  })

  it('narrows what somebody with full access keeps as restricted, and widens it on the way back', () => {
    const there = roleDifference('library_full', 'library_restricted', 'enterprise')
    expect(there).toEqual({
      comes: ['library.shared', 'access.request'],
      goes: ['links.list', 'audit.library'],
      narrows: ['library.browse', 'library.change', 'collections.open', 'library.share', 'asset.history'],
      widens: [],
    })
    const back = roleDifference('library_restricted', 'library_full', 'enterprise')
    expect(back).toEqual({ comes: there.goes, goes: there.comes, narrows: [], widens: there.narrows })
  })

  it('does not speak of what the plan does not carry', () => {
    expect(roleDifference('library_view', 'developer', 'paid').comes).not.toContain('audit.account')
    expect(roleDifference('library_view', 'developer', 'enterprise').comes).toContain('audit.account')
  })

  it('is empty between a role and itself', () => {
    expect(roleDifference('finance', 'finance', 'enterprise')).toEqual({ comes: [], goes: [], narrows: [], widens: [] })
  })
})
