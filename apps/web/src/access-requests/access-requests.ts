// Requests for access that the reader can answer: each of them, and answering one.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { useMemo } from 'react'
import type { Outputs } from '@usher/client'
import { useLookAgain } from '../library/library-acts.ts'
import { trpc } from '../trpc.ts'
import { collectionSubject, type Subject } from '../grants/subject.ts'

export type AccessRequest = Outputs['accessRequests']['list']['requests'][number]

/** Those that wait, page by page; of one thing, where it is named. */
export function useRequests(thingId?: string) {
  const { client } = trpc.useUtils()
  const asked = thingId ? { thingId } : {}
  const found = useInfiniteQuery({
    queryKey: getQueryKey(trpc.accessRequests.list, asked, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.accessRequests.list.query({ ...asked, ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
  const pages = found.data?.pages
  return { ...found, requests: useMemo(() => pages?.flatMap((page) => page.requests), [pages]) }
}

export const subjectOfRequest = ({ thing }: AccessRequest): Subject =>
  thing.kind === 'collection' ? collectionSubject(thing) : { kind: 'assets', ids: [thing.id], words: thing.name }

/** Both reject when refused; somebody else's answer is then seen. */
export function useAnswers() {
  const lookAgain = useLookAgain()
  const approving = trpc.accessRequests.approve.useMutation()
  const declining = trpc.accessRequests.decline.useMutation()
  type Terms = Pick<Parameters<typeof approving.mutateAsync>[0], 'level' | 'endsAt'>
  return {
    approve: (id: string, terms: Terms) =>
      approving.mutateAsync({ accessRequestId: id, ...terms }).finally(() => void lookAgain()),
    decline: (id: string, words: string) =>
      declining.mutateAsync({ accessRequestId: id, words }).finally(() => void lookAgain()),
  }
}
