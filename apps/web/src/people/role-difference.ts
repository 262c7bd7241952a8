// What a change of role takes and gives, section by section: the matrix before against the matrix after.
import { extentOf, may, permissionNames, type Permission, type Plan, type Role } from '@usher/domain'

export interface RoleDifference {
  comes: Permission[]
  goes: Permission[]
  /** Stays, but from now on only as far as things are shared with them. */
  narrows: Permission[]
  /** Reached only what was shared with them, and now goes everywhere. */
  widens: Permission[]
}

/** Sections that the plan does not carry neither come nor go. */
export function roleDifference(from: Role, to: Role, plan: Plan): RoleDifference {
  const has = (role: Role, permission: Permission) => may({ role, plan, status: 'active' }, permission).yes
  const where = (role: Role, permission: Permission) => extentOf(role, permission) === 'all'
  const both = permissionNames.filter((p) => has(from, p) && has(to, p))
  return {
    comes: permissionNames.filter((p) => !has(from, p) && has(to, p)),
    goes: permissionNames.filter((p) => has(from, p) && !has(to, p)),
    narrows: both.filter((p) => where(from, p) && !where(to, p)),
    widens: both.filter((p) => !where(from, p) && where(to, p)),
  }
}
