// Yes or no, and why. The one place where a role, a plan or a status turns into an answer.
// The API's doors and the web app's buttons ask here; rules §1 and §2.
import { permissionsOfKeys, type KeyScopes } from './api-keys.ts'
import type { AccountId, KeyId, MemberId, SessionId, UserId, ViewingId } from './ids.ts'
import { permissions, type Permission } from './permissions.ts'
import { carries, type Feature, type Plan } from './plans.ts'
import type { Role } from './roles.ts'

/** Everything about a member that decides what their role may do. */
export interface Standing {
  role: Role
  plan: Plan
  status: MemberStatus
}
/** `deleted`: whoever would be active, in an account that is deleted. */
export type MemberStatus = 'active' | 'suspended' | 'ended' | 'deleted'

/**
 * A member's status at a moment: an end date works like suspension from that very moment on (rules §6). `deletedAt`: since when
 * the account is deleted; who looks from inside of it leaves that out.
 */
export const statusAt = (
  member: { status: 'active' | 'suspended'; endsAt: Date | null; deletedAt?: Date | null },
  now: Date,
): MemberStatus =>
  member.status === 'suspended'
    ? 'suspended'
    : member.endsAt && member.endsAt <= now
      ? 'ended'
      : member.deletedAt
        ? 'deleted'
        : 'active'

export interface Member extends Standing {
  kind: 'member'
  memberId: MemberId
  accountId: AccountId
  userId: UserId
  sessionId: SessionId
}
/** Signed in, but not in an account: none was named, or its policy asks for more first. */
export interface Person {
  kind: 'person'
  userId: UserId
  sessionId: SessionId
}
/** Who holds a one-time secret: it names an account, a person or an address, and opens one door. */
export interface Bearer {
  kind: 'bearer'
  purpose: SecretPurpose
}
export type SecretPurpose = 'set_up' | 'invitation' | 'reset' | 'email_old' | 'email_new' | 'rescue'
/** An administrator who sees the account as a member or a group does: reads as them, and changes nothing. */
export interface Viewing {
  kind: 'viewing'
  viewingId: ViewingId
  by: Member
  as: Member
}
/**
 * A program that holds an API key of the account (rules §6). It passes over grants: on the library it stands as the role of
 * full access does, within its scopes; nobody is behind it, so what it makes has no owner.
 */
export interface Key {
  kind: 'key'
  keyId: KeyId
  accountId: AccountId
  name: string
  scopes: KeyScopes
  memberId: null
  role: 'library_full'
  plan: Plan
  status: 'active'
}
export interface Stranger {
  kind: 'stranger'
}
/** The person with shell access. Decided by the operating system, not by a role. */
export interface Operator {
  kind: 'operator'
}
export type Actor = Stranger | Person | Member | Key | Viewing | Bearer | Operator
/** Whoever can change something. */
export type Acting = Exclude<Actor, Viewing>

export type Because =
  | 'signed_out'
  | 'not_in_account'
  | 'suspended'
  | 'ended'
  | 'deleted'
  | 'dormant'
  | 'role'
  | 'plan'
  | 'key'
export type Answer = { yes: true } | { yes: false; because: Because; feature?: Feature }

const yes: Answer = { yes: true }
const no = (because: Because): Answer => ({ yes: false, because })

/** Does the account's plan let this role in at all (rules §2: what a plan does not carry goes dormant)? */
const isDormant = ({ role, plan }: Standing): boolean =>
  role !== 'account_admin' &&
  (!carries(plan, 'user_management') || (role === 'library_restricted' && !carries(plan, 'restricted_role')))

/** Who brings the plan back still enters, for billing alone (rules §2). */
const mayBringThePlanBack = (role: Role): boolean => permissions['billing.manage'].roles.includes(role)

/** May this member enter the account? Finance enters on every plan, if only to bring the plan back. */
export const mayEnter = (who: Standing): Answer =>
  who.status !== 'active' ? no(who.status) : isDormant(who) && !mayBringThePlanBack(who.role) ? no('dormant') : yes

/** A row of the matrix for a member. Role before plan: what a role never has is hidden, what the plan lacks is offered. */
export const may = (who: Standing, permission: Permission): Answer => {
  const row = permissions[permission]
  const isOfRole = row.roles.includes(who.role)
  const enters = mayEnter(who)
  if (!enters.yes && !(enters.because === 'deleted' && isOfRole && row.whileDeleted)) return enters
  if (!isOfRole) return no('role')
  if (isDormant(who) && !row.whateverThePlan) return no('dormant')
  return onPlan(who.plan, permission)
}
const onPlan = (plan: Plan, permission: Permission): Answer => {
  const { feature } = permissions[permission]
  return feature === null || carries(plan, feature) ? yes : { yes: false, because: 'plan', feature }
}
const mayKey = ({ plan }: Key, permission: Permission): Answer =>
  permissionsOfKeys.some((p) => p === permission) ? onPlan(plan, permission) : no('key')

/** A row of the matrix for whoever asks. Exhaustive: a new kind of actor does not compile until it is answered here. */
export const mayActor = (actor: Actor, permission: Permission): Answer => {
  switch (actor.kind) {
    case 'member':
      return may(actor, permission)
    case 'key':
      return mayKey(actor, permission)
    case 'viewing':
      return may(actor.as, permission)
    case 'person':
      return no('not_in_account')
    case 'stranger':
    case 'bearer':
      return no('signed_out')
    case 'operator':
      return yes
    default:
      return actor satisfies never
  }
}

/** Can this plan take people of that role (rules §2)? The picker shows the others disabled, with the feature they need. */
export const roleOnPlan = (role: Role, plan: Plan): Answer =>
  role === 'library_restricted' && !carries(plan, 'restricted_role')
    ? { yes: false, because: 'plan', feature: 'restricted_role' }
    : role !== 'account_admin' && !carries(plan, 'user_management')
      ? { yes: false, because: 'plan', feature: 'user_management' }
      : yes

/** Making someone an administrator is a sensitive step (rules §6): it asks for the password again. */
export const isSensitiveRole = (role: Role): boolean => role === 'account_admin'

/** Does this member count for "an account always has one administrator" (rules §2)? Those with an end date do not. */
export const isLastingAdministrator = (m: {
  role: Role
  status: 'active' | 'suspended'
  endsAt: Date | null
}): boolean => m.role === 'account_admin' && m.status === 'active' && m.endsAt === null
