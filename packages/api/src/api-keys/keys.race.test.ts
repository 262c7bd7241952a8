// Two servers on one database, and two developers who make keys at once: the limit holds; with a lock that locks nothing it is
// broken.
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
    if (!lock) await lockNothing(db)

    it(`two at once at four of five keys ${lock ? 'make exactly one' : 'overfill them'}`, async () => {
      for (let round = 0; round < (lock ? rounds : 1); round += 1) {
        const acme = await account(db, `Acme ${round}`)
        const [ada, dev] = [await acme.member('Ada', 'account_admin'), await acme.member('Dev', 'developer')]
        const create = (n: number, who: typeof ada) =>
          as(servers[n % 2] ?? '', who).keys.create.mutate({ name: `Key ${n}`, scopes: null })
        for (let n = 0; n < 4; n += 1) await create(n, ada)
        if (!lock) await race(db, true)
        const answers = await Promise.all([ada, dev].map((who, n) => refusal(create(n, who))))
        if (!lock) await race(db, false)
        expect((await as(servers[0] ?? '', ada).keys.list.query()).used).toBe(lock ? 5 : 6)
        expect(answers.map((a) => a?.code ?? 'ok').toSorted()).toEqual(lock ? ['keys_full', 'ok'] : ['ok', 'ok'])
      }
    })
  },
)
