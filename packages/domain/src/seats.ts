// Seats (rules §2): active members and pending, unexpired invitations hold one each; suspended and ended ones none.

export interface SeatsUsed {
  used: number
  cap: number
}

/** Is one more possible? Over the limit nobody is thrown out, and nobody can be added. */
export const hasFreeSeat = ({ used, cap }: SeatsUsed): boolean => used < cap

/** "4 of 5 seats used" */
export const seatsInWords = ({ used, cap }: SeatsUsed): string =>
  `${used} of ${cap} ${cap === 1 ? 'seat' : 'seats'} used`
