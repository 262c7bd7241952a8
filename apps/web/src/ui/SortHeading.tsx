// The heading of a column that sorts: first ascending, then descending.
import { Table, UnstyledButton, type MantineBreakpoint } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import './sort-heading.css'

interface Props<By extends string> {
  id: By
  sorting: { sort: By; desc: boolean }
  sort: (sorting: { sort: By; desc: boolean }) => void
  /** A narrower screen has no room for it. */
  visibleFrom?: MantineBreakpoint
  children: React.ReactNode
}

export function SortHeading<By extends string>({ id, sorting, sort, visibleFrom, children }: Props<By>) {
  const isSorted = sorting.sort === id
  const Icon = isSorted ? (sorting.desc ? IconArrowDown : IconArrowUp) : IconArrowsSort
  return (
    <Table.Th
      scope="col"
      data-column={id}
      {...(visibleFrom && { visibleFrom })}
      aria-sort={isSorted ? (sorting.desc ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton
        className="sort"
        data-sorted={isSorted || undefined}
        onClick={() => sort({ sort: id, desc: isSorted && !sorting.desc })}
      >
        {children}
        <Icon size={14} stroke={1.8} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  )
}
