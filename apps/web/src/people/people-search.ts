// What the people page shows, kept in its address: chip, search, roles, sorting, page and the open drawer. Back works.
// A value in the address that makes no sense counts as left out.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import { roles } from '@usher/domain'

export const states = ['all', 'active', 'invited', 'suspended'] as const
export const sorts = ['name', 'role', 'lastActive', 'since'] as const
export const tabs = ['access', 'sessions', 'history'] as const

export const peopleSearch = z.object({
  q: z.coerce.string().max(200).default('').catch(''),
  state: z.enum(states).default('all').catch('all'),
  roles: z.array(z.enum(roles)).default([]).catch([]),
  sort: z.enum(sorts).default('name').catch('name'),
  desc: z.boolean().default(false).catch(false),
  page: z.coerce.number().int().min(1).max(10_000).default(1).catch(1),
  /** The member or invitation whose drawer is open. */
  person: z.uuid().optional().catch(undefined),
  /** What can be opened from elsewhere by a link. */
  dialog: z.enum(['add', 'askForMore']).optional().catch(undefined),
  tab: z.enum(tabs).default('access').catch('access'),
})
export type PeopleSearch = z.output<typeof peopleSearch>

/** Only what differs from the beginning stands in the address. */
const beginning: PeopleSearch = peopleSearch.parse({})
const written = (search: PeopleSearch): Partial<PeopleSearch> =>
  Object.fromEntries(
    Object.entries(search).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(beginning[key as keyof PeopleSearch]),
    ),
  )

export type ChangeSearch = (patch: Partial<PeopleSearch>, how?: { replace?: boolean }) => void

/** What is shown, and how to show something else. A new filter begins at the first page. */
export function usePeopleSearch(): [PeopleSearch, ChangeSearch] {
  const given = useSearch({ strict: false })
  const search = useMemo(() => peopleSearch.parse(given), [given])
  const navigate = useNavigate()
  const change: ChangeSearch = useCallback(
    (patch, { replace = false } = {}) => {
      const filters = 'q' in patch || 'state' in patch || 'roles' in patch || 'sort' in patch || 'desc' in patch
      void navigate({
        to: '.',
        search: (now: object) => written({ ...peopleSearch.parse(now), ...(filters && { page: 1 }), ...patch }),
        replace,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [search, change]
}
