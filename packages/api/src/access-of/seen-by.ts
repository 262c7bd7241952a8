// The library as a member or a group gets to it, for whoever may see people: the same relation, asked for somebody else.
import {
  may,
  mayEnter,
  standingLevels,
  statusAt,
  type GroupId,
  type Level,
  type MemberId,
  type Role,
} from '@usher/domain'
import { groupAsMember } from '../access/held.ts'
import { inLibraryAs, type InLibrary } from '../access/reach.ts'
import type { Base } from '../context.ts'

/** A member as a door finds them. */
export interface SomeMember {
  id: MemberId
  role: Role
  status: 'active' | 'suspended'
  ends_at: Date | null
}

/** As this member. */
export const seenByMember = (ctx: InLibrary & Base, { id, role, status, ends_at }: SomeMember): Promise<InLibrary> =>
  inLibraryAs(ctx, {
    memberId: id,
    role,
    plan: ctx.actor.plan,
    status: statusAt({ status, endsAt: ends_at }, ctx.now),
  })

/** As a group: what reaches everybody in it who can enter. It owns nothing, and is in no other group. */
export const seenByGroup = (ctx: InLibrary & Base, id: GroupId): Promise<InLibrary> =>
  inLibraryAs(ctx, {
    memberId: groupAsMember(id),
    role: 'library_restricted', // as everybody in it
    plan: ctx.actor.plan,
    status: 'active',
  })

/** What somebody has before anything is shared: a level everywhere, nothing at all and why, or what reaches them. */
export type Has =
  | { has: 'everywhere'; level: Level }
  | { has: 'nothing'; because: 'suspended' | 'ended' | 'dormant' | 'role' }
  | { has: 'by_reach' }

export function whatTheyHave({ actor }: InLibrary): Has {
  const enters = mayEnter(actor)
  if (!enters.yes) {
    const { because } = enters
    return { has: 'nothing', because: because === 'suspended' || because === 'ended' ? because : 'dormant' }
  }
  const browses = may(actor, 'library.browse')
  if (!browses.yes) return { has: 'nothing', because: browses.because === 'dormant' ? 'dormant' : 'role' }
  const standing = standingLevels[actor.role]
  if (standing === 'none') return { has: 'nothing', because: 'role' }
  return standing === 'by_reach' ? { has: 'by_reach' } : { has: 'everywhere', level: standing }
}
