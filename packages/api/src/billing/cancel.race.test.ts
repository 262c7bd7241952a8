// Two servers on one database, where finance and an administrator cancel at once: it is decided once; with a lock that locks
// nothing it is decided twice, each of them on what the other has changed already.
import { describe, expect, it } from 'vitest'
import { chainOfAccount } from '../audit/chain.ts'
import { lockNothing, race } from '../testing/no-lock.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const rounds = Number(process.env['RACE_ROUNDS'] ?? 10)

describe.each([{ lock: true }, { lock: false }])(
  'with the lock: $lock',
  { timeout: 60_000 + rounds * 5000 },
  async ({ lock }) => {
    const { url, db, pool } = await freshDatabase()
    const servers = [await startServer(url), await startServer(url)]
    if (!lock) {
      await lockNothing(db)
      // They meet before they write the one row that both of them change: there the second would wait for the first.
      await pool.query('drop trigger wait_for_two on audit_head')
      await pool.query(
        'create trigger wait_for_two before insert on subscription for each statement execute function wait_for_two()',
      )
    }

    it(`two who cancel at once ${lock ? 'cancel once' : 'are each told that it was theirs'}`, async () => {
      for (let round = 0; round < (lock ? rounds : 1); round += 1) {
        const acme = await account(db, `Acme ${round}`, 'free')
        const [ada, fay] = [await acme.member('Ada', 'account_admin'), await acme.member('Fay', 'finance')]
        await as(servers[0] ?? '', fay).billing.choose.mutate({ plan: 'paid', term: 'month' })
        if (!lock) await race(db, true)
        const cancel = (who: typeof ada, n: number) => refusal(as(servers[n % 2] ?? '', who).billing.cancel.mutate())
        expect(await Promise.all([ada, fay].map(cancel))).toEqual([null, null])
        if (!lock) await race(db, false)
        const entries = await db
          .selectFrom('audit_entry')
          .select('id')
          .where('chain', '=', chainOfAccount(acme.id))
          .where('what', '=', 'account.subscription_cancelled')
          .execute()
        expect(entries).toHaveLength(lock ? 1 : 2)
      }
    })
  },
)
