// Status, ends and the last administrator, at the very moment and a millisecond before. Rules §2 and §6.
import { describe, expect, it } from 'vitest'
import { isLastingAdministrator, isSensitiveRole, may, mayEnter, statusAt, type Standing } from './decide.ts'
import { erasedAt } from './deletion.ts'
import { permissionNames } from './permissions.ts'
import { plans, type Plan } from './plans.ts'
import { roles, type Role } from './roles.ts'

const end = new Date('2026-12-04T00:00:00.000Z')
const before = (moment: Date, ms: number) => new Date(moment.getTime() - ms)

describe('a member’s end date works like suspension from that moment on', () => {
  it('a millisecond before the end Ben is active', () => {
    expect(statusAt({ status: 'active', endsAt: end }, before(end, 1))).toBe('active')
  })
  it('at the very moment of the end he is out, and so he stays', () => {
    expect(statusAt({ status: 'active', endsAt: end }, end)).toBe('ended')
    expect(statusAt({ status: 'active', endsAt: end }, before(end, -86_400_000))).toBe('ended')
  })
  it('without an end date he is active for good', () => {
    expect(statusAt({ status: 'active', endsAt: null }, new Date(8.64e15))).toBe('active')
  })
  it('who is suspended is suspended, before the end and after it', () => {
    expect(statusAt({ status: 'suspended', endsAt: null }, end)).toBe('suspended')
    expect(statusAt({ status: 'suspended', endsAt: end }, before(end, 1))).toBe('suspended')
    expect(statusAt({ status: 'suspended', endsAt: end }, end)).toBe('suspended')
  })
  it('suspended and ended members of every role enter nothing, and are told why', () => {
    for (const role of roles)
      for (const status of ['suspended', 'ended'] as const) {
        expect(mayEnter({ role, plan: 'enterprise', status })).toEqual({ yes: false, because: status })
        for (const permission of permissionNames)
          expect(may({ role, plan: 'enterprise', status }, permission)).toEqual({ yes: false, because: status })
      }
  })
  it('suspension is said before dormancy: it is what an administrator can lift', () => {
    expect(mayEnter({ role: 'developer', plan: 'free', status: 'suspended' })).toEqual({
      yes: false,
      because: 'suspended',
    })
    expect(mayEnter({ role: 'developer', plan: 'free', status: 'ended' })).toEqual({ yes: false, because: 'ended' })
  })
})

describe('an account that is deleted', () => {
  const deletedAt = before(end, 86_400_000)
  const at = (role: Role, plan: Plan = 'enterprise'): Standing => ({ role, plan, status: 'deleted' })
  it('is entered by nobody, whatever their role and the plan', () => {
    for (const role of roles)
      for (const plan of plans) expect(mayEnter(at(role, plan))).toEqual({ yes: false, because: 'deleted' })
  })
  it('lets its administrators undo that, on every plan, and nobody do anything else', () => {
    for (const role of roles)
      for (const plan of plans) {
        const allowed = permissionNames.filter((permission) => may(at(role, plan), permission).yes)
        expect(allowed).toEqual(role === 'account_admin' ? ['account.restore'] : [])
        for (const permission of permissionNames.filter((p) => !allowed.includes(p)))
          expect(may(at(role, plan), permission)).toEqual({ yes: false, because: 'deleted' })
      }
  })
  it('leaves who was suspended or has ended out for that reason, so that no such administrator undoes it', () => {
    expect(statusAt({ status: 'active', endsAt: null, deletedAt }, end)).toBe('deleted')
    expect(statusAt({ status: 'active', endsAt: end, deletedAt }, before(end, 1))).toBe('deleted')
    expect(statusAt({ status: 'suspended', endsAt: null, deletedAt }, end)).toBe('suspended')
    expect(statusAt({ status: 'active', endsAt: end, deletedAt }, end)).toBe('ended')
    expect(statusAt({ status: 'active', endsAt: null, deletedAt: null }, end)).toBe('active')
    for (const status of ['suspended', 'ended'] as const)
      expect(may({ role: 'account_admin', plan: 'enterprise', status }, 'account.restore').yes).toBe(false)
  })
  it('is erased thirty days later, to the second', () => {
    expect(erasedAt(new Date('2026-02-10T08:15:30.000Z')).toISOString()).toBe('2026-03-12T08:15:30.000Z')
  })
})

describe('an account always has a lasting administrator', () => {
  const ada = { role: 'account_admin', status: 'active', endsAt: null } as const
  it('an active administrator without an end date counts', () => {
    expect(isLastingAdministrator(ada)).toBe(true)
  })
  it('suspended ones and those with an end date do not', () => {
    expect(isLastingAdministrator({ ...ada, status: 'suspended' })).toBe(false)
    expect(isLastingAdministrator({ ...ada, endsAt: new Date('2099-01-01') })).toBe(false)
  })
  it('no other role counts', () => {
    for (const role of roles) expect(isLastingAdministrator({ ...ada, role })).toBe(role === 'account_admin')
  })
})

it('making an administrator is the one role change that asks for the password again', () => {
  expect(roles.filter(isSensitiveRole)).toEqual(['account_admin'])
})
