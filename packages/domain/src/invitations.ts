// Invitations (rules §6): how long they live and what state one is in, by the clock that is handed in.

/** Days until a pending invitation expires. */
export const invitationDays = 7
export const invitationLife = invitationDays * 24 * 60 * 60 * 1000

export type InvitationState = 'pending' | 'expired' | 'accepted' | 'revoked'

/** A pending invitation is over at the very moment of its expiry. */
export const invitationStateAt = (
  i: { status: 'pending' | 'accepted' | 'revoked'; expiresAt: Date },
  now: Date,
): InvitationState => (i.status === 'pending' && i.expiresAt <= now ? 'expired' : i.status)

/** How many can be invited by one act. */
export const inviteAtOnce = 100
