// operator limits ACCOUNT seats N: more, or less, than the plan gives.
import { Argument, type Command } from 'commander'
import { largestLimit, limitNames, type LimitName } from '@usher/domain'
import { findAccount, setLimit } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { accountInWords, numberUpTo } from './words.ts'

export function limits(program: Command): void {
  program
    .command('limits')
    .argument('<account>', 'its address, name or id')
    .addArgument(new Argument('<limit>', 'which limit').choices(limitNames))
    .argument('<value>', 'how many from now on', numberUpTo(largestLimit))
    .description('set a limit of an account')
    .action(async (account: string, limit: LimitName, value: number) => {
      const state = await withHouse(async (house) =>
        setLimit(house, (await findAccount(house.db, account)).id, limit, value),
      )
      console.log(accountInWords(state))
    })
}
