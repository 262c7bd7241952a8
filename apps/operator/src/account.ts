// operator account create NAME, operator account list, operator account restore ACCOUNT.
import { Argument, InvalidArgumentError, Option, type Command } from 'commander'
import { planTitles, plans, type Plan } from '@usher/domain'
import { accountState, findAccount, listAccounts, openAccount, restoreAccount } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { accountInWords, emailArgument, nameArgument, table } from './words.ts'

interface Options {
  plan: Plan
  admin?: string
  name?: string
}

export function account(program: Command): void {
  const command = program.command('account').description('the accounts of this installation')
  command
    .command('create')
    .addArgument(new Argument('<name>', 'its name').argParser(nameArgument))
    .addOption(new Option('--plan <plan>', 'its plan').choices(plans).default('enterprise'))
    .option('--admin <email>', 'its first administrator', emailArgument)
    .option('--name <name>', 'their name, if they are new here (otherwise what stands before the @)', nameArgument)
    .description('open an account')
    .action(async (name: string, { plan, admin, name: called }: Options) => {
      if (called !== undefined && admin === undefined)
        throw new InvalidArgumentError('--name says who --admin is; give both.')
      const wanted = { name, plan, admin: admin === undefined ? null : { email: admin, name: called ?? null } }
      const state = await withHouse((house) => openAccount(house, wanted), { makes: true })
      console.log(accountInWords(state))
      if (admin !== undefined)
        console.log(`A link for ${admin} to choose a password, if they have none yet: operator reset-link ${admin}`)
    })

  command
    .command('list')
    .description('all accounts, with plan, seats and people')
    .action(async () => {
      const all = await withHouse(({ db }) => listAccounts(db))
      if (!all.length)
        return console.log('There is no account yet. The set-up link that the start prints makes the first one.')
      const rows = all.map((a) => [
        a.slug,
        a.name,
        a.deleted ? 'Deleted' : planTitles[a.plan],
        `${a.seatsUsed} of ${a.limits.seats}`,
        String(a.members),
        String(a.administrators),
        a.id,
      ])
      console.log(table(['ACCOUNT', 'NAME', 'PLAN', 'SEATS', 'MEMBERS', 'ADMINS', 'ID'], rows))
    })

  command
    .command('restore')
    .argument('<account>', 'its address, name or id')
    .description('undo the deletion of an account, within thirty days of it: everything is as it was')
    .action(async (named: string) => {
      const state = await withHouse(async (house) => {
        const found = await findAccount(house.db, named)
        await restoreAccount(house, found)
        return accountState(house.db, found.id)
      })
      console.log(accountInWords(state))
    })
}
