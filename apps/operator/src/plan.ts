// operator plan ACCOUNT PLAN: what support does when somebody buys.
import { Argument, type Command } from 'commander'
import { plans, type Plan } from '@usher/domain'
import { findAccount, previewPlan, setPlan } from '@usher/api/server'
import { withHouse } from './open-house.ts'
import { accountInWords, planEffectInWords } from './words.ts'

export function plan(program: Command): void {
  program
    .command('plan')
    .argument('<account>', 'its address, name or id')
    .addArgument(new Argument('<plan>', 'the plan from now on').choices(plans))
    .option('--preview', 'only say what it would do: what falls asleep, what comes back')
    .description('set the plan of an account')
    .action(async (account: string, wanted: Plan, { preview = false }: { preview?: boolean }) => {
      const lines = await withHouse(async (house) => {
        const { id, name, slug } = await findAccount(house.db, account)
        if (preview) return [`${name} (${slug}):`, ...planEffectInWords(await previewPlan(house, id, wanted))]
        return [accountInWords(await setPlan(house, id, wanted))]
      })
      console.log(lines.join('\n'))
    })
}
