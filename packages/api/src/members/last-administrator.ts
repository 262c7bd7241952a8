// An account always keeps one active administrator without an end date (rules §2), asked after the change, inside the
// account's exclusive lock, so that two people who demote each other cannot both succeed.
import { isLastingAdministrator, Problem } from '@usher/domain'
import { ours, type RightsWriting } from '../access/ours.ts'

/** Throws `last_administrator` when none is left; the change is then undone as a whole. */
export async function keepOneAdministrator(ctx: RightsWriting): Promise<void> {
  const administrators = await ours(ctx, 'member')
    .select(['member.role', 'member.status', 'member.ends_at'])
    .where('member.role', '=', 'account_admin')
    .execute()
  if (!administrators.some((m) => isLastingAdministrator({ role: m.role, status: m.status, endsAt: m.ends_at })))
    throw new Problem('last_administrator')
}
