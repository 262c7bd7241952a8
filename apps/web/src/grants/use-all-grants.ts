// The account's grants of one filter in one order, page by page.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import type { Outputs } from '@usher/client'
import { trpc } from '../trpc.ts'
import { filterOf, type AllGrantsSearch } from './all-grants-search.ts'

export type GrantOfAccount = Outputs['grants']['listAll']['grants'][number]

export function useAllGrants(search: AllGrantsSearch) {
  const { client } = trpc.useUtils()
  const asked = { ...filterOf(search), sort: search.sort, descending: search.desc }
  const list = useInfiniteQuery({
    queryKey: getQueryKey(trpc.grants.listAll, asked, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.grants.listAll.query({ ...asked, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  return { ...list, grants: list.data?.pages.flatMap((page) => page.grants) }
}
