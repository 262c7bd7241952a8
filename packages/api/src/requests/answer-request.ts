// What people asked the operator for, and the operator's answer: granting sets the limit, and whoever asked is told.
import type { Kysely } from 'kysely'
import { limitsOf, type Told } from '@usher/domain'
import { changeOurs, ourAccount, ours } from '../access/ours.ts'
import { accountState, putLimit, type AccountState } from '../accounts/operate-account.ts'
import type { Effect } from '../change.ts'
import type { DB } from '../db/schema.ts'
import { asOperator, OperatorRefused, type OperatorHouse } from '../operator-change.ts'

const withNames = (db: Kysely<DB>) =>
  db
    .selectFrom('request as r')
    .innerJoin('account as a', 'a.id', 'r.account_id')
    .leftJoin('member_person as m', (j) => j.onRef('m.id', '=', 'r.made_by').onRef('m.account_id', '=', 'r.account_id'))
    .select([
      'r.id',
      'r.number',
      'r.account_id as accountId',
      'r.limit_name as limit',
      'r.wanted',
      'r.words',
      'r.made_at as madeAt',
    ])
    .select([
      'r.answer',
      'r.granted',
      'r.answered_at as answeredAt',
      'a.slug',
      'a.name as account',
      'a.plan',
      'a.limits',
    ])
    .select(['m.name as askedBy', 'm.email as askedByEmail'])

/** Open requests, oldest first; with `answered`, the last hundred that were answered as well. */
export async function listRequests(db: Kysely<DB>, answered = false) {
  const open = await withNames(db).where('r.answered_at', 'is', null).orderBy('r.number').execute()
  const closed = answered
    ? await withNames(db).where('r.answered_at', 'is not', null).orderBy('r.number', 'desc').limit(100).execute()
    : []
  return [...closed.toReversed(), ...open].map(({ plan, limits, ...r }) => ({
    ...r,
    now: limitsOf(plan, limits)[r.limit],
  }))
}
export type OperatorRequest = Awaited<ReturnType<typeof listRequests>>[number]

/** Throws OperatorRefused when there is no request of that number. */
export async function findRequest(db: Kysely<DB>, number: number): Promise<OperatorRequest> {
  const found = await withNames(db).where('r.number', '=', number).executeTakeFirst()
  if (!found) throw new OperatorRefused(`There is no request ${number}. operator requests lists those that are open.`)
  const { plan, limits, ...request } = found
  return { ...request, now: limitsOf(plan, limits)[request.limit] }
}

export type RequestAnswer = { grant: true; value: number | null; say: string } | { grant: false; say: string }

/** Answers an open request. Throws OperatorRefused when it was answered already, or what is granted is less than there is. */
export async function answerRequest(
  house: OperatorHouse,
  number: number,
  answer: RequestAnswer,
): Promise<AccountState> {
  const { id, accountId } = await findRequest(house.db, number)
  await asOperator(
    house,
    { accounts: [accountId] },
    ['request.answered', 'account.limit_changed'],
    async ({ db, now, within }) => {
      const here = within(accountId)
      const request = await ours(here, 'request')
        .selectAll('request')
        .where('request.id', '=', id)
        .executeTakeFirstOrThrow()
      if (request.answered_at)
        throw new OperatorRefused(
          `Request ${number} was ${request.granted ? 'granted' : 'declined'} already. operator limits changes a limit at any time.`,
        )
      const trace: Told<'request.answered' | 'account.limit_changed'>[] = []
      if (answer.grant) {
        const value = answer.value ?? request.wanted
        const { plan, limits } = await ourAccount(here)
        const before = limitsOf(plan, limits)[request.limit_name]
        if (value < before)
          throw new OperatorRefused(
            `There are ${before} ${request.limit_name} already, so ${value} would grant nothing. To lower a limit: operator limits.`,
          )
        const entry = await putLimit(db, accountId, request.limit_name, value)
        if (entry) trace.push(entry)
      }
      await changeOurs(here, 'request', [id], { answer: answer.say, granted: answer.grant, answered_at: now })
      trace.push({
        what: 'request.answered',
        on: id,
        before: null,
        after: { answer: answer.say, granted: answer.grant },
        account: accountId,
      })
      const asker =
        request.made_by &&
        (await ours(here, 'member').select('member.email').where('member.id', '=', request.made_by).executeTakeFirst())
      const effects: Effect[] = asker
        ? [{ mail: { template: 'request_answered', email: asker.email, about: { requestId: id } } }]
        : []
      return { result: null, trace, effects }
    },
  )
  return accountState(house.db, accountId)
}
