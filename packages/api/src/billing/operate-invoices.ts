// Invoices as the operator sees them.
import type { Kysely } from 'kysely'
import { invoiceStateAt, type InvoiceState } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'

export interface OperatorInvoice {
  number: number
  /** Its name; of one that was erased, whom the invoice is for. */
  account: string
  /** Null: the account was erased. */
  slug: string | null
  issuedAt: Date
  dueAt: Date
  paidAt: Date | null
  state: InvoiceState
  total: number
  currency: string
}

/** Those that are not paid, or all, by number. */
export async function listInvoices(db: Kysely<DB>, all: boolean): Promise<OperatorInvoice[]> {
  const now = await clock(db)
  const rows = await db
    .selectFrom('invoice as i')
    .leftJoin('account as a', 'a.id', 'i.account_id')
    .select(['i.number', 'a.name', 'a.slug', 'i.billed_to', 'i.issued_at as issuedAt', 'i.due_at as dueAt'])
    .select(['i.paid_at as paidAt', 'i.total', 'i.currency'])
    .$if(!all, (q) => q.where('i.paid_at', 'is', null))
    .orderBy('i.number')
    .execute()
  return rows.map(({ name, billed_to, ...i }) => ({
    ...i,
    account: name ?? billed_to.name,
    state: invoiceStateAt(i, now),
  }))
}
