// What is in storage: by kind as it is now, and how it came to be so.
import { Group, Skeleton, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Outputs } from '@usher/client'
import { bytesInWords, mediaFamilies, storedFamilies } from '@usher/domain'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { CsvButton } from '../ui/CsvButton.tsx'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { csvLink, rangeOf, type Shown } from './analytics-search.ts'
import { countInFigures } from './in-figures.ts'

const StorageChart = lazy(async () => ({ default: (await import('./UsageChart.tsx')).StorageChart }))

type Stored = Outputs['usage']['storage']['now']
const sumOf = (now: Stored, what: 'files' | 'bytes'): number =>
  storedFamilies.reduce((sum, family) => sum + now[family][what], 0)

export function StoragePart({ search }: { search: Shown }) {
  const { here } = useMe()
  const storage = trpc.usage.storage.useQuery(rangeOf(search))
  const { data } = storage
  return (
    <section aria-labelledby="storage">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="storage">
          Storage by kind
        </Title>
        <CsvButton size="xs" href={csvLink(here.slug, 'storage.csv', search)} of="storage by the day" />
      </Group>
      {!data && !storage.error && <SkeletonRows rows={5} height={36} />}
      <CouldNotRead {...storage} />
      {data && (
        <>
          {data.days.length > 1 ? (
            <Suspense fallback={<Skeleton height={260} aria-label="Loading" />}>
              <StorageChart days={data.days} />
            </Suspense>
          ) : (
            <Text size="sm" c="dimmed" mb="xs">
              What is stored is noted once an hour; with a second day in this range it is drawn here.
            </Text>
          )}
          <Table className="usage-table" mt="xs">
            <caption>
              <VisuallyHidden>Storage by kind, now</VisuallyHidden>
            </caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Now, the trash included</Table.Th>
                <Table.Th scope="col" data-figure>
                  Versions
                </Table.Th>
                <Table.Th scope="col" data-figure>
                  Size
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {storedFamilies.map((family) => (
                <Table.Tr key={family}>
                  <Table.Th scope="row">{mediaFamilies[family].title}</Table.Th>
                  <Table.Td data-figure>{countInFigures(data.now[family].files)}</Table.Td>
                  <Table.Td data-figure>{bytesInWords(data.now[family].bytes)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
            <Table.Tfoot>
              <Table.Tr>
                <Table.Th scope="row">Together</Table.Th>
                <Table.Td data-figure>{countInFigures(sumOf(data.now, 'files'))}</Table.Td>
                <Table.Td data-figure>{bytesInWords(sumOf(data.now, 'bytes'))}</Table.Td>
              </Table.Tr>
            </Table.Tfoot>
          </Table>
        </>
      )}
    </section>
  )
}
