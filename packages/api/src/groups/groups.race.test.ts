// Two servers on one database, and two administrators who make groups at once. The limit has its control: with a lock
// that locks nothing it is broken. A name is held by the database itself, whatever the lock does: whoever comes second
// waits there for the first, so that no barrier is needed.
import { describe, expect, it } from 'vitest'
import { lockNothing, race } from '../testing/no-lock.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const rounds = Number(process.env['RACE_ROUNDS'] ?? 10)

describe.each([{ lock: true }, { lock: false }])(
  'with the lock: $lock',
  { timeout: 60_000 + rounds * 5000 },
  async ({ lock }) => {
    const { url, db } = await freshDatabase()
    const servers = [await startServer(url), await startServer(url)]
    const serverFor = (n: number) => servers[n % servers.length] ?? ''
    if (!lock) await lockNothing(db)
    const times = lock ? rounds : 1

    /** What becomes of two who each make a group of this name, at once. */
    async function makeAtOnce(called: string, before: number, names: readonly [string, string], barrier: boolean) {
      const acme = await account(db, called)
      const [ada, ben] = [await acme.member('Ada', 'account_admin'), await acme.member('Ben', 'account_admin')]
      for (let n = 0; n < before; n += 1) await as(serverFor(0), ada).groups.create.mutate({ name: `Agency ${n}` })
      if (barrier) await race(db, true)
      const answers = await Promise.all(
        [ada, ben].map((who, n) => refusal(as(serverFor(n), who).groups.create.mutate({ name: names[n] ?? '' }))),
      )
      if (barrier) await race(db, false)
      const { used } = await as(serverFor(0), ada).groups.list.query()
      return { codes: answers.map((a) => a?.code ?? 'ok').toSorted(), used: used.used }
    }

    it(`two at once at four of five groups ${lock ? 'make exactly one' : 'overfill them'}`, async () => {
      for (let round = 0; round < times; round += 1) {
        const { codes, used } = await makeAtOnce(`Limit ${round}`, 4, ['North', 'South'], !lock)
        expect(used).toBe(lock ? 5 : 6)
        expect(codes).toEqual(lock ? ['groups_full', 'ok'] : ['ok', 'ok'])
      }
    })

    it('two at once of one name, in other case, make exactly one', async () => {
      for (let round = 0; round < times; round += 1) {
        const { codes, used } = await makeAtOnce(`Name ${round}`, 0, ['North', 'NORTH'], false)
        expect(used).toBe(1)
        expect(codes).toEqual(['group_name_taken', 'ok'])
      }
    })
  },
)
