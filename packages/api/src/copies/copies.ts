// One's own copies that go on by themselves: how far each is, and the way to end it. Asked for by library.copy.
import { nothing } from '@usher/domain'
import { isAskedBy } from '../access/asked-by.ts'
import { forgetPlan, holdCopy } from '../access/copy-plan.ts'
import { changeOurs, ours, removeOurs } from '../access/ours.ts'
import { can, router } from '../trpc.ts'

export const copies = router({
  /** Those that go on, and those that ended and were not cleared, newest first. `problem`: why one stopped. */
  list: can('library.change')
    .forKeys('files', 'write')
    .read(({ ctx }) =>
      ours(ctx, 'copy')
        .select(['copy.id', 'copy.name', 'copy.state', 'copy.things', 'copy.handled', 'copy.copied', 'copy.problem'])
        .select(['copy.destination_id as destinationId', 'copy.asked_at as askedAt'])
        .where(isAskedBy('copy', ctx.actor))
        .orderBy('copy.asked_at', 'desc')
        .limit(50)
        .execute(),
    ),

  /** Ends it where it is: what is copied stays. */
  cancel: can('library.change', { copyId: 'copy' })
    .forKeys('files', 'write')
    .change([], async ({ ctx, the, done }) => {
      const copy = await holdCopy(ctx, the.copy.id)
      if (copy?.state !== 'running') return done(null, nothing('it has ended already'))
      await changeOurs(ctx, 'copy', [copy.id], { state: 'cancelled', ended_at: ctx.now })
      await forgetPlan(ctx, copy.id)
      return done(null, nothing('what is copied stays as it is'))
    }),

  /** Takes those that have ended off the list. */
  clear: can('library.change', { copyIds: 'copy' })
    .forKeys('files', 'write')
    .change([], async ({ ctx, the, done }) => {
      const ended = the.copys.filter(({ state }) => state !== 'running').map(({ id }) => id)
      await removeOurs(ctx, 'copy', ended)
      return done(null, nothing('the library stays as it is'))
    }),
})
