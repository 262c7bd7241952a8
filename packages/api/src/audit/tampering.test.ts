// Whoever has the database as a superuser, but not the key, changes entries at random: each time it is found, and every
// row that was touched is named. Each round is a transaction that is undone, on one chain of up to three hundred entries.
import { randomInt, randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { expect, it } from 'vitest'
import type {} from '../testing/figures.ts'
import type { DB } from '../db/schema.ts'
import { auditKey } from '../testing/keys.ts'
import { account, as, freshDatabase, startServer } from '../testing/world.ts'
import { chainOfAccount } from './chain.ts'
import { verifyChains } from './verify.ts'

const rounds = Number(process.env['TAMPER_ROUNDS'] ?? 10)

const { url, db } = await freshDatabase()
const acme = await account(db)
const ada = await acme.member('Ada', 'account_admin')
const ben = await acme.member('Ben', 'library_view')
const { members } = as(await startServer(url), ada)
for (let day = 0; day < Math.min(75, rounds); day += 1) {
  await members.changeRole.mutate({ memberIds: [ben.memberId], role: 'finance' })
  await members.suspend.mutate({ memberIds: [ben.memberId] })
  await members.reinstate.mutate({ memberIds: [ben.memberId] })
  await members.changeRole.mutate({ memberIds: [ben.memberId], role: 'library_view' })
}
// A superuser also gets round the foreign keys.
await sql`alter table audit_personal drop constraint audit_personal_entry_id_fkey`.execute(db)

const chain = chainOfAccount(acme.id)
const { seq: last } = await db
  .selectFrom('audit_head')
  .select('seq')
  .where('chain', '=', chain)
  .executeTakeFirstOrThrow()

type Trx = Kysely<DB>
const entry = (trx: Trx, seq: number) =>
  trx
    .selectFrom('audit_entry')
    .select(['id', 'body', 'mac'])
    .where('chain', '=', chain)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
const set = (trx: Trx, seq: number, values: { body?: string; mac?: Buffer; at?: Date; seq?: number }) =>
  trx.updateTable('audit_entry').set(values).where('chain', '=', chain).where('seq', '=', seq).execute()
/** The entry at the first place goes to the second, that one to the third, and the last to the first. */
async function rotate(trx: Trx, seqs: readonly number[]): Promise<void> {
  const away = 1_000_000
  for (const seq of seqs) await set(trx, seq, { seq: seq + away })
  for (const [n, seq] of seqs.entries()) await set(trx, seq + away, { seq: seqs[(n + 1) % seqs.length] ?? seq })
}
/** So many different places of the chain. */
function places(count: number): number[] {
  const found = new Set<number>()
  while (found.size < count) found.add(randomInt(1, last + 1))
  return [...found]
}

/** What a forger does to these entries. */
const deeds: Record<string, { touches: number; does: (trx: Trx, seqs: readonly number[]) => Promise<unknown> }> = {
  alter: {
    touches: 1,
    async does(trx, [seq = 0]) {
      const body = JSON.parse((await entry(trx, seq)).body) as Record<string, unknown>
      const lies: Record<string, unknown> = {
        at: '2001-01-01T00:00:00.000Z',
        on: randomUUID(),
        actor: { kind: 'member', userId: ben.userId, memberId: ben.memberId },
        after: { role: 'account_admin' },
        request: randomUUID(),
      }
      const [field, lie] = Object.entries(lies)[randomInt(Object.keys(lies).length)] ?? []
      await set(trx, seq, { body: JSON.stringify({ ...body, [String(field)]: lie }) })
    },
  },
  'alter the seal of': { touches: 1, does: (trx, [seq = 0]) => set(trx, seq, { mac: Buffer.alloc(32, seq) }) },
  'alter the time beside': { touches: 1, does: (trx, [seq = 0]) => set(trx, seq, { at: new Date(0) }) },
  'alter a name apart from': {
    touches: 1,
    does: async (trx, [seq = 0]) =>
      trx
        .updateTable('audit_personal')
        .set({ value: '{"name":"Eva"}' })
        .where('entry_id', '=', (await entry(trx, seq)).id)
        .execute(),
  },
  delete: {
    touches: 1,
    does: (trx, [seq = 0]) => trx.deleteFrom('audit_entry').where('chain', '=', chain).where('seq', '=', seq).execute(),
  },
  swap: { touches: 2, does: rotate },
  reorder: { touches: 5, does: rotate },
}

it(
  `finds and names what was tampered with, ${rounds} times of ${rounds}`,
  { timeout: 60_000 + rounds * 1000 },
  async ({ task }) => {
    expect((await verifyChains(db, auditKey)).broken).toEqual([])
    const names = Object.keys(deeds)
    const done = new Map<string, number>()
    for (let round = 0; round < rounds; round += 1) {
      const name = names[round % names.length] ?? ''
      const deed = deeds[name]
      if (!deed) throw new Error('each name has its deed')
      const seqs = places(deed.touches)
      const undo = new Error('undone')
      await expect(
        db.transaction().execute(async (trx) => {
          await deed.does(trx, seqs)
          const { broken } = await verifyChains(trx, auditKey)
          const named = broken.filter((b) => b.chain === chain).map((b) => b.seq)
          expect(named, `${name} ${seqs.join(', ')}`).toEqual(expect.arrayContaining(seqs))
          expect(broken.filter((b) => b.chain !== chain)).toEqual([])
          throw undo
        }),
      ).rejects.toBe(undo)
      done.set(name, (done.get(name) ?? 0) + 1)
    }
    const found = [...done.values()].reduce((sum, n) => sum + n, 0)
    task.meta.figure = `${found} of ${rounds}, on a chain of ${last}`
    expect((await verifyChains(db, auditKey)).broken).toEqual([])
  },
)
