// Two servers on one database, whose jobs run at once, and two who do the same at once: each period is invoiced once, and the
// numbers of the installation have no gap, also where somebody is refused in between.
import { describe, expect, it } from 'vitest'
import { addMonths } from '@usher/domain'
import { connect } from '../db/connect.ts'
import { auditKey } from '../testing/keys.ts'
import { moveClock, stayingSignedIn } from '../testing/clock.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'
import { billAll } from './bill-all.ts'
import { invoicePaid } from './invoice-paid.ts'
import { defaultPrices as prices } from './price-list.ts'

const { url, db } = await freshDatabase()
const servers = [await startServer(url), await startServer(url)]
const serverFor = (n: number) => servers[n % servers.length] ?? ''

const subscribers = await Promise.all(
  Array.from({ length: 6 }, async (_, n) => {
    const acme = await account(db, `Acme ${n}`, 'free')
    return { acme, fay: await acme.member('Fay', 'finance'), ada: await acme.member('Ada', 'account_admin') }
  }),
)
const numbers = async () =>
  (await db.selectFrom('invoice').select('number').orderBy('number').execute()).map((i) => i.number)
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

describe('at once', { timeout: 60_000 }, () => {
  it('finance and an administrator who subscribe make one subscription and one invoice', async () => {
    await Promise.all(
      subscribers.flatMap(({ fay, ada }, n) =>
        [fay, ada].map((who, m) => as(serverFor(n + m), who).billing.choose.mutate({ plan: 'paid', term: 'month' })),
      ),
    )
    expect(await numbers()).toEqual(upTo(6))
  })

  it('the jobs of two servers invoice each month once, without a gap', async () => {
    await moveClock(db, `${Math.ceil((addMonths(new Date(), 3).getTime() - Date.now()) / 1000) + 60} seconds`)
    await stayingSignedIn(db)
    const other = connect(url, 5)
    await Promise.all([db, other.db, db, other.db].map((each) => billAll({ db: each, auditKey, prices })))
    await other.db.destroy()
    expect(await numbers()).toEqual(upTo(6 * 4))
    const entries = await db.selectFrom('audit_entry').select('on_id').where('what', '=', 'invoice.issued').execute()
    expect(new Set(entries.map((e) => e.on_id)).size).toBe(6 * 3)
    expect(entries).toHaveLength(6 * 3)
    const mails = await db.selectFrom('mail').select('email').where('template', '=', 'invoice_issued').execute()
    // Each invoice, to finance and to the administrator.
    expect(mails).toHaveLength(6 * 4 * 2)
  })

  it('an invoice that is marked as paid twice is paid once, and whoever is second is told', async () => {
    const paid = () =>
      invoicePaid({ db, auditKey }, 3).then(
        () => 'paid',
        (error: Error) => error.message,
      )
    const answers = await Promise.all([paid(), paid()])
    expect(answers.toSorted().map((a) => a.slice(0, 24))).toEqual(['Invoice U-00003 was paid', 'paid'])
    expect(await db.selectFrom('audit_entry').select('id').where('what', '=', 'invoice.paid').execute()).toHaveLength(1)
    expect(await paid()).toMatch(/^Invoice U-00003 was paid on \d{4}-\d{2}-\d{2}\.$/)
  })

  it('what fails uses up no number', async () => {
    const before = await numbers()
    await expect(
      db.transaction().execute(async (trx) => {
        await trx
          .updateTable('invoice_number')
          .set((eb) => ({ last: eb('last', '+', 1) }))
          .execute()
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    const [first] = subscribers
    if (!first) throw new Error('there is somebody')
    await as(serverFor(0), first.fay).billing.choose.mutate({ plan: 'enterprise', term: 'month' })
    expect(await numbers()).toEqual(upTo(before.length + 1))
  })

  it('an invoice that was issued cannot be changed or deleted, by anybody', async () => {
    const change = () => db.updateTable('invoice').set({ total: 1, net: 1, tax: 0 }).where('number', '=', 1).execute()
    await expect(change()).rejects.toThrow('an invoice that was issued stays as it is')
    await expect(db.deleteFrom('invoice').where('number', '=', 1).execute()).rejects.toThrow('stays as it is')
    await expect(db.updateTable('invoice').set({ paid_at: null }).where('number', '=', 3).execute()).rejects.toThrow(
      'stays as it is',
    )
  })

  it('cancelled twice at once is cancelled once', async () => {
    const [, second] = subscribers
    if (!second) throw new Error('there is somebody')
    const answers = await Promise.all(
      [second.fay, second.ada].map((who, n) => refusal(as(serverFor(n), who).billing.cancel.mutate())),
    )
    expect(answers).toEqual([null, null])
    const entries = await db
      .selectFrom('audit_entry')
      .select('id')
      .where('what', '=', 'account.subscription_cancelled')
      .execute()
    expect(entries).toHaveLength(1)
  })
})
