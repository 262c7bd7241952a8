// Two servers, and an account that one of two at the same moment deletes or gives back. The control has a lock that locks
// nothing: then something comes to an account that is deleted already.
import { describe, expect, it } from 'vitest'
import { lockNothing, race } from '../testing/no-lock.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const rounds = Number(process.env['RACE_ROUNDS'] ?? 10)

describe.each([{ lock: true }, { lock: false }])(
  'with the lock: $lock',
  { timeout: 300_000 + rounds * 10_000 },
  async ({ lock }) => {
    const { url, db } = await freshDatabase()
    const [server, other] = [await startServer(url), await startServer(url)]
    if (!lock) await lockNothing(db)
    const times = lock ? rounds : 1
    let serial = 0

    /** Acme with Ada and Ben, who both have exported it. */
    async function world() {
      const name = `Acme ${(serial += 1)}`
      const acme = await account(db, name)
      const [ada, ben] = [await acme.member('Ada', 'account_admin'), await acme.member('Ben', 'account_admin')]
      for (const who of [ada, ben]) await as(server, who).exports.ask.mutate({ file: 'world' })
      return { acme, ada, ben, deleting: (who: TestMember, at: string) => as(at, who).accounts.delete.mutate({ name }) }
    }
    const entries = async (accountId: string) =>
      (
        await db
          .selectFrom('audit_entry')
          .select('body')
          .where('chain', '=', `account:${accountId}`)
          .where('what', 'in', ['account.deleted', 'account.restored'])
          .orderBy('seq')
          .execute()
      ).map(({ body }) => JSON.parse(body) as { what: string; after: { folders?: number } })

    it(`what is made while it is deleted ${lock ? 'is counted, or is refused' : 'is neither'}`, async () => {
      for (let round = 0; round < times; round += 1) {
        const { acme, ada, ben, deleting } = await world()
        if (!lock) await race(db, true)
        const [went, made] = await Promise.all([
          refusal(deleting(ada, server)),
          refusal(as(other, ben).library.createFolder.mutate({ folderId: null, name: 'Spring' })),
        ])
        if (!lock) await race(db, false)
        expect(went).toBeNull()
        const folders = await db.selectFrom('asset').select('id').where('account_id', '=', acme.id).execute()
        const [entry] = await entries(acme.id)
        if (!lock) {
          expect({ made, folders: folders.length, counted: entry?.after.folders }).toEqual({
            made: null,
            folders: 1,
            counted: 0,
          })
          return
        }
        if (made) expect(made).toEqual({ code: 'cannot_enter', data: { because: 'deleted' } })
        expect(folders).toHaveLength(made ? 0 : 1)
        expect(entry?.after.folders).toBe(folders.length)
      }
    })

    it.runIf(lock)('two who delete it leave one entry; the second is told that it is deleted', async () => {
      for (let round = 0; round < times; round += 1) {
        const { acme, ada, ben, deleting } = await world()
        const answers = await Promise.all([refusal(deleting(ada, server)), refusal(deleting(ben, other))])
        expect(answers.map((a) => a?.code ?? 'ok').toSorted()).toEqual(['cannot_enter', 'ok'])
        expect((await entries(acme.id)).map((e) => e.what)).toEqual(['account.deleted'])
      }
    })

    it.runIf(lock)('two who undo it leave one entry, and neither is refused', async () => {
      for (let round = 0; round < times; round += 1) {
        const { acme, ada, ben, deleting } = await world()
        await deleting(ada, server)
        const restoring = (who: TestMember, at: string) => refusal(as(at, who).accounts.restore.mutate())
        expect(await Promise.all([restoring(ada, server), restoring(ben, other)])).toEqual([null, null])
        expect((await entries(acme.id)).map((e) => e.what)).toEqual(['account.deleted', 'account.restored'])
      }
    })
  },
)
