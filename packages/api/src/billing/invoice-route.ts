// An invoice to keep: as a PDF, made from what was frozen when it was issued.
import { invoiceNumber } from '@usher/domain'
import { can } from '../trpc.ts'
import { invoicePdf } from './invoice-pdf.ts'

export const invoiceFile = can('billing.manage', { invoiceId: 'invoice' }).route(
  '/api/:account/invoices/:invoiceId',
  async ({ the: { invoice: i }, res }) => {
    const file = await invoicePdf({
      number: i.number,
      issuedAt: i.issued_at,
      dueAt: i.due_at,
      paidAt: i.paid_at,
      currency: i.currency,
      lines: i.lines,
      net: i.net,
      taxRate: i.tax_rate,
      tax: i.tax,
      total: i.total,
      billedTo: i.billed_to,
      seller: i.seller,
    })
    res
      .attachment(`Invoice ${invoiceNumber(i.number)}.pdf`)
      .type('application/pdf')
      .send(file)
  },
)
