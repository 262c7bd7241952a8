// How many API keys an account has, counted inside its exclusive lock, so that the count is still true at commit (rules §2).
import { hasRoomForKey, limitsOf, Problem } from '@usher/domain'
import { ourAccount, ours, type RightsWriting } from '../access/ours.ts'

/** Throws `keys_full` when there is no room for one more: disabled and ended keys count until they are deleted. */
export async function mustHaveRoomForKey(ctx: RightsWriting): Promise<void> {
  const { plan, limits } = await ourAccount(ctx)
  const { used } = await ours(ctx, 'key')
    .select((eb) => eb.fn.countAll<number>().as('used'))
    .executeTakeFirstOrThrow()
  const keys = { used, cap: limitsOf(plan, limits).keys }
  if (!hasRoomForKey(keys)) throw new Problem('keys_full', keys)
}
