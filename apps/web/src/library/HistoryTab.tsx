// What happened to one file or folder, newest first, in sentences.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { EntryList } from '../log/EntryList.tsx'
import { trpc } from '../trpc.ts'

export function HistoryTab({ assetId }: { assetId: string }) {
  const { client } = trpc.useUtils()
  const history = useInfiniteQuery({
    queryKey: getQueryKey(trpc.library.history, { assetId }, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.library.history.query({ assetId, ...(pageParam && { before: pageParam }) }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  })
  return (
    <EntryList
      of={history}
      entries={history.data?.pages.flatMap(({ entries }) => entries)}
      empty="Nothing is recorded of it."
    />
  )
}
