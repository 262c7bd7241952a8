// operator plan ACCOUNT PLAN: what support does when somebody buys.
import { Argument, type Command } from 'commander'
import { plans, type Plan } from '@usher/domain'
import { findAccount, setPlan } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { accountInWords } from './words.ts'

export function plan(program: Command): void {
  program
    .command('plan')
    .argument('<account>', 'its address, name or id')
    .addArgument(new Argument('<plan>', 'the plan from now on').choices(plans))
    .description('set the plan of an account')
    .action(async (account: string, wanted: Plan) => {
      const state = await withHouse(async (house) => setPlan(house, (await findAccount(house.db, account)).id, wanted))
      console.log(accountInWords(state))
    })
}
