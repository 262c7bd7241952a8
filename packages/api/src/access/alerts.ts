// The alerts of an account. Each has one of so many places, which the database gives to one of them alone: so the limit holds, and
// the same alert is there once, however many are made at once.
import { alertsAtMost, type AlertId, type AlertShape } from '@usher/domain'
import { broke } from '../db/broken-constraint.ts'
import { whole } from '../db/connect.ts'
import { ours, type ContentWriting } from './ours.ts'
import type { InAccount } from '../context.ts'

/** One that is the same. */
export const sameAlert = (ctx: InAccount, { what, threshold, currency }: AlertShape) =>
  ours(ctx, 'alert')
    .select('alert.id')
    .where('alert.what', '=', what)
    .where('alert.threshold', '=', threshold)
    .where('alert.currency', 'is not distinct from', currency)
    .executeTakeFirst()

/** Gives its id; null where no place is left, or the same is there by now. */
export async function addAlert(ctx: ContentWriting, shape: AlertShape, at: Date): Promise<AlertId | null> {
  const taken = new Set((await ours(ctx, 'alert').select('alert.place').execute()).map((a) => a.place))
  for (let place = 1; place <= alertsAtMost; place += 1) {
    if (taken.has(place)) continue
    const added = await whole(ctx.handle)
      .insertInto('alert')
      .values({ ...shape, account_id: ctx.accountId, place, made_at: at })
      // Waits for whoever takes the same place at this moment.
      .onConflict((c) => c.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added) return added.id
    if (await sameAlert(ctx, shape)) return null
  }
  return null
}

/** False where another one is the same by now: the transaction is broken then, and whoever asked writes nothing more in it. */
export const changeAlert = (ctx: ContentWriting, id: AlertId, shape: AlertShape): Promise<boolean> =>
  whole(ctx.handle)
    .updateTable('alert')
    .set(shape)
    .where('account_id', '=', ctx.accountId)
    .where('id', '=', id)
    .execute()
    .then(
      () => true,
      (error: unknown) => {
        if (broke(error, 'one_alert_at_a_figure')) return false
        throw error
      },
    )
