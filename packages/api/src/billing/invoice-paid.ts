// An invoice is paid: said by the operator, or by what collects money. Once; and what it had taken away comes back.
import type { Kysely } from 'kysely'
import { invoiceNumber, nothing, resumed, type Told } from '@usher/domain'
import { accountIsThere, billingOf, markInvoicePaid, noteLapse, writeSubscription } from '../access/billing.ts'
import { ours } from '../access/ours.ts'
import type { DB } from '../db/schema.ts'
import { asOperator, asUsher, OperatorRefused } from '../operator-change.ts'
import { subscriptionShape } from './subscription-shape.ts'

/** The number of an invoice, with the account that it is of. Throws OperatorRefused where there is none. */
async function accountOf(db: Kysely<DB>, number: number) {
  const found = await db.selectFrom('invoice').select('account_id').where('number', '=', number).executeTakeFirst()
  if (!found)
    throw new OperatorRefused(`There is no invoice ${invoiceNumber(number)}. operator invoice list names them.`)
  return found.account_id
}

/** Throws OperatorRefused when it was paid already: under the lock, so that of two who say so at once one is told. */
export async function invoicePaid(
  house: { db: Kysely<DB>; auditKey: Buffer },
  number: number,
  as: typeof asOperator = asOperator,
): Promise<void> {
  const accountId = await accountOf(house.db, number)
  const about = { accounts: [accountId] }
  await as(house, about, ['invoice.paid', 'account.subscription_changed'], async ({ now, within }) => {
    const here = within(accountId)
    const { id, total, currency, due_at, paid_at } = await ours(here, 'invoice')
      .selectAll('invoice')
      .where('invoice.number', '=', number)
      .executeTakeFirstOrThrow()
    if (paid_at) {
      if (as === asUsher) return { result: null, trace: nothing('it is paid already') }
      throw new OperatorRefused(`Invoice ${invoiceNumber(number)} was paid on ${paid_at.toISOString().slice(0, 10)}.`)
    }
    // Of an account that was erased there is nothing left to come back; its log begins anew with this.
    const isThere = await accountIsThere(here)
    const billing = isThere ? await billingOf(here) : null
    await markInvoicePaid(here, id, now)
    const shape = { number, total, currency, dueAt: due_at.toISOString() }
    const trace: Told<'invoice.paid' | 'account.subscription_changed'>[] = [
      {
        what: 'invoice.paid',
        on: id,
        before: { ...shape, paidAt: null },
        after: { ...shape, paidAt: now.toISOString() },
        account: accountId,
      },
    ]
    if (!billing) return { result: null, trace }
    const { subscription, currency: agreed, lapsesAt } = billing
    const wasAway = lapsesAt !== null && lapsesAt <= now
    const lapses = subscription && (await noteLapse(here))
    if (subscription && agreed && wasAway && (!lapses || lapses > now)) {
      const after = resumed(subscription, now)
      if (after !== subscription) {
        await writeSubscription(here, after, agreed)
        trace.push({
          what: 'account.subscription_changed',
          on: accountId,
          before: subscriptionShape(subscription, agreed),
          after: subscriptionShape(after, agreed),
        })
      }
    }
    return { result: null, trace }
  })
}
