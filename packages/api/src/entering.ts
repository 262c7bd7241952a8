// Who a door lets into an account: a member by role, plan and status, an API key by its scopes; and with what refusal it does not.
import {
  mayActor,
  mayEnter,
  permissions,
  Problem,
  type AccountId,
  type Because,
  type Feature,
  type Key,
  type Member,
  type Permission,
  type SecretPurpose,
  type SessionId,
  type UserId,
} from '@usher/domain'
import { heldBy, type Held } from './access/held.ts'
import type { Doorway } from './change.ts'
import type { Base, Who } from './context.ts'
import { needsOf, type Meta } from './door-types.ts'
import { mustReach } from './session/key-scope.ts'

/** The person of the session. Throws `sign_in_first`, and `not_for_keys` for a program. */
export function signedIn({ actor, person }: Who): { userId: UserId; sessionId: SessionId } {
  if (actor.kind === 'key') throw new Problem('not_for_keys')
  if (!person) throw new Problem('sign_in_first')
  return { userId: person.userId, sessionId: person.sessionId }
}
const isOut = (because: Because): because is 'suspended' | 'ended' | 'deleted' =>
  because === 'suspended' || because === 'ended' || because === 'deleted'
function refuse(needs: string, because: Because, feature: Feature | undefined): never {
  if (isOut(because) || (because === 'dormant' && needs === 'entering')) throw new Problem('cannot_enter', { because })
  throw new Problem('not_allowed', { needs, because, ...(feature && { feature }) })
}
/** The member that the session is here, whether or not the account lets them in. */
function memberWho(who: Who): Member {
  signedIn(who)
  if (who.refused) throw new Problem('not_found')
  if (who.asks.length) throw new Problem('enter_first', { asks: who.asks })
  const member = who.actor.kind === 'viewing' ? who.actor.as : who.actor
  if (member.kind !== 'member') throw new Problem('not_allowed', { needs: 'entering', because: 'not_in_account' })
  return member
}

export type InAccountNow = {
  actor: Member
  accountId: AccountId
  userId: UserId
  sessionId: SessionId
  passwordAt: Date
  held: Held
}
/** A member of the account, with what they hold. Throws why not. */
export const entering =
  (permission: Permission) =>
  async (who: Who, { handle }: Base): Promise<InAccountNow> => {
    const actor = memberWho(who)
    const answer = mayActor(actor, permission)
    // Who may not enter may nothing else (but undo a deletion), and is told why they may not enter.
    if (!answer.yes) refuse(mayEnter(actor).yes ? permission : 'entering', answer.because, answer.feature)
    const { accountId, userId, sessionId } = actor
    const held = await heldBy({ handle, accountId }, actor)
    return { actor, accountId, userId, sessionId, passwordAt: who.person?.passwordAt ?? new Date(0), held }
  }
/** Whoever gets through a door that is open to keys. */
export type MemberOrKey = Pick<InAccountNow, 'accountId' | 'held'> & { actor: Member | Key }
/** Keys by their scopes and the account's plan, where the door is open to them; everybody else as before. */
export function lettingKeysIn(doorway: Doorway, { needs, keys }: Meta): Doorway {
  if (!keys) return doorway
  const permission = needs && isPermission(needs) ? needs : 'library.browse'
  const enter = async (who: Who, at: Base): Promise<object> => {
    const { actor } = who
    if (actor.kind !== 'key') return doorway.enter(who, at)
    for (const { area, right } of needsOf(keys)) mustReach(actor, area, right)
    const answer = mayActor(actor, permission)
    if (!answer.yes) refuse(permission, answer.because, answer.feature)
    const { accountId } = actor
    return { actor, accountId, held: await heldBy({ handle: at.handle, accountId }, actor) } satisfies MemberOrKey
  }
  return { ...doorway, enter }
}
const isPermission = (needs: Permission | SecretPurpose): needs is Permission => needs in permissions
