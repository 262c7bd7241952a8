// What the person who looks owns, page by page.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { useMemo } from 'react'
import { trpc } from '../trpc.ts'

export function useOwned() {
  const { client } = trpc.useUtils()
  const owned = useInfiniteQuery({
    staleTime: 0,
    queryKey: getQueryKey(trpc.myAccess.owned, {}, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.myAccess.owned.query({ ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const pages = owned.data?.pages
  return { ...owned, assets: useMemo(() => pages?.flatMap((page) => page.assets), [pages]) }
}
