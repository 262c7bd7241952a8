// What lies in one folder, page by page, as far as the person sees it: with the path to it and their level on it.
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { useEffect, useMemo } from 'react'
import type { Outputs } from '@usher/client'
import { idsAtOnce } from '@usher/domain'
import { trpc } from '../trpc.ts'
import type { Asset } from './asset.ts'
import type { Sorting } from './library-search.ts'

type FolderPage = Outputs['library']['list']
type Pages = InfiniteData<FolderPage, string | null>

const byName: Sorting = { sort: 'name', desc: false }

/** `folderId` null: the root. */
export function useFolder(
  folderId: string | null,
  { sort, desc }: Sorting = byName,
  { foldersOnly = false, enabled = true }: { foldersOnly?: boolean; enabled?: boolean } = {},
) {
  const { client } = trpc.useUtils()
  const asked = { folderId, sort, descending: desc, foldersOnly }
  const folder = useInfiniteQuery({
    enabled,
    queryKey: getQueryKey(trpc.library.list, asked, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.library.list.query({ ...asked, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // The same folder in another order: its rows stay until they are sorted anew.
    placeholderData: (before: Pages | undefined) =>
      before?.pages[0] && (before.pages[0].path.at(-1)?.id ?? null) === folderId ? before : undefined,
  })
  const pages = folder.data?.pages
  const last = pages?.at(-1)
  const assets = useMemo(() => pages?.flatMap((page) => page.assets), [pages])
  return {
    ...folder,
    assets,
    path: last?.path,
    /** Does the path begin at the root, or at something that was shared with the person? */
    fromRoot: last?.fromRoot,
    /** Undefined until it is read. */
    level: last?.level,
  }
}

/** The name of a folder, if anything that was read so far has told it: a list that it is in, or a path that it is on. */
export function useKnownName(folderId: string | null): string | undefined {
  const queries = useQueryClient()
  if (!folderId) return undefined
  return queries
    .getQueriesData<Pages>({ queryKey: getQueryKey(trpc.library.list, undefined, 'infinite') })
    .flatMap(([, data]) => data?.pages ?? [])
    .flatMap(({ path, assets }) => [...path, ...assets])
    .find(({ id }) => id === folderId)?.name
}

/** Asks every two seconds after those of these rows whose picture is being made, and puts what it hears into the lists. */
export function useWaitingPictures(shown: readonly Asset[]): void {
  const queries = useQueryClient()
  const assetIds = shown.flatMap(({ id, preview }) => (preview === 'waiting' ? [id] : [])).slice(0, idsAtOnce)
  const { data, error } = trpc.library.see.useQuery(
    { assetIds },
    { enabled: assetIds.length > 0, refetchInterval: 2000, staleTime: 0, retry: false },
  )
  useEffect(() => {
    if (!data?.some(({ preview }) => preview !== 'waiting')) return
    const heard = new Map(data.map(({ path: _, ...row }) => [row.id as string, row]))
    queries.setQueriesData<Pages>(
      { queryKey: getQueryKey(trpc.library.list, undefined, 'infinite') },
      (lists) =>
        lists && {
          ...lists,
          pages: lists.pages.map((page) => ({ ...page, assets: page.assets.map((a) => heard.get(a.id) ?? a) })),
        },
    )
  }, [data, queries])
  // One of them is gone, or out of reach: the lists are behind.
  useEffect(() => {
    if (error) void queries.invalidateQueries({ queryKey: getQueryKey(trpc.library.list, undefined, 'infinite') })
  }, [error, queries])
}
