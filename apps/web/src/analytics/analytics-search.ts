// What the analytics page shows, kept in its address: how many days until when, which figure, and by what it is told apart.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import { measureNames, rangeAtMost, usageByNames, type Measure, type UsageBy } from '@usher/domain'

const measure = z.enum(measureNames as [Measure, ...Measure[]])
const shown = z.object({
  days: z.coerce.number().pipe(z.int().min(1).max(rangeAtMost)).default(30).catch(30),
  /** The last day, in the account's time zone; today, where nothing is said. */
  to: z.iso.date().optional().catch(undefined),
  measure: measure.default('downloads').catch('downloads'),
  by: z
    .enum(usageByNames as [UsageBy, ...UsageBy[]])
    .default('files')
    .catch('files'),
  /** Of folders: those in this one. */
  inside: z.uuid().optional().catch(undefined),
  sort: measure.default('downloads').catch('downloads'),
})
export type Shown = z.output<typeof shown>
export type ChangeShown = (patch: { [K in keyof Shown]?: Shown[K] | undefined }) => void

const usual = shown.parse({})
const written = (search: Shown): object =>
  Object.fromEntries(Object.entries(search).filter(([name, value]) => value !== usual[name as keyof Shown]))

export function useShown(): [Shown, ChangeShown] {
  const given = useSearch({ strict: false })
  const search = useMemo(() => shown.parse(given), [given])
  const navigate = useNavigate()
  const change: ChangeShown = useCallback(
    (patch) =>
      void navigate({
        to: '.',
        search: (now: object) => written({ ...shown.parse(now), ...patch } as Shown),
        resetScroll: false,
      }),
    [navigate],
  )
  return [search, change]
}

/** As the API takes it. */
export const rangeOf = ({ days, to }: Shown): { days: number; to?: string } => ({ days, ...(to && { to }) })

/** A table of these days as a CSV file. */
export const csvLink = (slug: string, table: string, search: Shown, more: Record<string, string> = {}): string =>
  `/api/${encodeURIComponent(slug)}/${table}?${new URLSearchParams({ days: String(search.days), ...(search.to && { to: search.to }), ...more })}`
