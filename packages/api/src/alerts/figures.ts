// How far what is watched has come: storage as it is now, everything else this month, by the account's calendar.
import { dayIn, monthUntil, type Watched } from '@usher/domain'
import { invoicedSince } from '../access/billing.ts'
import { ourAccount } from '../access/ours.ts'
import { storedBytes, usageIn } from '../access/usage.ts'
import type { InAccount } from '../context.ts'

/** In bytes, times and cents of that currency (null: nothing invoiced is asked for); with the first day of the month that is counted. */
export async function watchedFigures(
  ctx: InAccount & { now: Date },
  currency: string | null,
): Promise<{ month: string; figures: Record<Watched, number> }> {
  const { time_zone } = await ourAccount(ctx)
  const range = monthUntil(dayIn(time_zone, ctx.now))
  const { total } = await usageIn(ctx, range)
  return {
    month: range.from,
    figures: {
      storage: await storedBytes(ctx),
      sentBytes: total.sentBytes,
      downloads: total.downloads,
      uploads: total.uploads,
      keyCalls: total.keyCalls,
      spend:
        currency === null
          ? 0
          : await invoicedSince(ctx, currency, (issuedAt) => dayIn(time_zone, issuedAt) >= range.from, ctx.now),
    },
  }
}
