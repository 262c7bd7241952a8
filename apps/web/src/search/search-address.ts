// What is searched for, kept in its address: words, tags, types, dates, sizes, dimensions, owner, and where. Back works,
// and a search can be sent to somebody. A value that makes no sense counts as left out.
import { useNavigate, useSearch } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import type { Inputs } from '@usher/client'
import { mediaFamilyNames, type MediaFamily } from '@usher/domain'

export const sorts = ['name', 'changed', 'size', 'created'] as const
export type SearchSort = (typeof sorts)[number]

// z.enum wants to know that there is at least one.
const family = z.enum(mediaFamilyNames as [MediaFamily, ...MediaFamily[]])
const day = z.iso.date().optional().catch(undefined)
const figure = z.coerce.number().positive().optional().catch(undefined)
const searchAddress = z.object({
  // A search for 2026 stands in the address as a number.
  q: z.coerce.string().max(200).default('').catch(''),
  /** The folder to look in, with all below it; left out: everywhere. */
  in: z.uuid().optional().catch(undefined),
  tags: z.array(z.coerce.string().max(50)).max(20).default([]).catch([]),
  types: z.array(family).default([]).catch([]),
  /** Days in the reader's time zone, both included. */
  from: day,
  until: day,
  takenFrom: day,
  takenUntil: day,
  /** MB */
  sizeFrom: figure,
  sizeTo: figure,
  /** Pixels, at least. */
  width: figure,
  height: figure,
  owner: z.uuid().optional().catch(undefined),
  sort: z.enum(sorts).default('name').catch('name'),
  desc: z.boolean().default(false).catch(false),
})
export type Searched = z.output<typeof searchAddress>
export type ChangeSearched = (
  patch: { [K in keyof Searched]?: Searched[K] | undefined },
  how?: { replace?: boolean },
) => void

const written = ({ sort, desc, ...rest }: Searched): object =>
  Object.fromEntries(
    Object.entries({ ...rest, sort: sort === 'name' ? undefined : sort, desc: desc || undefined }).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  )

export function useSearched(): [Searched, ChangeSearched] {
  const given = useSearch({ strict: false })
  const searched = useMemo(() => searchAddress.parse(given), [given])
  const navigate = useNavigate()
  const change: ChangeSearched = useCallback(
    (patch, { replace = false } = {}) =>
      void navigate({
        to: '.',
        search: (now: object) => written({ ...searchAddress.parse(now), ...patch } as Searched),
        replace,
        resetScroll: false,
      }),
    [navigate],
  )
  return [searched, change]
}

/** Narrows nothing; where one looks and in which order stay. */
export const unnarrowed: Parameters<ChangeSearched>[0] = {
  q: '',
  tags: [],
  types: [],
  from: undefined,
  until: undefined,
  takenFrom: undefined,
  takenUntil: undefined,
  sizeFrom: undefined,
  sizeTo: undefined,
  width: undefined,
  height: undefined,
  owner: undefined,
}
/** Those that only show once they are asked for. */
const further = ['takenFrom', 'takenUntil', 'sizeFrom', 'sizeTo', 'width', 'height'] as const
export const isFurther = (searched: Searched): boolean => further.some((field) => searched[field] !== undefined)
/** How many filters are set, beside the words. */
export const filtersOf = (searched: Searched): number =>
  (searched.tags.length ? 1 : 0) +
  (searched.types.length ? 1 : 0) +
  (['from', 'until', 'owner', ...further] as const).filter((field) => searched[field] !== undefined).length
export const isNarrowed = (searched: Searched): boolean => searched.q.trim() !== '' || filtersOf(searched) > 0

const megabyte = 1_000_000

/** As the API takes it: from the beginning of the first day to the end of the last. */
export function askedOf(s: Searched): Inputs['search']['assets'] {
  return {
    folderId: s.in ?? null,
    ...(s.q.trim() && { name: s.q.trim() }),
    tags: s.tags,
    types: s.types,
    ...(s.from && { changedFrom: dayjs(s.from).startOf('day').toISOString() }),
    ...(s.until && { changedUntil: dayjs(s.until).add(1, 'day').startOf('day').toISOString() }),
    ...(s.takenFrom && { takenFrom: s.takenFrom }),
    ...(s.takenUntil && { takenTo: s.takenUntil }),
    ...(s.sizeFrom && { sizeFrom: Math.round(s.sizeFrom * megabyte) }),
    ...(s.sizeTo && { sizeTo: Math.round(s.sizeTo * megabyte) }),
    ...(s.width && { widthFrom: Math.round(s.width) }),
    ...(s.height && { heightFrom: Math.round(s.height) }),
    ...(s.owner && { owner: s.owner }),
    sort: s.sort,
    descending: s.desc,
  }
}
