// What the person with the shell changes: under the same locks as everybody else, and with the same trace.
// Nobody is asked for a permission here: the operating system has let them in.
import type { Kysely } from 'kysely'
import { Problem, type AccountId, type AuditKind, type Nothing, type Told, type UserId } from '@usher/domain'
import { within, type Changing, type RightsWriting } from './access/ours.ts'
import type { Author } from './audit/append.ts'
import { operatorAuthor, usherAuthor } from './audit/author.ts'
import { chainOfAccount, chainOfUser, inLockOrder } from './audit/chain.ts'
import { asBusy, writeDown, type Effect } from './change.ts'
import { handleOf } from './db/connect.ts'
import type { DB } from './db/schema.ts'
import { clock, lockChain } from './db/statements.ts'
import { errorCode } from './error-code.ts'

/** What the command line has of the installation. */
export interface OperatorHouse {
  db: Kysely<DB>
  auditKey: Buffer
  /** Where people reach the product: what links begin with. */
  publicUrl: string
}

/** The operator asked for something that cannot be done; the message says why and what to do instead. */
export class OperatorRefused extends Error {
  override name = 'OperatorRefused'
}

/** Whose locks an act takes and whose chains it may write to. */
export interface About {
  house?: boolean
  users?: readonly UserId[]
  accounts?: readonly AccountId[]
}
/** Inside the locks and the transaction. */
export interface Operating {
  db: Kysely<DB>
  now: Date
  /** The rows of one of the accounts that are locked. */
  within(accountId: AccountId): RightsWriting & Changing<'rights'>
}
export interface OperatorDone<K extends AuditKind, A> {
  result: A
  trace: readonly Told<K>[] | Nothing
  effects?: readonly Effect[]
}

type House = Omit<OperatorHouse, 'publicUrl'>
type Act<K extends AuditKind, A> = (at: Operating) => Promise<OperatorDone<K, A>>
/**
 * Runs an act of the operator in one transaction: the locks, the act, its entries, its mails and jobs.
 * Throws what the act throws, and the problem `busy` when somebody else was faster.
 */
export const asOperator = <const K extends AuditKind, A>(
  house: House,
  about: About,
  records: readonly K[],
  act: Act<K, A>,
): Promise<A> => actAs(operatorAuthor, house, about, records, act)
/** The same, of the product itself: what a rule has it do without anybody asking. */
export const asUsher = <const K extends AuditKind, A>(
  house: House,
  about: About,
  records: readonly K[],
  act: Act<K, A>,
): Promise<A> => actAs(usherAuthor, house, about, records, act)

async function actAs<const K extends AuditKind, A>(
  author: Author,
  { db, auditKey }: House,
  { house = false, users = [], accounts = [] }: About,
  records: readonly K[],
  act: Act<K, A>,
): Promise<A> {
  const chains = inLockOrder([
    ...(house ? ['house' as const] : []),
    ...users.map(chainOfUser),
    ...accounts.map(chainOfAccount),
  ])
  try {
    return await db.transaction().execute(async (trx) => {
      for (const chain of chains) await lockChain(trx, chain, true)
      const now = await clock(trx)
      // The exclusive lock of each of these accounts was taken above: their rights may be written.
      const changing = { handle: handleOf(trx) } as { handle: ReturnType<typeof handleOf> } & Changing<'rights'>
      const lockedOnly = (accountId: AccountId) => {
        if (!accounts.includes(accountId)) throw new Error('this act did not lock that account')
        return { ...changing, ...within(changing, { accountId }) }
      }
      const { result, trace, effects = [] } = await act({ db: trx, now, within: lockedOnly })
      const frame = { author, at: now, requestId: null, auditKey }
      const scopes = { userId: users[0] ?? null, accountId: accounts.length === 1 ? (accounts[0] ?? null) : null }
      await writeDown(trx, frame, records, { result, trace, effects }, scopes)
      return result
    })
  } catch (error) {
    // Somebody took the same address or name in this very moment.
    throw errorCode(error) === '23505' ? new Problem('busy') : asBusy(error)
  }
}
