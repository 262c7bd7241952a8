// Deleting an account, and taking that back (rules §1 and §6): by its administrators, who have taken everything out before. From
// that moment on nobody enters it; thirty days later it is erased (erase-accounts.ts).
import { z } from 'zod'
import { erasedAt, exportCounts, nothing, Problem, type Member } from '@usher/domain'
import { accountCounts } from '../access/account-rows.ts'
import { changeAccount } from '../access/account-settings.ts'
import { billingOf } from '../access/billing.ts'
import { ourAccount } from '../access/ours.ts'
import { exportedLately } from '../audit/exported-lately.ts'
import { runningAt } from '../billing/running.ts'
import type { Effect } from '../change.ts'
import type { Base, InAccount } from '../context.ts'
import { mustBeProvenLately } from '../session/proven-lately.ts'
import { can, router } from '../trpc.ts'
import { whoCanUndo } from './deleted-accounts.ts'
import { undoDeletion } from './undo-deletion.ts'

/** Is there a subscription that nobody has cancelled? */
async function subscriptionRuns(ctx: InAccount & Base): Promise<boolean> {
  const running = runningAt(await billingOf(ctx), ctx.now)
  return running !== null && running.agreed.next?.plan !== 'free'
}
const isExported = (ctx: InAccount & Base & { actor: Member }) => exportedLately(ctx, 'world', exportCounts)

export const accounts = router({
  /** What goes with the account, and whether what comes before deleting it is done: the export, by whoever asks, and cancelling. */
  whatGoes: can('account.own').read(async ({ ctx }) => ({
    ...(await accountCounts(ctx)),
    isExported: await isExported(ctx),
    subscriptionRuns: await subscriptionRuns(ctx),
  })),

  /** `name`: the account's, exactly. Throws `name_differs`, `not_exported`, `subscription_runs` and `password_again`. */
  delete: can('account.own')
    .input({ name: z.string().max(1000) })
    .change('account.deleted', async ({ ctx, input, done }) => {
      const { now, accountId, actor } = ctx
      const { name } = await ourAccount(ctx)
      if (input.name.normalize('NFC') !== name) throw new Problem('name_differs')
      if (!(await isExported(ctx))) throw new Problem('not_exported')
      if (await subscriptionRuns(ctx)) throw new Problem('subscription_runs')
      mustBeProvenLately(ctx)
      const deletedAt = now.toISOString()
      await changeAccount(ctx, { deleted_at: now })
      const about = { deletedAt, byId: actor.memberId }
      const mails: Effect[] = (await whoCanUndo(ctx, now)).map((email) => ({
        mail: { template: 'account_deleted', email, about },
      }))
      return done(
        { erasedAt: erasedAt(now) },
        { on: accountId, before: null, after: { deletedAt, ...(await accountCounts(ctx)) } },
        ...mails,
      )
    }),

  /** Within thirty days; everything is as it was. Throws `undo_over`. */
  restore: can('account.restore').change('account.restored', async ({ ctx, done }) =>
    done(null, (await undoDeletion(ctx, ctx.now)) ?? nothing('it is not deleted')),
  ),
})
