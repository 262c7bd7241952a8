// What lies in one folder, page by page, as far as the person sees it: with the path to it and their level on it.
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import type { Outputs } from '@usher/client'
import { trpc } from '../trpc.ts'
import type { Sorting } from './library-search.ts'

type FolderPage = Outputs['library']['list']

/** `folderId` null: the root. */
export function useFolder(folderId: string | null, { sort, desc }: Sorting = { sort: 'name', desc: false }) {
  const { client } = trpc.useUtils()
  const asked = { folderId, sort, descending: desc }
  const folder = useInfiniteQuery({
    queryKey: getQueryKey(trpc.library.list, asked, 'infinite'),
    queryFn: ({ pageParam, signal }) => client.library.list.query({ ...asked, offset: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ more }, pages) => (more ? pages.reduce((n, page) => n + page.assets.length, 0) : undefined),
    // The same folder in another order: its rows stay until they are sorted anew.
    placeholderData: (before: InfiniteData<FolderPage, number> | undefined) =>
      before?.pages[0] && (before.pages[0].path.at(-1)?.id ?? null) === folderId ? before : undefined,
  })
  const pages = folder.data?.pages
  const last = pages?.at(-1)
  return {
    ...folder,
    assets: pages?.flatMap((page) => page.assets),
    path: last?.path,
    /** Undefined until it is read. */
    level: last?.level,
  }
}

/** The name of a folder, if anything that was read so far has told it: a list that it is in, or a path that it is on. */
export function useKnownName(folderId: string | null): string | undefined {
  const queries = useQueryClient()
  if (!folderId) return undefined
  return queries
    .getQueriesData<InfiniteData<FolderPage>>({ queryKey: getQueryKey(trpc.library.list, undefined, 'infinite') })
    .flatMap(([, data]) => data?.pages ?? [])
    .flatMap(({ path, assets }) => [...path, ...assets])
    .find(({ id }) => id === folderId)?.name
}
