// What support does to accounts: opens them, and sets their plans and limits. Nothing is lost and nobody thrown out:
// what no longer fits is dormant or over the limit (rules §2).
import type { Kysely } from 'kysely'
import {
  erasedAt,
  isLastingAdministrator,
  limitsOf,
  mayEnter,
  nothing,
  statusAt,
  type AccountId,
  type LimitName,
  type Limits,
  type Plan,
  type Told,
} from '@usher/domain'
import { billingOf, setPlanByHand } from '../access/billing.ts'
import { ourAccount, ours, type RightsWriting } from '../access/ours.ts'
import { handleOf } from '../db/connect.ts'
import { asleepIn, type Asleep } from './asleep.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import { seatsOf } from '../members/seats.ts'
import { asOperator, type OperatorHouse } from '../operator-change.ts'
import { findUser } from '../session/find-user.ts'
import { addMember, createAccount, createUser, nameFrom } from './create-account.ts'

/** An account as the operator sees it. */
export interface AccountState {
  id: AccountId
  slug: string
  name: string
  plan: Plan
  limits: Limits
  seatsUsed: number
  members: number
  /** Members whom the plan does not let in at the moment. */
  dormant: number
  /** Active administrators without an end date. */
  administrators: number
  /** Since when it is deleted, and when it is erased. */
  deleted: { at: Date; erasedAt: Date } | null
}

export async function accountState(db: Kysely<DB>, id: AccountId): Promise<AccountState> {
  const ctx = { handle: handleOf(db), accountId: id }
  const { slug, name, plan, limits, deleted_at } = await ourAccount(ctx)
  const now = await clock(db)
  const members = (await ours(ctx, 'member').selectAll('member').execute()).map((m) => ({
    role: m.role,
    status: m.status,
    endsAt: m.ends_at,
  }))
  const dormant = members.filter((m) => {
    const enters = mayEnter({ role: m.role, plan, status: statusAt(m, now) })
    return !enters.yes && enters.because === 'dormant'
  })
  return {
    id,
    slug,
    name,
    plan,
    limits: limitsOf(plan, limits),
    seatsUsed: (await seatsOf(ctx)).used,
    members: members.length,
    dormant: dormant.length,
    administrators: members.filter(isLastingAdministrator).length,
    deleted: deleted_at && { at: deleted_at, erasedAt: erasedAt(deleted_at) },
  }
}

/** All accounts, by address. */
export async function listAccounts(db: Kysely<DB>): Promise<AccountState[]> {
  const states: AccountState[] = []
  for (const { id } of await db.selectFrom('account').select('id').orderBy('slug').execute())
    states.push(await accountState(db, id))
  return states
}

/** What another plan does: what sleeps on the account's plan now, and what will on the new one. */
export interface PlanEffect {
  from: Plan
  to: Plan
  before: Asleep
  after: Asleep
}
/** The change itself, by whoever runs it: for good, or to see what it does. */
async function changePlan(ctx: RightsWriting, plan: Plan, now: Date): Promise<PlanEffect> {
  const { plan: from } = await ourAccount(ctx)
  const before = await asleepIn(ctx, now)
  await setPlanByHand(ctx, plan)
  return { from, to: plan, before, after: await asleepIn(ctx, now) }
}

/** Sets the plan, which nobody pays for from then on: a subscription ends with it. Limits that were set by hand stay. */
export async function setPlan(house: OperatorHouse, accountId: AccountId, plan: Plan): Promise<AccountState> {
  await asOperator(house, { accounts: [accountId] }, ['account.plan_changed'], async ({ now, within }) => {
    const { subscription } = await billingOf(within(accountId))
    const done = await changePlan(within(accountId), plan, now)
    return {
      result: done,
      trace:
        done.from === plan && !subscription
          ? nothing('the same plan as before')
          : [{ what: 'account.plan_changed', on: accountId, before: { plan: done.from }, after: { plan } }],
    }
  })
  return accountState(house.db, accountId)
}

class Undone extends Error {}
/** What that would do: the same change, undone; without the account's lock, and without a trace. */
export async function previewPlan({ db }: OperatorHouse, accountId: AccountId, plan: Plan): Promise<PlanEffect> {
  let effect: PlanEffect | null = null
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      // Without the lock that rights are written under, as nothing of it stays.
      const ctx = { handle: handleOf(trx), accountId } as RightsWriting
      effect = await changePlan(ctx, plan, await clock(trx))
      throw new Undone()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
  if (!effect) throw new Error('a preview is undone only once it is known')
  return effect
}

/** Sets one limit within the locks of its account, and gives its entry; null when it is so already. */
export async function putLimit(
  db: Kysely<DB>,
  accountId: AccountId,
  limit: LimitName,
  value: number,
): Promise<Told<'account.limit_changed'> | null> {
  const { plan, limits } = await ourAccount({ handle: handleOf(db), accountId })
  if (limits[limit] === value) return null
  await db
    .updateTable('account')
    .set({ limits: JSON.stringify({ ...limits, [limit]: value }) })
    .where('id', '=', accountId)
    .execute()
  const before = limitsOf(plan, limits)[limit]
  return { what: 'account.limit_changed', on: accountId, before: { limit, value: before }, after: { limit, value } }
}

export async function setLimit(
  house: OperatorHouse,
  accountId: AccountId,
  limit: LimitName,
  value: number,
): Promise<AccountState> {
  await asOperator(house, { accounts: [accountId] }, ['account.limit_changed'], async ({ db }) => {
    const entry = await putLimit(db, accountId, limit, value)
    return { result: null, trace: entry ? [entry] : nothing('the same limit as before') }
  })
  return accountState(house.db, accountId)
}

/** Opens an account, with an administrator if one is named. A person who has a sign-in keeps it; a new one has no password yet. */
export async function openAccount(
  house: OperatorHouse,
  { name, plan, admin }: { name: string; plan: Plan; admin: { email: string; name: string | null } | null },
): Promise<AccountState> {
  const id = await asOperator(
    house,
    { house: true },
    ['account.created', 'user.created', 'member.joined'],
    async ({ db, now }) => {
      const { account, entry } = await createAccount(db, { name, plan }, now)
      const trace: Told<'account.created' | 'user.created' | 'member.joined'>[] = [entry]
      if (admin) {
        let userId = (await findUser(db, admin.email))?.id
        if (!userId) {
          const user = await createUser(
            db,
            {
              email: admin.email,
              name: admin.name ?? nameFrom(admin.email),
              passwordHash: null,
              proven: true,
              home: null,
            },
            now,
          )
          trace.push(user.entry)
          userId = user.id
        }
        const member = await addMember(db, account.id, { userId, role: 'account_admin' }, now)
        trace.push({ ...member.entry, account: account.id })
      }
      return { result: account.id, trace }
    },
  )
  return accountState(house.db, id)
}
