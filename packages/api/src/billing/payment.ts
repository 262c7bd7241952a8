// How invoices get paid. A card provider joins as another of these: the job asks it for each invoice that is open, and what it
// says is paid is marked as paid, as the operator would.
import type { InvoiceId } from '@usher/domain'

export interface OpenInvoice {
  id: InvoiceId
  number: number
  /** In cents. */
  total: number
  currency: string
}
export interface Payment {
  /** Is it paid? Asked every hour, until it is: collecting twice has to be the same as once. */
  collect(invoice: OpenInvoice): Promise<boolean>
}

/** People pay what stands on the paper; whoever sees the money come in says so: operator invoice paid N. */
export const byInvoice: Payment = { collect: async () => false }
