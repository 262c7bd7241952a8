// Two opposite moves at once, on two servers: a folder never gets below itself. The control takes the lock out, and breaks.
import { describe, expect, it } from 'vitest'
import { lockNothing, race } from '../testing/no-lock.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const rounds = Number(process.env['RACE_ROUNDS'] ?? 10)

describe.each([{ lock: true }, { lock: false }])(
  'with the lock: $lock',
  { timeout: 300_000 + rounds * 5_000 },
  async ({ lock }) => {
    const { url, db } = await freshDatabase()
    const servers = [await startServer(url), await startServer(url)]
    if (!lock) await lockNothing(db)

    it(`A into B and B into A ${lock ? 'is one move and one refusal' : 'makes a ring that nobody gets out of'}`, async () => {
      const acme = await account(db, 'Acme')
      const ada = await acme.member('Ada', 'account_admin')
      const [one, two] = servers.map((server) => as(server, ada))
      if (!one || !two) throw new Error('there are two servers')
      for (let round = 0; round < (lock ? rounds : 1); round += 1) {
        const a = (await one.library.createFolder.mutate({ folderId: null, name: `A ${round}` })).id
        const b = (await one.library.createFolder.mutate({ folderId: null, name: `B ${round}` })).id
        if (!lock) await race(db, true)
        const answers = await Promise.all([
          refusal(one.library.move.mutate({ assetIds: [a], destinationId: b })),
          refusal(two.library.move.mutate({ assetIds: [b], destinationId: a })),
        ])
        if (!lock) await race(db, false)
        const rows = await db.selectFrom('asset').select(['id', 'parent_id']).where('id', 'in', [a, b]).execute()
        const isRing = rows.every((r) => r.parent_id !== null)
        expect(isRing).toBe(!lock)
        if (lock) expect(answers.map((x) => x?.code ?? 'ok').toSorted()).toEqual(['into_itself', 'ok'])
      }
    })
  },
)
