// Pending invitations: whose they are, what their links look like, and how they end.
import { invitationLife, Problem, type InvitationId, type MemberId } from '@usher/domain'
import { changeOurs, ours, type RightsWriting } from '../access/ours.ts'
import type { House, InAccount } from '../context.ts'

/** Pending invitations that these members sent. */
export const pendingBy = (ctx: InAccount, members: readonly MemberId[]) =>
  ours(ctx, 'invitation')
    .selectAll('invitation')
    .where('invitation.invited_by', 'in', members)
    .where('invitation.status', '=', 'pending')
    .execute()

export const revokeInvitations = (ctx: RightsWriting, ids: readonly InvitationId[]) =>
  changeOurs(ctx, 'invitation', ids, { status: 'revoked' })

/** The address that an invitation's token is carried in; after the #, so that it reaches no log and no other site. */
export const invitationLink = (house: Pick<House, 'publicUrl'>, token: string): string =>
  `${house.publicUrl}/accept#${token}`

export const expiryFrom = (now: Date): Date => new Date(now.getTime() + invitationLife)

/** Throws `not_pending`: an accepted or revoked invitation is over. An expired one can still be sent again. */
export function mustBePending(invitation: { status: 'pending' | 'accepted' | 'revoked' }): void {
  if (invitation.status !== 'pending') throw new Problem('not_pending', { state: invitation.status })
}
