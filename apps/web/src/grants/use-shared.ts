// Where what somebody sees by reach alone begins, page by page: things whose parent they do not see, and those at the root.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { useMemo } from 'react'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'

/** `belowRoot`: without what lies at the root, which the library's own root has. */
export function useShared({ foldersOnly = false, belowRoot = false, enabled = true } = {}) {
  const { client } = trpc.useUtils()
  const asked = { foldersOnly, belowRoot }
  const shared = useInfiniteQuery({
    enabled,
    queryKey: getQueryKey(trpc.library.shared, asked, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.library.shared.query({ ...asked, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const pages = shared.data?.pages
  return { ...shared, assets: useMemo(() => pages?.flatMap((page) => page.assets), [pages]) }
}

/** The folders in which the library of whoever sees by reach begins beside the root; nobody else has any. */
export function useFurtherRoots(enabled = true) {
  const { yes } = useMay('library.shared')
  return useShared({ foldersOnly: true, belowRoot: true, enabled: enabled && yes })
}
