// What a search finds, page by page. While another search is on its way, what the last one found stays in sight.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { useMemo } from 'react'
import type { Outputs } from '@usher/client'
import { trpc } from '../trpc.ts'
import { askedOf, type Searched } from './search-address.ts'

export type Found = Outputs['search']['assets']['assets'][number]

export function useFound(searched: Searched, enabled: boolean) {
  const { client } = trpc.useUtils()
  const asked = askedOf(searched)
  const found = useInfiniteQuery({
    enabled,
    queryKey: getQueryKey(trpc.search.assets, asked, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.search.assets.query({ ...asked, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  const pages = found.data?.pages
  return {
    ...found,
    assets: useMemo(() => pages?.flatMap((page) => page.assets), [pages]),
    total: pages?.[0]?.total ?? null,
  }
}
