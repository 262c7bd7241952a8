// How many API keys an account has, counted inside its exclusive lock, so that the count is still true at commit (rules §2).
import { hasRoomForKey, limitsOf, Problem, type KeysUsed } from '@usher/domain'
import { ourAccount, ours, type RightsWriting } from '../access/ours.ts'
import type { InAccount } from '../context.ts'

/** The account's keys, beside its limit: disabled and ended ones count until they are deleted. */
export async function keysUsed(ctx: InAccount): Promise<KeysUsed> {
  const { plan, limits } = await ourAccount(ctx)
  const { used } = await ours(ctx, 'key')
    .select((eb) => eb.fn.countAll<number>().as('used'))
    .executeTakeFirstOrThrow()
  return { used, cap: limitsOf(plan, limits).keys }
}

/** Throws `keys_full` when there is no room for one more. */
export async function mustHaveRoomForKey(ctx: RightsWriting): Promise<void> {
  const keys = await keysUsed(ctx)
  if (!hasRoomForKey(keys)) throw new Problem('keys_full', keys)
}
