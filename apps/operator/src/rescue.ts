// operator rescue ACCOUNT EMAIL: when nobody can get in.
import { Argument, type Command } from 'commander'
import { findAccount, rescue as rescuePerson } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { amount, emailArgument, nameArgument } from './words.ts'

export function rescue(program: Command): void {
  program
    .command('rescue')
    .argument('<account>', 'its address, name or id')
    .addArgument(new Argument('<email>', 'who is to get in').argParser(emailArgument))
    .option('--name <name>', 'their name, if they are new here (otherwise what stands before the @)', nameArgument)
    .description('make somebody an active administrator of an account, and a link for them to sign in with')
    .action(async (account: string, email: string, { name }: { name?: string }) => {
      const { to, made } = await withHouse(async (house) => {
        const found = await findAccount(house.db, account)
        return { to: found, made: await rescuePerson(house, found.id, { email, name: name ?? null }) }
      })
      console.log(made.link)
      console.error(`${made.name} <${made.email}> is an administrator of ${to.name} (${to.slug}).`)
      console.error(
        `The link signs them in once, with a new password, within ${amount(made.hours, 'hour')}; hand it to nobody else.`,
      )
    })
}
