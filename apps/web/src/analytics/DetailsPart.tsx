// What was used by file, folder, person and key: most of it first, by whichever figure; folders opened one level after the other.
import {
  Anchor,
  Button,
  Group,
  NativeSelect,
  SegmentedControl,
  Table,
  Text,
  Title,
  VisuallyHidden,
} from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import type { Outputs } from '@usher/client'
import { measures, usageBy, usageByNames, type Measure, type UsageBy } from '@usher/domain'
import { useFolder } from '../library/use-folder.ts'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { CsvButton } from '../ui/CsvButton.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { SortHeading } from '../ui/SortHeading.tsx'
import { csvLink, rangeOf, type ChangeShown, type Shown } from './analytics-search.ts'
import { inFigures } from './in-figures.ts'

type Row = Outputs['usage']['by']['rows'][number]

const none: Record<UsageBy, string> = {
  files: 'No file was uploaded or downloaded in these days.',
  folders: 'Nothing in a folder here was uploaded or downloaded in these days.',
  people: 'Nobody did anything in these days.',
  keys: 'No API key was used in these days.',
}
const gone: Record<UsageBy, string> = {
  files: 'A file that was deleted',
  folders: 'A folder that was deleted',
  people: 'Somebody who left',
  keys: 'A key that was deleted',
}

/** By a figure that is told of them. */
const sortOf = ({ by, sort }: Shown): Measure =>
  (usageBy[by].measures as readonly Measure[]).includes(sort) ? sort : usageBy[by].measures[0]

function useDetails(search: Shown) {
  const { client } = trpc.useUtils()
  const input = {
    ...rangeOf(search),
    by: search.by,
    sort: sortOf(search),
    inside: search.by === 'folders' ? (search.inside ?? null) : null,
  }
  const read = useInfiniteQuery({
    queryKey: getQueryKey(trpc.usage.by, input, 'infinite'),
    queryFn: ({ pageParam, signal }) => client.usage.by.query({ ...input, skip: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  return { ...read, rows: read.data?.pages.flatMap((page) => page.rows), input }
}

export function DetailsPart({ search, change }: { search: Shown; change: ChangeShown }) {
  const { here } = useMe()
  const { by } = search
  const details = useDetails(search)
  const { sort, inside } = details.input
  return (
    <section aria-labelledby="details">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="details">
          In detail
        </Title>
        <CsvButton
          size="xs"
          href={csvLink(here.slug, `usage/${by}`, search, { sort, ...(inside && { inside }) })}
          of={`usage by ${usageBy[by].title.toLowerCase()}`}
        />
      </Group>
      <SegmentedControl
        size="xs"
        mb="sm"
        aria-label="Told apart by"
        data={usageByNames.map((value) => ({ value, label: usageBy[value].title }))}
        value={by}
        onChange={(value) => change({ by: value as UsageBy, inside: undefined })}
      />
      {/* On a phone there is room for one figure: this one. */}
      <NativeSelect
        hiddenFrom="sm"
        size="xs"
        mb="sm"
        aria-label="Sort by"
        data={usageBy[by].measures.map((value) => ({ value, label: measures[value].title }))}
        value={sort}
        onChange={({ currentTarget: { value } }) => change({ sort: value as Measure })}
      />
      {inside && <Upwards inside={inside} change={change} />}
      <ListFrame
        of={details}
        rows={details.rows}
        loading={<SkeletonRows rows={6} height={40} />}
        empty={<EmptyState sentence={none[by]} />}
      >
        {(rows) => (
          <>
            <Table className="usage-table" data-sorts>
              <caption>
                <VisuallyHidden>Usage by {usageBy[by].title.toLowerCase()}</VisuallyHidden>
              </caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{usageBy[by].title}</Table.Th>
                  {usageBy[by].measures.map((m) => (
                    <SortHeading
                      key={m}
                      id={m}
                      sorting={{ sort, desc: true }}
                      sort={({ sort: chosen }) => change({ sort: chosen })}
                      {...(m !== sort && { visibleFrom: 'sm' })}
                    >
                      {measures[m].title}
                    </SortHeading>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.id ?? 'here'}>
                    <Table.Th scope="row">
                      <Name of={row} by={by} onOpen={(id) => change({ inside: id })} />
                    </Table.Th>
                    {usageBy[by].measures.map((m) => (
                      <Table.Td key={m} data-figure {...(m !== sort && { visibleFrom: 'sm' })}>
                        {inFigures(m, row[m])}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <LoadMore of={details} mt="md" />
          </>
        )}
      </ListFrame>
    </section>
  )
}

function Name({
  of: { id, name, path, isInTrash },
  by,
  onOpen,
}: {
  of: Row
  by: UsageBy
  onOpen: (id: string) => void
}) {
  if (id === null) return <Text size="sm">In no folder here</Text>
  if (name === null)
    return (
      <Text size="sm" c="dimmed">
        {gone[by]}
      </Text>
    )
  return (
    <>
      {by === 'folders' ? (
        <Anchor component="button" size="sm" className="breaks" onClick={() => onOpen(id)}>
          {name}
        </Anchor>
      ) : (
        <Text size="sm" className="breaks">
          {name}
        </Text>
      )}
      {(path !== null || isInTrash) && (
        <Text size="xs" c="dimmed" className="breaks">
          {isInTrash ? 'In the trash' : path}
        </Text>
      )}
    </>
  )
}

/** The folder that one looks into, and the way out of it. */
function Upwards({ inside, change }: { inside: string; change: ChangeShown }) {
  const { path } = useFolder(inside, undefined, { foldersOnly: true })
  const above = path?.at(-2)
  return (
    <Group gap="xs" mb="xs">
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconChevronLeft size={16} aria-hidden />}
        onClick={() => change({ inside: above?.id })}
      >
        {above ? above.name : 'All folders'}
      </Button>
      <Text size="sm" fw={550} className="breaks">
        {path?.at(-1)?.name}
      </Text>
    </Group>
  )
}
