// Whoever pays is told of each alert that is reached, once in a month (of storage too), by mail; while the plan carries alerts.
import type { Kysely } from 'kysely'
import { carries, emailKey } from '@usher/domain'
import { deletedAccounts } from '../accounts/deleted-accounts.ts'
import { ourAccount } from '../access/ours.ts'
import { toldOfInvoices } from '../billing/invoicing.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import { putInOutbox } from '../mail/outbox.ts'
import { watchedFigures } from './figures.ts'

/** Can be run any number of times, by several processes at once: each mail has a name under which it is there once. */
export async function tellOfAlerts(db: Kysely<DB>): Promise<void> {
  const now = await clock(db)
  const all = await db
    .selectFrom('alert')
    .selectAll()
    .where('account_id', 'not in', deletedAccounts(db))
    .orderBy('account_id')
    .orderBy('id')
    .execute()
  for (const accountId of new Set(all.map((a) => a.account_id))) {
    const ctx = { handle: handleOf(db), accountId, now }
    if (!carries((await ourAccount(ctx)).plan, 'billing_alerts')) continue
    const emails = await toldOfInvoices(ctx, now)
    const alerts = all.filter((a) => a.account_id === accountId)
    // In each currency that something is watched in: once, and not for each alert.
    const read = new Map<string | null, Awaited<ReturnType<typeof watchedFigures>>>()
    for (const currency of new Set(alerts.map((a) => a.currency)))
      read.set(currency, await watchedFigures(ctx, currency))
    for (const { id, what, threshold, currency } of alerts) {
      const found = read.get(currency)
      if (!found) continue
      const { figures, month } = found
      const figure = figures[what]
      if (figure < threshold) continue
      await db.transaction().execute(async (trx) => {
        for (const email of emails) {
          const about = { alertId: id, figure: String(figure) }
          const once = `alert ${id} ${threshold} ${month} ${emailKey(email)}`
          await putInOutbox(trx, accountId, { template: 'alert', email, about }, once)
        }
      })
    }
  }
}
