// What a person or a group gets to, as the API tells it: folder by folder, or by name, page by page.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { useMemo } from 'react'
import type { Outputs } from '@usher/client'
import { trpc } from '../trpc.ts'

/** Whose access is looked at. */
export interface Whose {
  kind: 'member' | 'group'
  id: string
  name: string
}
type Page = Outputs['accessOf']['member']
export type Reached = Page['assets'][number]

/** In a folder; null: where what they see begins. */
export function useReached({ kind, id }: Whose, folderId: string | null, enabled = true) {
  const { client } = trpc.useUtils()
  const reached = useInfiniteQuery({
    enabled,
    retry: false,
    // What was given elsewhere meanwhile shows.
    staleTime: 0,
    queryKey: [...getQueryKey(trpc.accessOf), 'reached', kind, id, folderId],
    queryFn: ({ pageParam, signal }): Promise<Page> => {
      const asked = { folderId, ...(pageParam && { after: pageParam }) }
      return kind === 'member'
        ? client.accessOf.member.query({ memberId: id, ...asked }, { signal })
        : client.accessOf.group.query({ groupId: id, ...asked }, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const pages = reached.data?.pages
  return { ...reached, first: pages?.[0], assets: useMemo(() => pages?.flatMap((page) => page.assets), [pages]) }
}

/** What they see whose name has these words; not asked for none. */
export function useFoundReached({ kind, id }: Whose, name: string) {
  const { client } = trpc.useUtils()
  const found = useInfiniteQuery({
    enabled: name !== '',
    queryKey: [...getQueryKey(trpc.accessOf), 'found', kind, id, name],
    queryFn: ({ pageParam, signal }) => {
      const asked = { name, ...(pageParam && { after: pageParam }) }
      return kind === 'member'
        ? client.accessOf.searchMember.query({ memberId: id, ...asked }, { signal })
        : client.accessOf.searchGroup.query({ groupId: id, ...asked }, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const pages = found.data?.pages
  return { ...found, assets: useMemo(() => pages?.flatMap((page) => page.assets), [pages]) }
}
