// Walks the register: each role × plan × procedure answers as the matrix says, over HTTP, and leaves exactly its entry.
// A new procedure without a sample of its input fails by name.
import { describe, expect, it } from 'vitest'
import {
  allows,
  carries,
  featureOf,
  may,
  mayEnter,
  operations,
  plans,
  roles,
  standingLevels,
  type Operation,
  type Permission,
  type Plan,
  type Role,
} from '@usher/domain'
import { moment } from './db/statements.ts'
import { register, type Registered } from './register.ts'
import { appRouter, routes } from './router.ts'
import { callsOn } from './testing/calls.ts'
import { fresh, samplesOn, type Here } from './testing/samples.ts'
import { account, freshDatabase, startServer, type TestAccount } from './testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)

const accounts: Record<Plan, TestAccount> = {
  free: await account(db, 'Free', 'free', 10_000),
  paid: await account(db, 'Paid', 'paid', 10_000),
  enterprise: await account(db, 'Enterprise', 'enterprise', 10_000),
}
// Somebody who stays, so that nobody is ever the last administrator.
for (const plan of plans) await accounts[plan].member('Stays', 'account_admin')

// Nor is any limit ever reached by what the samples make.
const limits = JSON.stringify({ seats: 10_000, groups: 10_000, keys: 10_000 })
await db.updateTable('account').set({ limits }).execute()

const sampleOf = samplesOn(db)

/** What one sample has bought, let go or deleted does not change what the matrix says of the next. */
async function asSetByHand(isDeleted: boolean): Promise<void> {
  await db.deleteFrom('subscription').execute()
  for (const plan of plans)
    await db
      .updateTable('account')
      .set({ agreed_plan: plan, plan_until: null, plan_after: null, lapses_at: null })
      .set({ deleted_at: isDeleted ? moment() : null })
      .where('id', '=', accounts[plan].id)
      .execute()
}

const { call, whole } = callsOn(server)

/** The one act on an account that is deleted. */
const isAboutDeleted = ({ name }: Registered): boolean => name === 'accounts.restore'
/** What the matrix says; and what no role decides: in these worlds set-up is over, and entering asks for the plan alone. */
function expected(r: Registered, role: Role, plan: Plan): string {
  const standing = { role, plan, status: isAboutDeleted(r) ? 'deleted' : 'active' } as const
  if (r.name === 'setUp.finish') return 'already_set_up'
  if (r.name === 'session.enter') return mayEnter(standing).yes ? 'ok' : 'cannot_enter'
  if (r.door !== 'can' && r.door !== 'on') return 'ok'
  if (r.door === 'can' && may(standing, r.needs as Permission).yes) return 'ok'
  if (!mayEnter(standing).yes) return 'cannot_enter'
  return r.door === 'on' ? expectedOn(r, role, plan) : 'not_allowed'
}
/** On a folder of one's own: the level of the role, or *manage* by ownership; in the trash, below *manage* is not there. */
function expectedOn(r: Registered, role: Role, plan: Plan): string {
  const standing = standingLevels[role]
  if (standing === 'none') return 'not_allowed'
  const level = standing === 'by_reach' ? 'manage' : standing
  const needs = Object.values(r.finds) as Operation[]
  if (level !== 'manage' && needs.some((o) => 'inTrash' in operations[o])) return 'not_found'
  if (!needs.every((o) => allows(level, o))) return 'level_too_low'
  return needs.every((o) => carries(plan, featureOf(o))) ? 'ok' : 'not_allowed'
}
/** Kinds of the entries that were appended since, whatever the chain. */
async function appended(since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['what', 'body'])
    .where('at', '>=', since)
    .orderBy('at')
    .execute()
  return rows.filter((r) => !r.body.includes('"kind":"operator"')).map((r) => r.what)
}
const now = async () =>
  (
    await db
      .selectFrom('house')
      .select((eb) => eb.fn<Date>('moment', []).as('now'))
      .executeTakeFirstOrThrow()
  ).now

/** What a role or level refuses leaves an entry; what is not there does not. */
const recorded = ['not_allowed', 'cannot_enter', 'level_too_low']
const all = register(appRouter, routes)

describe.each(all)('$name', (r) => {
  it.each(plans.flatMap((plan) => roles.map((role) => ({ plan, role }))))('$role on $plan', async ({ plan, role }) => {
    await asSetByHand(isAboutDeleted(r))
    const here: Here = { account: accounts[plan], me: await accounts[plan].member(fresh('Me'), role) }
    const input = await sampleOf(r)(here)
    // All of this comes from one address.
    await db.deleteFrom('tries').execute()
    const since = await now()
    const got = await call(r, here.me, input)
    expect(got).toBe(expected(r, role, plan))
    const left = await appended(since)
    if (got === 'ok' && r.records.length > 0) {
      expect(left).not.toEqual([])
      expect(left.filter((what) => !r.records.some((kind) => kind === what))).toEqual([])
    } else expect(left).toEqual(recorded.includes(got) ? ['attempt.refused'] : [])
  })

  it.runIf(r.door === 'can' || r.door === 'on' || r.door === 'self')('nobody gets in without signing in', async () => {
    expect(
      await call(
        r,
        null,
        await sampleOf(r)({
          account: accounts.enterprise,
          me: await accounts.enterprise.member(fresh('Me'), 'account_admin'),
        }),
      ),
    ).toBe('sign_in_first')
  })

  it.runIf(r.door === 'can' || r.door === 'on')('a member of another account finds nothing here', async () => {
    const elsewhere = await accounts.paid.member(fresh('Elsewhere'), 'account_admin')
    const input = await sampleOf(r)({ account: accounts.enterprise, me: elsewhere })
    expect(await call(r, { ...elsewhere, account: accounts.enterprise.slug }, input)).toBe('not_found')
  })

  it.runIf(Object.keys(r.finds).length > 0)('a stranger’s id is the same as one that never was', async () => {
    const me = await accounts.enterprise.member(fresh('Me'), 'account_admin')
    const theirs = await accounts.paid.member(fresh('Theirs'), 'account_admin')
    // Good ids, of another account or another person.
    const foreign = (await sampleOf(r)({ account: accounts.paid, me: theirs })) as Record<string, unknown>
    const never = { ...foreign }
    for (const field of Object.keys(r.finds))
      never[field] = field.endsWith('Ids') ? [crypto.randomUUID()] : crypto.randomUUID()
    const answers = await Promise.all([foreign, never].map((input) => whole(r, me, input)))
    expect(answers[0]).toMatchObject({ status: 404 })
    expect(answers[0]).toEqual(answers[1])
  })
})

it('what is not in the register is refused', async () => {
  const me = await accounts.enterprise.member(fresh('Me'), 'account_admin')
  const headers = { cookie: `usher_session=${me.session}`, 'usher-account': me.account }
  for (const path of ['/trpc/members.fly', '/api/members', '/trpc/', '/api/'])
    expect({ path, status: (await fetch(server + path, { headers })).status }).toEqual({ path, status: 404 })
})
