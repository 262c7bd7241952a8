// Inviting one person or a hundred: each line gets its own answer, and none takes a seat that is not there.
import {
  emailKey,
  hasFreeSeat,
  Problem,
  type AccountId,
  type InvitationId,
  type Member,
  type Role,
} from '@usher/domain'
import { addOurs, changeOurs, ours, type RightsWriting } from '../access/ours.ts'
import { seatsOf } from '../members/seats.ts'
import { expiryFrom } from './pending.ts'

export interface Invitee {
  email: string
  name?: string | undefined
}
export type InviteOutcome = 'invited' | 'already_member' | 'already_invited' | 'no_seat'

type Ctx = RightsWriting & { actor: Member; accountId: AccountId; now: Date }

/** Invites those who can be invited. Throws `seats_full` when nobody could be for want of a seat. */
export async function inviteAll(ctx: Ctx, people: readonly Invitee[], role: Role, endsAt: Date | null) {
  const keys = people.map((p) => emailKey(p.email))
  const members = await ours(ctx, 'member').select('member.email_key').where('member.email_key', 'in', keys).execute()
  const open = await ours(ctx, 'invitation')
    .select(['invitation.id', 'invitation.email_key', 'invitation.expires_at'])
    .where('invitation.email_key', 'in', keys)
    .where('invitation.status', '=', 'pending')
    .execute()
  const isMember = new Set(members.map((m) => m.email_key))
  const pending = new Map(open.map((i) => [i.email_key, i]))
  const seats = await seatsOf(ctx)

  const invited: Awaited<ReturnType<typeof addOurs<'invitation'>>>[] = []
  const replaced: InvitationId[] = []
  const outcomes: { email: string; outcome: InviteOutcome; invitation: InvitationId | null }[] = []
  for (const { email, name } of people) {
    const key = emailKey(email)
    const earlier = pending.get(key)
    const isLive = earlier && earlier.expires_at > ctx.now
    const outcome: InviteOutcome = isMember.has(key)
      ? 'already_member'
      : isLive || invited.some((i) => i.email_key === key)
        ? 'already_invited'
        : hasFreeSeat({ ...seats, used: seats.used + invited.length })
          ? 'invited'
          : 'no_seat'
    if (outcome !== 'invited') {
      outcomes.push({ email, outcome, invitation: null })
      continue
    }
    if (earlier) {
      await changeOurs(ctx, 'invitation', [earlier.id], { status: 'revoked' })
      replaced.push(earlier.id)
    }
    const invitation = await addOurs(ctx, 'invitation', {
      email,
      email_key: key,
      role,
      name: name ?? null,
      ends_at: endsAt,
      invited_by: ctx.actor.memberId,
      created_at: ctx.now,
      sent_at: ctx.now,
      expires_at: expiryFrom(ctx.now),
    })
    invited.push(invitation)
    outcomes.push({ email, outcome, invitation: invitation.id })
  }
  if (!invited.length && outcomes.some((o) => o.outcome === 'no_seat')) throw new Problem('seats_full', seats)
  return { invited, replaced, outcomes }
}
