// The job of billing: every hour, what has begun is invoiced, what is open is collected, and what is due is told of. Nothing
// takes effect by it: plans are computed from dates, and an hour late is an hour late.
import type { Kysely } from 'kysely'
import { nothing } from '@usher/domain'
import { deletedAccounts } from '../accounts/deleted-accounts.ts'
import { billingOf } from '../access/billing.ts'
import type { DB } from '../db/schema.ts'
import { asUsher } from '../operator-change.ts'
import { invoicePeriods, mailsOf } from './invoicing.ts'
import { invoicePaid } from './invoice-paid.ts'
import { byInvoice, type Payment } from './payment.ts'
import type { PriceList } from './price-list.ts'
import { tellOfInvoices } from './tell-of-invoices.ts'

interface BillingHouse {
  db: Kysely<DB>
  auditKey: Buffer
  prices: PriceList
}

/** Can be run any number of times, by several processes at once: under the account's lock each period is invoiced once. */
export async function billAll(house: BillingHouse, payment: Payment = byInvoice): Promise<void> {
  const { db, prices } = house
  const failed: unknown[] = []
  /** One account that cannot be billed at this moment keeps nobody else's from being so. */
  const each = (work: Promise<unknown>) => work.catch((error: unknown) => void failed.push(error))
  const running = db.selectFrom('subscription').select('account_id').where('account_id', 'not in', deletedAccounts(db))
  for (const { account_id } of await running.execute())
    await each(
      asUsher(house, { accounts: [account_id] }, ['invoice.issued'], async ({ now, within }) => {
        const here = within(account_id)
        const { subscription, currency, lapsesAt } = await billingOf(here)
        if (!subscription || !currency || (lapsesAt && lapsesAt <= now))
          return { result: null, trace: nothing('nothing runs') }
        const { issued } = await invoicePeriods(here, { subscription, currency }, prices, now)
        if (!issued.length) return { result: null, trace: nothing('everything is invoiced') }
        return { result: null, trace: issued.map((i) => i.entry), effects: await mailsOf(here, issued, now) }
      }),
    )
  const open = await db
    .selectFrom('invoice')
    .select(['id', 'number', 'total', 'currency'])
    .where('paid_at', 'is', null)
    .orderBy('number')
    .execute()
  for (const invoice of open)
    await each(
      payment.collect(invoice).then((isPaid) => (isPaid ? invoicePaid(house, invoice.number, asUsher) : undefined)),
    )
  await each(tellOfInvoices(db))
  if (failed.length) throw failed[0]
}
