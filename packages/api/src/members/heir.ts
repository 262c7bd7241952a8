// Who takes over what somebody owned who is removed: any active member whose role gets at the library (rules §8, "Heir").
import { z } from 'zod'
import { may, Problem, statusAt, type MemberId } from '@usher/domain'
import { ourAccount, ours } from '../access/ours.ts'
import type { Base, InAccount } from '../context.ts'

/** Null: what they owned has no owner. */
export const heirField = z
  .uuid()
  .transform((id) => id as MemberId) // held against the account's members below
  .nullable()
  .default(null)

/** Throws `not_an_heir`; also for somebody who is removed in the same step. */
export async function heirIn(ctx: InAccount & Base, id: MemberId, removed: readonly MemberId[]): Promise<MemberId> {
  const { plan } = await ourAccount(ctx)
  const heir = await ours(ctx, 'member')
    .select(['member.role', 'member.status', 'member.ends_at as endsAt'])
    .where('member.id', '=', id)
    .executeTakeFirst()
  const canOwn =
    heir &&
    may({ role: heir.role, plan, status: statusAt(heir, ctx.now) }, 'library.browse').yes &&
    !removed.includes(id)
  if (!canOwn) throw new Problem('not_an_heir')
  return id
}
