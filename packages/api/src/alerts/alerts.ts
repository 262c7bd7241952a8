// Alerts, for those who pay (rules §1): what is watched at which figure, and how far it has come. Telling is a job of its own
// (tell-of-alerts.ts), each at most once a month.
import { z } from 'zod'
import {
  alertsAtMost,
  inOne,
  nothing,
  Problem,
  thresholdAtMost,
  watchedNames,
  type AlertShape,
  type Watched,
} from '@usher/domain'
import { addAlert, changeAlert, sameAlert } from '../access/alerts.ts'
import { ours, removeOurs } from '../access/ours.ts'
import { can, router } from '../trpc.ts'
import { watchedFigures } from './figures.ts'

const fields = {
  what: z.enum(watchedNames as [Watched, ...Watched[]]),
  /** In gigabytes, times, or the currency of the price list. */
  wanted: z
    .int({ error: 'Give a whole number.' })
    .min(1, { error: 'Give 1 or more.' })
    .max(thresholdAtMost, { error: 'Give 1,000,000 or less.' }),
}
const shapeOf = ({ what, wanted }: { what: Watched; wanted: number }, currency: string): AlertShape => ({
  what,
  threshold: wanted * inOne[what],
  currency: what === 'spend' ? currency : null,
})
const asShape = ({ what, threshold, currency }: AlertShape): AlertShape => ({ what, threshold, currency })
export const alerts = router({
  list: can('billing.alerts').read(async ({ ctx }) => {
    const { currency } = ctx.house.prices
    const { figures, month } = await watchedFigures(ctx, currency)
    const rows = await ours(ctx, 'alert').selectAll('alert').execute()
    const inOrder = rows.toSorted(
      (a, b) => watchedNames.indexOf(a.what) - watchedNames.indexOf(b.what) || a.threshold - b.threshold,
    )
    return {
      currency,
      /** The first day of the month that is counted. */
      month,
      limit: alertsAtMost,
      alerts: inOrder.map(({ id, ...alert }) => {
        // What is invoiced in another currency than the price list's is none of that one's.
        const figure = alert.currency === null || alert.currency === currency ? figures[alert.what] : 0
        return { id, ...asShape(alert), figure, isReached: figure >= alert.threshold }
      }),
    }
  }),

  /** Throws `alerts_full`. */
  create: can('billing.alerts')
    .input(fields)
    .change('alert.created', async ({ ctx, input, done }) => {
      const shape = shapeOf(input, ctx.house.prices.currency)
      const there = await sameAlert(ctx, shape)
      const id = there ? null : await addAlert(ctx, shape, ctx.now)
      if (id) return done({ id }, { on: id, before: null, after: shape })
      const same = there ?? (await sameAlert(ctx, shape))
      if (!same) throw new Problem('alerts_full', { limit: alertsAtMost })
      return done({ id: same.id }, nothing('there is such an alert already'))
    }),

  change: can('billing.alerts', { alertId: 'alert' })
    .input(fields)
    .change('alert.changed', async ({ ctx, input, the: { alert }, done }) => {
      const shape = shapeOf(input, ctx.house.prices.currency)
      const same = await sameAlert(ctx, shape)
      if (same || !(await changeAlert(ctx, alert.id, shape)))
        return done({ id: same?.id ?? alert.id }, nothing('there is such an alert already'))
      return done({ id: alert.id }, { on: alert.id, before: asShape(alert), after: shape })
    }),

  delete: can('billing.alerts', { alertId: 'alert' }).change('alert.deleted', async ({ ctx, the: { alert }, done }) => {
    await removeOurs(ctx, 'alert', [alert.id])
    return done(null, { on: alert.id, before: asShape(alert), after: null })
  }),
})
