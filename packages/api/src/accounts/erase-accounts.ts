// What was deleted thirty days ago is erased for good: by a job, under the account's lock. One entry in the house's log says so;
// the account's own goes with it, and so do the bytes of its files. Whoever was in it keeps their sign-in.
import type { Kysely } from 'kysely'
import { nothing, undoDays, type AccountId } from '@usher/domain'
import { eraseAccountRows, eraseLibrary } from '../access/account-rows.ts'
import { chainOfAccount } from '../audit/chain.ts'
import { eraseChain, lastDeletion } from '../audit/erase-chain.ts'
import type { DB } from '../db/schema.ts'
import { daysAgo, limitTransaction } from '../db/statements.ts'
import { asUsher } from '../operator-change.ts'

interface House {
  db: Kysely<DB>
  auditKey: Buffer
}
const isOver = (db: Kysely<DB>) => db.selectFrom('account').selectAll().where('deleted_at', '<=', daysAgo(undoDays))

/** Can be run any number of times, by several processes at once: what one has erased the other finds gone. */
export async function eraseAccounts(house: House): Promise<void> {
  for (const { id } of await isOver(house.db).orderBy('deleted_at').execute()) {
    // Two transactions: the large one holds up nobody but the account itself, which nobody enters any more.
    await emptyLibrary(house, id)
    await eraseAccount(house, id)
  }
}

const emptyLibrary = (house: House, id: AccountId): Promise<void> =>
  asUsher(house, { accounts: [id] }, ['account.erased'], async ({ db }) => {
    await limitTransaction(db, '60min', '5s')
    const there = await isOver(db).where('id', '=', id).executeTakeFirst()
    const left = there ? await eraseLibrary(db, id) : []
    return {
      result: undefined,
      trace: nothing('told once all of the account is gone'),
      effects: left.map((payload) => ({ job: 'remove_bytes' as const, payload })),
    }
  })

const eraseAccount = (house: House, id: AccountId): Promise<void> =>
  asUsher(house, { house: true, accounts: [id] }, ['account.erased'], async ({ db }) => {
    await limitTransaction(db, '60min', '5s')
    // Held, so that what is counted without the account's lock cannot hang on it while it goes.
    const there = await isOver(db).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!there) return { result: undefined, trace: nothing('somebody else has erased it') }
    const chain = chainOfAccount(id)
    const { name, slug } = there
    const before = { name, slug, ...(await lastDeletion(db, chain)) }
    await eraseAccountRows(db, id)
    await eraseChain(db, chain)
    return { result: undefined, trace: [{ what: 'account.erased', on: id, before, after: null }] }
  })
