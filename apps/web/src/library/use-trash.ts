// What was deleted and can be restored, last deleted first, page by page.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { trpc } from '../trpc.ts'

export function useTrash() {
  const { client } = trpc.useUtils()
  const trash = useInfiniteQuery({
    queryKey: getQueryKey(trpc.library.trash, {}, 'infinite'),
    queryFn: ({ pageParam, signal }) => client.library.trash.query({ offset: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ more }, pages) => (more ? pages.reduce((n, page) => n + page.assets.length, 0) : undefined),
  })
  return { ...trash, assets: trash.data?.pages.flatMap((page) => page.assets) }
}
