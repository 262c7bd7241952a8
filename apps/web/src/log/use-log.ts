// The account's entries of one filter, newest first, page by page.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import type { Inputs } from '@usher/client'
import { trpc } from '../trpc.ts'

export type LogFilter = Omit<NonNullable<Inputs['log']['list']>, 'before'>

export function useLog(filter: LogFilter) {
  const { client } = trpc.useUtils()
  const log = useInfiniteQuery({
    queryKey: getQueryKey(trpc.log.list, filter, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.log.list.query({ ...filter, ...(pageParam > 0 && { before: pageParam }) }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ entries, more }) => (more ? entries.at(-1)?.seq : undefined),
  })
  return { ...log, entries: log.data?.pages.flatMap((page) => page.entries) }
}
