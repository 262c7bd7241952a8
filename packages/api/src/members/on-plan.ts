// Roles that an account's plan does not carry cannot be given (rules §2); who has one already keeps it, dormant.
import { Problem, roleOnPlan, type Plan, type Role } from '@usher/domain'

/** Throws `role_not_on_plan` with the feature that the role needs. */
export function mustBeOnPlan(role: Role, plan: Plan): void {
  const answer = roleOnPlan(role, plan)
  if (!answer.yes && answer.feature) throw new Problem('role_not_on_plan', { role, feature: answer.feature })
}
