// Usage: what of an account was used, as it was counted (count-usage.ts). Totals for those who have them, programs included; by
// file, folder, person and key for administrators and developers (rules §1).
import { z } from 'zod'
import {
  dayIn,
  daysOf,
  measureNames,
  noUse,
  Problem,
  rangeAtMost,
  rangeBefore,
  rangeUntil,
  storedFamilies,
  usageByNames,
  type AssetId,
  type DayRange,
  type Figures,
  type Measure,
  type UsageBy,
} from '@usher/domain'
import { ourAccount } from '../access/ours.ts'
import { visible, type InLibrary } from '../access/reach.ts'
import { storedNow, storedOn, usageBySomething, usageIn, type WhichUses } from '../access/usage.ts'
import type { InAccount } from '../context.ts'
import { dayField } from '../fields.ts'
import { can, router } from '../trpc.ts'

const wrongDay = { error: 'Give a day from 2000 to 2999, like 2030-01-31.' }
/** So many days, the last of which is `to`: today, where nothing is said. */
export const rangeFields = {
  days: z.coerce
    .number<number>({ error: 'Give a whole number of days.' })
    .pipe(
      z
        .int({ error: 'Give a whole number of days.' })
        .min(1, { error: 'Give 1 day or more.' })
        .max(rangeAtMost, { error: `Give at most ${rangeAtMost} days.` }),
    )
    .default(30),
  to: dayField.refine((day) => day >= '2000' && day < '3000', wrongDay).optional(),
}
interface AskedRange {
  days: number
  to?: string | undefined
}
type At = InAccount & { now: Date }

async function rangeOf(ctx: At, { days, to }: AskedRange) {
  const { time_zone: timeZone } = await ourAccount(ctx)
  const today = dayIn(timeZone, ctx.now)
  return { timeZone, today, range: rangeUntil(to ?? today, days) }
}

/** The figures of each day of a range, and of all of it; beside as many days before. */
export async function totalsIn(ctx: At, asked: AskedRange) {
  const at = await rangeOf(ctx, asked)
  const before = rangeBefore(at.range)
  const { total, days } = await usageIn(ctx, at.range)
  const earlier = await usageIn(ctx, before)
  const each = (range: DayRange, found: ReadonlyMap<string, Figures>) =>
    daysOf(range).map((day) => ({ day, ...(found.get(day) ?? noUse) }))
  return {
    ...at,
    before,
    total,
    totalBefore: earlier.total,
    days: each(at.range, days),
    daysBefore: each(before, earlier.days),
  }
}

/** What is in storage now, and what was on the days of a range that it was noted on. */
export async function storageIn(ctx: At, asked: AskedRange) {
  const { range, timeZone, today } = await rangeOf(ctx, asked)
  const now = await storedNow(ctx)
  const days = await storedOn(ctx, range)
  // What was noted of today is from an hour ago.
  if (range.from <= today && today <= range.to) days.set(today, now)
  return {
    timeZone,
    range,
    now,
    days: [...days].map(([day, stored]) => ({
      day,
      bytes: Object.fromEntries(storedFamilies.map((f) => [f, stored[f].bytes])) as Record<keyof typeof now, number>,
    })),
  }
}

export const detailFields = {
  ...rangeFields,
  sort: z.enum(measureNames as [Measure, ...Measure[]]).default('downloads'),
  /** Of folders: those in this one, or (null) those at the top. */
  inside: z
    .uuid()
    .transform((id) => id as AssetId) // looked for below among what is visible
    .nullable()
    .default(null),
}
/** What was used by each of them, most of it first. Throws `not_found` for a folder that is not there. */
export async function detailsIn(ctx: At & InLibrary, { days, to, ...which }: AskedRange & Omit<WhichUses, 'range'>) {
  const { inside } = which
  if (inside) {
    const found = await visible(ctx).select(['asset.kind']).where('asset.id', '=', inside).executeTakeFirst()
    if (found?.kind !== 'folder') throw new Problem('not_found')
  }
  const { range } = await rangeOf(ctx, { days, to })
  return usageBySomething(ctx, { ...which, range })
}

const perPage = 20
export const usage = router({
  days: can('analytics.totals')
    .forKeys('usage', 'read')
    .input(rangeFields)
    .read(({ ctx, input }) => totalsIn(ctx, input)),

  storage: can('analytics.totals')
    .forKeys('usage', 'read')
    .input(rangeFields)
    .read(({ ctx, input }) => storageIn(ctx, input)),

  /** By file, folder, person or key; `next` asks for those after. */
  by: can('analytics.details')
    .input({
      ...detailFields,
      by: z.enum(usageByNames as [UsageBy, ...UsageBy[]]),
      skip: z.int().min(0).max(10_000).default(0),
    })
    .read(async ({ ctx, input }) => {
      const rows = await detailsIn(ctx, { ...input, limit: perPage + 1 })
      return { rows: rows.slice(0, perPage), next: rows.length > perPage ? input.skip + perPage : null }
    }),
})
