// operator reset-link EMAIL: where there is no mail, a link to hand on for a new password.
import { Argument, type Command } from 'commander'
import { makeResetLink } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { amount, emailArgument } from './words.ts'

export function resetLink(program: Command): void {
  program
    .command('reset-link')
    .addArgument(new Argument('<email>', 'whose sign-in').argParser(emailArgument))
    .description('make a link with which somebody chooses a new password')
    .action(async (email: string) => {
      const made = await withHouse((house) => makeResetLink(house, email))
      console.log(made.link)
      console.error(
        `For ${made.name} <${made.email}>. It works once, for ${amount(made.hours, 'hour')}; hand it to nobody else.`,
      )
    })
}
