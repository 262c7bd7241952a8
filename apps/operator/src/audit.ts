// operator audit verify: does every entry of every log follow from the one before it?
import type { Command } from 'commander'
import { verifyChains } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { amount } from './words.ts'

export function audit(program: Command): void {
  program
    .command('audit')
    .description('the logs')
    .command('verify')
    .description('walk every chain of entries; prints each break and exits with 1 if there is any')
    .action(async () => {
      const { entries, chains, broken } = await withHouse(({ db, auditKey }) => verifyChains(db, auditKey))
      const read = `${amount(entries, 'entry', 'entries')} in ${amount(chains, 'chain')}`
      if (!broken.length) return console.log(`${read}: whole.`)
      for (const { chain, seq, says } of broken) console.log(`${chain} ${seq}: ${says}`)
      console.error(`${read}: ${amount(broken.length, 'break')}.`)
      process.exitCode = 1
    })
}
