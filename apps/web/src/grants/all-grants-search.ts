// What the page of every grant shows, kept in its address: state, the thing's name, level, whom it is to, who gave it, and
// the order. A value in the address that makes no sense counts as left out.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import type { Inputs } from '@usher/client'
import { levels } from '@usher/domain'

export const states = ['all', 'active', 'ending', 'without_effect', 'ended'] as const
export const sorts = ['thing', 'to', 'level', 'ends', 'given'] as const

const allGrantsSearch = z.object({
  q: z.coerce.string().max(200).default('').catch(''),
  state: z.enum(states).default('all').catch('all'),
  level: z.enum(levels).optional().catch(undefined),
  member: z.uuid().optional().catch(undefined),
  group: z.uuid().optional().catch(undefined),
  by: z.uuid().optional().catch(undefined),
  sort: z.enum(sorts).default('given').catch('given'),
  desc: z.boolean().default(true).catch(true),
})
export type AllGrantsSearch = z.output<typeof allGrantsSearch>
export type ChangeAllGrants = (
  patch: { [K in keyof AllGrantsSearch]?: AllGrantsSearch[K] | undefined },
  how?: { replace?: boolean },
) => void

/** Only what differs from the beginning stands in the address. */
const beginning: AllGrantsSearch = allGrantsSearch.parse({})
const written = (search: AllGrantsSearch): object =>
  Object.fromEntries(Object.entries(search).filter(([key, value]) => value !== beginning[key as keyof AllGrantsSearch]))

export function useAllGrantsSearch(): [AllGrantsSearch, ChangeAllGrants] {
  const given = useSearch({ strict: false })
  const search = useMemo(() => allGrantsSearch.parse(given), [given])
  const navigate = useNavigate()
  const change: ChangeAllGrants = useCallback(
    (patch, { replace = false } = {}) =>
      void navigate({
        to: '.',
        search: (now: object) => written(allGrantsSearch.parse({ ...allGrantsSearch.parse(now), ...patch })),
        replace,
        resetScroll: false,
      }),
    [navigate],
  )
  return [search, change]
}

type Filter = Omit<NonNullable<Inputs['grants']['listAll']>, 'sort' | 'descending' | 'after'>
/** As the API takes it. */
export const filterOf = ({ q, state, level, member, group, by }: AllGrantsSearch): Filter => ({
  ...(q.trim() && { name: q }),
  ...(state !== 'all' && { state }),
  ...(level && { level }),
  ...(member && { memberId: member }),
  ...(group && { groupId: group }),
  ...(by && { givenBy: by }),
})

/** Lets every grant through. */
export const unfiltered: Parameters<ChangeAllGrants>[0] = {
  q: '',
  state: 'all',
  level: undefined,
  member: undefined,
  group: undefined,
  by: undefined,
}
export const isFiltered = (search: AllGrantsSearch): boolean => Object.keys(filterOf(search)).length > 0

/** The same grants as a CSV file. */
export function csvLink(slug: string, search: AllGrantsSearch): string {
  const query = new URLSearchParams(
    Object.entries(filterOf(search)).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return `/api/${encodeURIComponent(slug)}/grants.csv${query.size ? `?${query}` : ''}`
}
