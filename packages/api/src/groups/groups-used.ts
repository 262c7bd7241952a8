// How many groups an account has, counted inside its exclusive lock, so that the count is still true at commit (rules §2).
import { hasRoomForGroup, limitsOf, Problem, type GroupsUsed } from '@usher/domain'
import { ourAccount, ours, type RightsWriting } from '../access/ours.ts'
import type { InAccount } from '../context.ts'

/** The account's groups, beside its limit. */
export async function groupsUsed(ctx: InAccount): Promise<GroupsUsed> {
  const { plan, limits } = await ourAccount(ctx)
  const { used } = await ours(ctx, 'group')
    .select((eb) => eb.fn.countAll<number>().as('used'))
    .executeTakeFirstOrThrow()
  return { used, cap: limitsOf(plan, limits).groups }
}

/** Throws `groups_full` when there is no room for one more. */
export async function mustHaveRoomForGroup(ctx: RightsWriting): Promise<void> {
  const groups = await groupsUsed(ctx)
  if (!hasRoomForGroup(groups)) throw new Problem('groups_full', groups)
}
