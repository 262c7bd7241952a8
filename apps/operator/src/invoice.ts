// operator invoice list, operator invoice paid N: what is open, and what has come in.
import type { Command } from 'commander'
import { invoiceNumber, moneyInWords } from '@usher/domain'
import { invoicePaid, listInvoices } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { moment, numberUpTo, table } from './words.ts'

export function invoice(program: Command): void {
  const command = program.command('invoice').description('what accounts are to pay, and have paid')

  command
    .command('list')
    .option('--all', 'the paid ones too')
    .description('the invoices that are not paid')
    .action(async ({ all = false }: { all?: boolean }) => {
      const found = await withHouse(({ db }) => listInvoices(db, all))
      if (!found.length) return console.log(all ? 'There are no invoices.' : 'Nothing is to be paid.')
      console.log(
        table(
          ['number', 'account', 'issued', 'due', 'state', 'total'],
          found.map((i) => [
            String(i.number),
            i.slug === null ? `${i.account} (erased)` : `${i.account} (${i.slug})`,
            moment(i.issuedAt),
            moment(i.dueAt),
            i.paidAt ? `paid ${moment(i.paidAt)}` : i.state,
            moneyInWords(i.total, i.currency, 'en'),
          ]),
        ),
      )
    })

  command
    .command('paid')
    .argument('<number>', 'the number of the invoice, with or without what stands before it', (typed: string) =>
      numberUpTo(2_147_483_647)(typed.replace(/^U-0*/i, '')),
    )
    .description('an invoice is paid; a plan that it had taken away is back')
    .action(async (number: number) => {
      await withHouse((house) => invoicePaid(house, number))
      console.log(`Invoice ${invoiceNumber(number)} is paid.`)
    })
}
