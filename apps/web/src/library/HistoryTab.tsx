// What happened to one file or folder, newest first, in sentences.
import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { tell } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { Ago } from '../ui/Ago.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { momentInWords } from '../ui/in-words.ts'

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
    <ListFrame
      of={history}
      rows={history.data?.pages.flatMap(({ entries }) => entries)}
      loading={<SkeletonText lines={5} />}
      empty={
        <Text size="sm" c="dimmed">
          Nothing is recorded of it.
        </Text>
      }
    >
      {(entries) => (
        <>
          <Rows label="History">
            {entries.map((entry) => (
              <li key={entry.id}>
                <Text size="sm" className="breaks">
                  {tell(entry, momentInWords)}
                </Text>
                <Text size="xs" c="dimmed">
                  <Ago at={entry.at} />
                </Text>
              </li>
            ))}
          </Rows>
          <LoadMore of={history} size="xs" mt="sm" />
        </>
      )}
    </ListFrame>
  )
}
