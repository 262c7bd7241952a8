// Two servers on one database. Each race has its control: the same with a lock that locks nothing, and a barrier that makes
// the race certain. Without the lock the rule is broken, so it is the lock that keeps it.
import { describe, expect, it } from 'vitest'
import type { AccountId } from '@usher/domain'
import { lockNothing, race } from './testing/no-lock.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from './testing/world.ts'

const rounds = Number(process.env['RACE_ROUNDS'] ?? 10)

describe.each([{ lock: true }, { lock: false }])(
  'with the lock: $lock',
  { timeout: 300_000 + rounds * 10_000 },
  async ({ lock }) => {
    const { url, db } = await freshDatabase()
    const servers = [await startServer(url), await startServer(url)]
    const serverFor = (n: number) => servers[n % servers.length] ?? ''
    if (!lock) await lockNothing(db)
    const times = lock ? rounds : 1

    it(`fifty at once at four of five seats ${lock ? 'make exactly one' : 'overfill them'}`, async () => {
      for (let round = 0; round < times; round += 1) {
        const acme = await account(db, `Seats ${round}`, 'enterprise', 5)
        const ada = await acme.member('Ada', 'account_admin')
        for (const name of ['Ben', 'Cleo', 'Dan']) await acme.member(name, 'library_view')
        const out = await acme.member('Eve', 'library_view', { status: 'suspended' })
        if (!lock) await race(db, true)
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, n) => {
            const client = as(serverFor(n), ada)
            // All paths mixed: most invite, some reinstate the same suspended member.
            return n % 10 === 9
              ? refusal(client.members.reinstate.mutate({ memberIds: [out.memberId] }))
              : refusal(
                  client.invitations.create.mutate({ people: [{ email: `p${n}@example.org` }], role: 'library_view' }),
                )
          }),
        )
        if (!lock) await race(db, false)
        const people = await as(serverFor(0), ada).members.list.query({})
        expect(
          answers
            .map((a) => a?.code ?? 'ok')
            .filter((code) => code !== 'ok' && code !== 'seats_full' && code !== 'busy'),
        ).toEqual([])
        if (lock) expect(people.seats).toEqual({ used: 5, cap: 5 })
        else expect(people.seats.used).toBeGreaterThan(5)
      }
    })

    type Act = (server: string, who: TestMember, whom: TestMember, accountId: AccountId) => Promise<unknown>
    const acts: Record<string, Act> = {
      'demote each other': (server, who, whom) =>
        as(server, who).members.changeRole.mutate({ memberIds: [whom.memberId], role: 'finance' }),
      'suspend each other': (server, who, whom) =>
        as(server, who).members.suspend.mutate({ memberIds: [whom.memberId] }),
      'remove each other': (server, who, whom) => as(server, who).members.remove.mutate({ memberIds: [whom.memberId] }),
      'set each other an end': (server, who, whom) =>
        as(server, who).members.setEnd.mutate({ memberIds: [whom.memberId], endsAt: '2099-01-01T00:00:00Z' }),
      'both leave': (server, who, _, accountId) => as(server, who).members.leave.mutate({ accountId }),
    }
    it.each(Object.entries(acts))(
      `two administrators who %s ${lock ? 'leave one' : 'leave none'}`,
      async (words, act) => {
        for (let round = 0; round < times; round += 1) {
          const acme = await account(db, `${words} ${round}`)
          const ada = await acme.member('Ada', 'account_admin')
          const ben = await acme.member('Ben', 'account_admin')
          if (!lock) await race(db, true)
          const answers = await Promise.all([
            refusal(act(serverFor(0), ada, ben, acme.id)),
            refusal(act(serverFor(1), ben, ada, acme.id)),
          ])
          if (!lock) await race(db, false)
          const left = await db
            .selectFrom('member')
            .select('id')
            .where('account_id', '=', acme.id)
            .where('role', '=', 'account_admin')
            .where('status', '=', 'active')
            .where('ends_at', 'is', null)
            .execute()
          if (!lock) expect(left).toEqual([])
          else {
            expect(left.length).toBe(1)
            // The second is told that they are the last, or that they may not any more.
            const told = answers.map((a) => a?.code ?? 'ok').sort()
            expect(told).toContain('ok')
            expect(['cannot_enter', 'last_administrator', 'not_allowed', 'not_found', 'busy']).toContain(
              told.find((code) => code !== 'ok'),
            )
          }
        }
      },
    )
  },
)
