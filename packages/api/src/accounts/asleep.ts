// What of an account sleeps on its plan (rules §2): nothing of it is lost, and all of it comes back with a plan that carries it.
import { carries, mayEnter, statusAt, type Plan } from '@usher/domain'
import { collectionsInAccount } from '../access/collections.ts'
import { grantsInAccount } from '../access/grants.ts'
import { ourAccount, ours } from '../access/ours.ts'
import type { InAccount } from '../context.ts'

/** How many of each are without effect by the plan alone. */
export interface Asleep {
  /** Who cannot enter. */
  members: number
  groups: number
  /** Those that have not ended. */
  grants: number
  collections: number
}

/** The members whom this plan does not let in, by name. */
export async function dormantOn(ctx: InAccount, plan: Plan, now: Date) {
  const members = await ours(ctx, 'member')
    .select(['member.id', 'member.name', 'member.role', 'member.status', 'member.ends_at as endsAt'])
    .orderBy('member.name')
    .execute()
  return members.filter((m) => {
    const enters = mayEnter({ role: m.role, plan, status: statusAt(m, now) })
    return !enters.yes && enters.because === 'dormant'
  })
}

/** On the plan in force, or on another one. */
export async function asleepIn(ctx: InAccount, now: Date, onPlan?: Plan): Promise<Asleep> {
  const plan = onPlan ?? (await ourAccount(ctx)).plan
  const dormant = await dormantOn(ctx, plan, now)
  const groups = ours(ctx, 'group').select((eb) => eb.fn.countAll<number>().as('n'))
  const shares = carries(plan, 'sharing')
  return {
    members: dormant.length,
    groups: carries(plan, 'groups') ? 0 : (await groups.executeTakeFirstOrThrow()).n,
    grants: shares ? 0 : (await grantsInAccount(ctx).executeTakeFirstOrThrow()).n,
    collections: shares ? 0 : (await collectionsInAccount(ctx).executeTakeFirstOrThrow()).n,
  }
}
