// Usage as CSV, for spreadsheets: by the day, what is stored, and by file, folder, person and key.
import { z } from 'zod'
import {
  measureNames,
  measures,
  storedFamilies,
  mediaFamilies,
  usageBy,
  usageByNames,
  type UsageBy,
} from '@usher/domain'
import type { UsedBy } from '../access/usage.ts'
import { csvOf, type Columns } from '../csv.ts'
import { can } from '../trpc.ts'
import { detailFields, detailsIn, rangeFields, storageIn, totalsIn } from './usage.ts'

/** "Uploaded (bytes)" */
const headingOf = (measure: keyof typeof measures): string =>
  `${measures[measure].title}${measures[measure].unit === 'bytes' ? ' (bytes)' : ''}`

type DayRow = Awaited<ReturnType<typeof totalsIn>>['days'][number]
const dayColumns: Columns<DayRow> = {
  Day: (row) => row.day,
  ...Object.fromEntries(measureNames.map((m) => [headingOf(m), (row: DayRow) => row[m]])),
}
/** A line a day. */
export const usageCsv = can('analytics.totals')
  .forKeys('usage', 'read')
  .input(rangeFields)
  .route('/api/:account/usage.csv', async ({ ctx, input, res }) => {
    const { days, range } = await totalsIn(ctx, input)
    res.attachment(`usage ${range.from} to ${range.to}.csv`).type('text/csv').send(csvOf(dayColumns, days))
  })

type StorageRow = Awaited<ReturnType<typeof storageIn>>['days'][number]
const storageColumns: Columns<StorageRow> = {
  Day: (row) => row.day,
  ...Object.fromEntries(
    storedFamilies.map((f) => [`${mediaFamilies[f].title} (bytes)`, (row: StorageRow) => row.bytes[f]]),
  ),
}
/** A line for each day that it was noted on. */
export const storageCsv = can('analytics.totals')
  .forKeys('usage', 'read')
  .input(rangeFields)
  .route('/api/:account/storage.csv', async ({ ctx, input, res }) => {
    const { days, range } = await storageIn(ctx, input)
    res.attachment(`storage ${range.from} to ${range.to}.csv`).type('text/csv').send(csvOf(storageColumns, days))
  })

const columnsBy = (by: UsageBy): Columns<UsedBy> => ({
  Name: (row) => (row.id === null ? '(in no folder here)' : (row.name ?? '(gone)')),
  ...(by === 'files' && { Folder: (row: UsedBy) => row.path }),
  ...Object.fromEntries(usageBy[by].measures.map((m) => [headingOf(m), (row: UsedBy) => row[m]])),
})
/** A line for each of them, up to ten thousand. */
export const usageByCsv = can('analytics.details')
  .input({ ...detailFields, by: z.enum(usageByNames as [UsageBy, ...UsageBy[]]) })
  .route('/api/:account/usage/:by', async ({ ctx, input, res }) => {
    const rows = await detailsIn(ctx, { ...input, skip: 0, limit: 10_000 })
    res
      .attachment(`usage by ${input.by}.csv`)
      .type('text/csv')
      .send(csvOf(columnsBy(input.by), rows))
  })
