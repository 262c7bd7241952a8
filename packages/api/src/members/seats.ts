// Seats, counted inside the account's exclusive lock, so that the count is still true at commit (rules §2).
import { hasFreeSeat, limitsOf, Problem, type SeatsUsed } from '@usher/domain'
import { ourAccount, ours, type RightsWriting } from '../access/ours.ts'
import type { InAccount } from '../context.ts'

/** Active members and pending, unexpired invitations, beside the account's limit. */
export async function seatsOf(ctx: InAccount): Promise<SeatsUsed> {
  const { plan, limits } = await ourAccount(ctx)
  const { used } = await ours(ctx, 'person')
    .select((eb) => eb.fn.countAll<number>().as('used'))
    .where('person.state', 'in', ['active', 'invited'])
    .executeTakeFirstOrThrow()
  return { used, cap: limitsOf(plan, limits).seats }
}

/** Throws `seats_full` when no seat is free for one more. */
export async function takeSeat(ctx: RightsWriting): Promise<void> {
  const seats = await seatsOf(ctx)
  if (!hasFreeSeat(seats)) throw new Problem('seats_full', seats)
}

/** Throws `seats_full` when more seats are taken than there are: asked after the change that took some. */
export async function mustNotExceedSeats(ctx: RightsWriting): Promise<void> {
  const seats = await seatsOf(ctx)
  if (seats.used > seats.cap) throw new Problem('seats_full', { ...seats, used: seats.cap })
}
