// A subscription that began some days ago, with every invoice since, of which all but the last are paid: what the demo shows.
import type { Kysely } from 'kysely'
import { choose, daysAfter, monthAt, type AccountId, type Told, type Wanted } from '@usher/domain'
import { writeSubscription } from '../access/billing.ts'
import type { DB } from '../db/schema.ts'
import { asOperator } from '../operator-change.ts'
import { invoicePeriods, type Issued } from './invoicing.ts'
import { invoicePaid } from './invoice-paid.ts'
import type { PriceList } from './price-list.ts'
import { subscriptionShape } from './subscription-shape.ts'

/** By the operator, and without a mail. */
export async function subscribeSince(
  house: { db: Kysely<DB>; auditKey: Buffer; prices: PriceList },
  accountId: AccountId,
  wanted: Wanted,
  days: number,
): Promise<void> {
  const { prices } = house
  const about = { accounts: [accountId] }
  const numbers = await asOperator(house, about, ['account.subscribed', 'invoice.issued'], async ({ now, within }) => {
    const here = within(accountId)
    const done = choose(null, wanted, prices.plans, daysAfter(now, -days))
    if (done.does !== 'start') throw new Error('whoever has nothing starts')
    await writeSubscription(here, { ...done.after, invoicedMonths: 0 }, prices.currency)
    // Each on the day on which its period began.
    const issued: Issued[] = []
    let subscription = { ...done.after, invoicedMonths: 0 }
    for (let at = subscription.anchorAt; at <= now; at = monthAt(subscription, subscription.invoicedMonths)) {
      const one = await invoicePeriods(here, { subscription, currency: prices.currency }, prices, at)
      issued.push(...one.issued)
      subscription = one.subscription
    }
    const after = subscriptionShape(subscription, prices.currency)
    const trace: Told<'account.subscribed' | 'invoice.issued'>[] = [
      { what: 'account.subscribed', on: accountId, before: null, after },
      ...issued.map((i) => i.entry),
    ]
    return { result: issued.map((i) => i.entry.after?.number ?? 0), trace }
  })
  for (const number of numbers.slice(0, -1)) await invoicePaid(house, number)
}
