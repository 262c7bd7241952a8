// What the log page shows, kept in its address: who acted, which kinds, which days, and the open entry.
import { useNavigate, useSearch } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import { auditKinds, type AuditKind } from '@usher/domain'
import type { LogFilter } from './use-log.ts'

// z.enum wants to know that there is at least one.
const kind = z.enum(auditKinds as [AuditKind, ...AuditKind[]])
const dayField = z.iso.date().optional().catch(undefined)
const logSearch = z.object({
  actor: z.uuid().optional().catch(undefined),
  on: z.uuid().optional().catch(undefined),
  kinds: z.array(kind).default([]).catch([]),
  /** Days in the reader's time zone, both included. */
  from: dayField,
  until: dayField,
  request: z.coerce.string().max(100).optional().catch(undefined),
  entry: z.uuid().optional().catch(undefined),
})
export type LogSearch = z.output<typeof logSearch>
export type ChangeLogSearch = (patch: { [K in keyof LogSearch]?: LogSearch[K] | undefined }) => void

const written = (search: object): object =>
  Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )

export function useLogSearch(): [LogSearch, ChangeLogSearch] {
  const given = useSearch({ strict: false })
  const search = useMemo(() => logSearch.parse(given), [given])
  const navigate = useNavigate()
  const change: ChangeLogSearch = useCallback(
    (patch) =>
      void navigate({
        to: '.',
        search: (now: object) => written({ ...logSearch.parse(now), ...patch }),
        resetScroll: false,
      }),
    [navigate],
  )
  return [search, change]
}

/** As the API takes it: from the beginning of the first day to the end of the last. */
export function filterOf({ actor, on, kinds, from, until, request }: LogSearch): LogFilter {
  return {
    ...(actor && { actor }),
    ...(on && { on }),
    ...(kinds.length > 0 && { kinds }),
    ...(from && { from: dayjs(from).startOf('day').toISOString() }),
    ...(until && { until: dayjs(until).add(1, 'day').startOf('day').toISOString() }),
    ...(request && { request }),
  }
}

/** Lets every entry through. */
export const unfiltered: Parameters<ChangeLogSearch>[0] = {
  actor: undefined,
  on: undefined,
  kinds: [],
  from: undefined,
  until: undefined,
  request: undefined,
}

export const isFiltered = (search: LogSearch): boolean => Object.keys(filterOf(search)).length > 0

/** The same entries as a CSV file. */
export function csvLink(slug: string, search: LogSearch): string {
  const { kinds, ...rest } = filterOf(search)
  const query = new URLSearchParams(
    Object.entries({ ...rest, kinds: kinds?.join(',') }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    ),
  )
  return `/api/${encodeURIComponent(slug)}/log.csv${query.size ? `?${query}` : ''}`
}
