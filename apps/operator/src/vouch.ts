// operator vouch EMAIL: where there is no mail to prove an address with, the operator's word for it.
import { Argument, type Command } from 'commander'
import { vouchFor } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { emailArgument } from './words.ts'

export function vouch(program: Command): void {
  program
    .command('vouch')
    .addArgument(new Argument('<email>', 'whose address').argParser(emailArgument))
    .description('say that an address belongs to the person who signs in with it')
    .action(async (email: string) => {
      const { name, email: address, changed } = await withHouse((house) => vouchFor(house, email))
      if (!changed) return console.log(`The address of ${name} <${address}> is proven already.`)
      console.log(
        `The address of ${name} <${address}> counts as proven. Their password stays: if somebody else may have set it,`,
      )
      console.log(`have a new one chosen: operator reset-link ${address}`)
    })
}
