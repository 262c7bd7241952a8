// A collection as the list has it, and as its page does.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { useMemo } from 'react'
import type { Outputs } from '@usher/client'
import { trpc } from '../trpc.ts'

export type ListedCollection = Outputs['collections']['list']['collections'][number]
export type OpenCollection = Outputs['collections']['see']
export type Item = OpenCollection['assets'][number]

/** The collections that one sees, page by page. */
export function useCollections() {
  const { client } = trpc.useUtils()
  const found = useInfiniteQuery({
    queryKey: getQueryKey(trpc.collections.list, {}, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.collections.list.query({ ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: null as Outputs['collections']['list']['next'],
    getNextPageParam: ({ next }) => next,
  })
  const pages = found.data?.pages
  return { ...found, collections: useMemo(() => pages?.flatMap((page) => page.collections), [pages]) }
}

/** One of them with what is in it, page by page. */
export function useCollection(collectionId: string) {
  const { client } = trpc.useUtils()
  const found = useInfiniteQuery({
    queryKey: getQueryKey(trpc.collections.see, { collectionId }, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.collections.see.query({ collectionId, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    retry: false,
  })
  const pages = found.data?.pages
  const last = pages?.at(-1)
  return {
    ...found,
    /** As the last page told of it. */
    collection: last as ListedCollection | undefined,
    items: useMemo(() => pages?.flatMap((page) => page.assets), [pages]),
  }
}

/** Whose it is, to whoever looks. */
export const ownerOf = ({ isMine, owner }: Pick<ListedCollection, 'isMine' | 'owner'>): string =>
  isMine ? 'You' : (owner ?? 'No owner')
