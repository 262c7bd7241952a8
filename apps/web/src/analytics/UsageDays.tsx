// The chosen figure by the day: drawn, and as the table behind it.
import { Button, Group, Skeleton, Table, Title, VisuallyHidden } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { lazy, Suspense, useId, useState } from 'react'
import type { Outputs } from '@usher/client'
import { measures } from '@usher/domain'
import { useMe } from '../may.ts'
import { CsvButton } from '../ui/CsvButton.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { csvLink, type Shown } from './analytics-search.ts'
import { inFigures, longDay } from './in-figures.ts'

const UsageChart = lazy(async () => ({ default: (await import('./UsageChart.tsx')).UsageChart }))

export function UsageDays({ usage, search }: { usage: Outputs['usage']['days']; search: Shown }) {
  const { here } = useMe()
  const { measure } = search
  const isEmpty = usage.total[measure] === 0 && usage.totalBefore[measure] === 0
  return (
    <section aria-labelledby="by-day">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="by-day">
          {measures[measure].title} by the day
        </Title>
        <CsvButton size="xs" href={csvLink(here.slug, 'usage.csv', search)} of="every figure by the day" />
      </Group>
      {isEmpty ? (
        <EmptyState sentence={`None in these days, nor in as many before. ${measures[measure].explains}`} />
      ) : (
        <>
          <Suspense fallback={<Skeleton height={260} aria-label="Loading" />}>
            <UsageChart usage={usage} measure={measure} />
          </Suspense>
          <TableBehind of={measures[measure].title}>
            <DaysTable usage={usage} search={search} />
          </TableBehind>
        </>
      )}
    </section>
  )
}

/** Behind a button: the table that says what is drawn. */
function TableBehind({ of, children }: { of: string; children: React.ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const Icon = isOpen ? IconChevronDown : IconChevronRight
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        mt="xs"
        leftSection={<Icon size={16} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Hide the table' : 'Show as a table'}
        <VisuallyHidden> of {of}</VisuallyHidden>
      </Button>
      <div id={id}>{isOpen && children}</div>
    </>
  )
}

function DaysTable({
  usage: { days, daysBefore },
  search: { measure },
}: {
  usage: Outputs['usage']['days']
  search: Shown
}) {
  return (
    <Table className="usage-table" mt="xs">
      <caption>
        <VisuallyHidden>{measures[measure].title} by the day, newest first</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Day</Table.Th>
          <Table.Th scope="col" data-figure>
            {measures[measure].title}
          </Table.Th>
          <Table.Th scope="col">Day before the range</Table.Th>
          <Table.Th scope="col" data-figure>
            {measures[measure].title}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {days
          .map((row, i) => {
            const before = daysBefore[i]
            return (
              <Table.Tr key={row.day}>
                <Table.Th scope="row">{longDay(row.day)}</Table.Th>
                <Table.Td data-figure>{inFigures(measure, row[measure])}</Table.Td>
                <Table.Td>{before && longDay(before.day)}</Table.Td>
                <Table.Td data-figure>{before && inFigures(measure, before[measure])}</Table.Td>
              </Table.Tr>
            )
          })
          .toReversed()}
      </Table.Tbody>
    </Table>
  )
}
