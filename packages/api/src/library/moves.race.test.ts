// Two opposite moves at once, on two servers: a folder never gets below itself. The control takes the lock out, and breaks.
import { describe, expect, it } from 'vitest'
import { toldTwice } from '../testing/told-twice.ts'
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

    it.runIf(lock)('two folders moved onto each other’s names at once: nothing in them is lost', async () => {
      const acme = await account(db, 'Beta')
      const ada = await acme.member('Ada', 'account_admin')
      const [one, two] = servers.map((server) => as(server, ada))
      if (!one || !two) throw new Error('there are two servers')
      for (let round = 0; round < rounds; round += 1) {
        const make = async (folderId: string | null, name: string) =>
          (await one.library.createFolder.mutate({ folderId, name })).id
        const [a, b] = [await make(null, `A ${round}`), await make(null, `B ${round}`)]
        const [inA, inB] = [await make(a, 'Shoot'), await make(b, 'Shoot')]
        await make(inA, 'from a')
        await make(inB, 'from b')
        const answers = await Promise.all([
          refusal(one.library.move.mutate({ assetIds: [inA], destinationId: b, ifTaken: 'merge' })),
          refusal(two.library.move.mutate({ assetIds: [inB], destinationId: a, ifTaken: 'merge' })),
        ])
        // The second finds no name taken any more, or that what it was to move is part of the other.
        for (const answer of answers) expect([undefined, 'not_found']).toContain(answer?.code)
        const left = await Promise.all([a, b].map((folderId) => one.library.list.query({ folderId })))
        const shoots = left.flatMap(({ assets }) => assets)
        const inside = await Promise.all(shoots.map(({ id }) => one.library.list.query({ folderId: id })))
        const names = inside.flatMap(({ assets }) => assets.map((x) => x.name))
        expect([shoots.length, names.toSorted()]).toEqual([1, ['from a', 'from b']])
      }
      const { tables, entries } = await toldTwice(db, acme.id)
      expect(tables).toEqual(entries)
    })
  },
)
