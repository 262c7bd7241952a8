// What the person who looks asked for, page by page, and withdrawing it.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { useMemo } from 'react'
import type { Outputs } from '@usher/client'
import { trpc } from '../trpc.ts'
import { focusTitleIfLost } from '../ui/focus-title.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'

export type OwnRequest = Outputs['accessRequests']['mine']['requests'][number]

/** What they do not see has no name for them. */
export const ownNameOf = ({ asset, collection }: OwnRequest): string =>
  (asset ?? collection)?.name ?? 'Something that you do not see'

export function useOwnRequests() {
  const { client } = trpc.useUtils()
  const found = useInfiniteQuery({
    queryKey: getQueryKey(trpc.accessRequests.mine, {}, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.accessRequests.mine.query({ ...(pageParam && { before: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
  const pages = found.data?.pages
  return { ...found, requests: useMemo(() => pages?.flatMap((page) => page.requests), [pages]) }
}

/** Withdraws at once; Undo asks for the same again. */
export function useWithdraw(): (request: OwnRequest) => Promise<void> {
  const utils = trpc.useUtils()
  const lookAgain = () => utils.accessRequests.invalidate()
  const asking = trpc.accessRequests.make.useMutation()
  const withdrawing = trpc.accessRequests.withdraw.useMutation()
  return async (request) => {
    const { id, thingId, level, words } = request
    try {
      await withdrawing.mutateAsync({ accessRequestId: id })
      toast('You withdrew the request.', {
        label: 'Undo',
        go: () =>
          void asking
            .mutateAsync({ thingId, level, words })
            .catch(toastRefusal)
            .finally(() => void lookAgain()),
      })
    } catch (refused) {
      toastRefusal(refused)
    } finally {
      await lookAgain()
      // Its button is gone with its row.
      focusTitleIfLost()
    }
  }
}
