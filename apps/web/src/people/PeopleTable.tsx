// The table of people: sorted by its headings, rows to select, a menu a row. On a phone, role and status move below the
// name, and what is left fits its width.
import { Box, Checkbox, Group, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import {
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type RowSelectionState,
  type SortingState,
} from '@tanstack/react-table'
import { createContext, use, useMemo } from 'react'
import { RoleBadge } from '../roles/RoleBadge.tsx'
import { Ago } from '../ui/Ago.tsx'
import { dayInWords } from '../ui/in-words.ts'
import { Initials } from '../ui/Initials.tsx'
import { SortHeading } from '../ui/SortHeading.tsx'
import { GroupBadges } from './GroupBadges.tsx'
import type { PeopleActs } from './people-acts.ts'
import type { ChangeSearch, PeopleSearch } from './people-search.ts'
import { isMember, titleOf, type Person } from './person.ts'
import { RowMenu } from './RowMenu.tsx'
import { EndText, StateText } from './StateText.tsx'

const features = tableFeatures({ rowSortingFeature, rowSelectionFeature })
const column = createColumnHelper<typeof features, Person>()
/** Which columns a narrow screen has no room for. */
const fromWidth: Record<string, 'md' | 'lg' | 'xl' | undefined> = {
  role: 'md',
  groups: 'lg',
  state: 'md',
  lastActive: 'lg',
  since: 'xl',
}
const nothing = (
  <Text span c="dimmed" size="sm">
    –
  </Text>
)

function Who({ person }: { person: Person }) {
  const { onDetails } = useAround()
  return (
    <Group gap={10} wrap="nowrap" align="flex-start">
      <Initials name={titleOf(person)} />
      <div className="who">
        <UnstyledButton className="who-name" onClick={() => onDetails(person)}>
          {titleOf(person)}
        </UnstyledButton>
        {person.name && (
          <Text size="xs" c="dimmed" className="who-email" title={person.email}>
            {person.email}
          </Text>
        )}
        <Group hiddenFrom="md" gap={6} mt={6}>
          <RoleBadge role={person.role} />
          <StateText person={person} />
          <EndText person={person} />
        </Group>
        {person.groups.length > 0 && (
          <Box hiddenFrom="lg" mt={6}>
            <GroupBadges groups={person.groups} />
          </Box>
        )}
      </div>
    </Group>
  )
}

/** What the cells need beside their row; the columns themselves never change, so that no cell is made anew. */
interface Around {
  lastAdministrator: string | null
  acts: PeopleActs
  onDetails: (person: Person) => void
}
const AroundContext = createContext<Around | null>(null)
function useAround(): Around {
  const around = use(AroundContext)
  if (!around) throw new Error('a cell outside the people table')
  return around
}

function Actions({ person }: { person: Person }) {
  const { lastAdministrator, acts, onDetails } = useAround()
  return (
    <RowMenu person={person} isLast={person.id === lastAdministrator} acts={acts} onDetails={() => onDetails(person)} />
  )
}

const columns = column.columns([
  column.display({
    id: 'select',
    header: ({ table }) => (
      <Checkbox
        aria-label="Select all on this page"
        checked={table.getIsAllRowsSelected()}
        indeterminate={table.getIsSomeRowsSelected()}
        onChange={table.getToggleAllRowsSelectedHandler()}
      />
    ),
    cell: ({ row }) => (
      <Checkbox
        aria-label={`Select ${titleOf(row.original)}`}
        checked={row.getIsSelected()}
        onChange={row.getToggleSelectedHandler()}
      />
    ),
  }),
  column.accessor('name', {
    header: 'Person',
    cell: ({ row }) => <Who person={row.original} />,
  }),
  column.accessor('role', { header: 'Role', cell: ({ row }) => <RoleBadge role={row.original.role} /> }),
  column.display({
    id: 'groups',
    header: 'Groups',
    cell: ({ row: { original } }) => (original.groups.length ? <GroupBadges groups={original.groups} /> : nothing),
  }),
  column.accessor('state', {
    header: 'Status',
    cell: ({ row }) => (
      <>
        <StateText person={row.original} />
        <EndText person={row.original} />
      </>
    ),
  }),
  column.accessor('lastActiveAt', {
    id: 'lastActive',
    header: 'Last active',
    cell: ({ row: { original } }) => (original.lastActiveAt ? <Ago at={original.lastActiveAt} /> : nothing),
  }),
  column.accessor('since', {
    header: 'Joined',
    cell: ({ row: { original } }) => (isMember(original) ? dayInWords(original.since) : nothing),
  }),
  column.display({
    id: 'menu',
    header: () => <VisuallyHidden>Actions</VisuallyHidden>,
    cell: ({ row: { original } }) => <Actions person={original} />,
  }),
])

interface Props {
  rows: readonly Person[]
  search: PeopleSearch
  change: ChangeSearch
  selected: RowSelectionState
  onSelect: (selected: RowSelectionState) => void
  lastAdministrator: string | null
  acts: PeopleActs
}

export function PeopleTable({ rows, search, change, selected, onSelect, lastAdministrator, acts }: Props) {
  const sorting: SortingState = useMemo(() => [{ id: search.sort, desc: search.desc }], [search.sort, search.desc])
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: ({ id }) => id,
    manualSorting: true,
    state: { sorting, rowSelection: selected },
    onRowSelectionChange: (updater) => onSelect(typeof updater === 'function' ? updater(selected) : updater),
  })

  const around = useMemo(
    () => ({ lastAdministrator, acts, onDetails: ({ id }: Person) => change({ person: id, tab: 'access' }) }),
    [lastAdministrator, acts, change],
  )
  return (
    <AroundContext value={around}>
      <Table
        layout="fixed"
        verticalSpacing={10}
        horizontalSpacing="xs"
        className="people-table"
        highlightOnHover
        highlightOnHoverColor="var(--usher-hover)"
      >
        <Table.Thead>
          {table.getHeaderGroups().map((group) => (
            <Table.Tr key={group.id}>
              {group.headers.map((header) => (
                <Heading key={header.id} id={header.column.id} {...{ search, change }}>
                  <table.FlexRender header={header} />
                </Heading>
              ))}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody>
          {table.getRowModel().rows.map((row) => (
            <Table.Tr key={row.id} data-selected={row.getIsSelected() || undefined}>
              {row.getAllCells().map((cell) => (
                <Table.Td key={cell.id} data-column={cell.column.id} {...hidden(cell.column.id)}>
                  <table.FlexRender cell={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </AroundContext>
  )
}

const hidden = (id: string) => {
  const width = fromWidth[id]
  return width ? { visibleFrom: width } : {}
}

interface HeadingProps {
  id: string
  search: PeopleSearch
  change: ChangeSearch
  children: React.ReactNode
}
const sortable = (id: string): id is PeopleSearch['sort'] => ['name', 'role', 'lastActive', 'since'].includes(id)

function Heading({ id, search, change, children }: HeadingProps) {
  if (sortable(id))
    return (
      <SortHeading id={id} sorting={search} sort={change} {...hidden(id)}>
        {children}
      </SortHeading>
    )
  return (
    <Table.Th scope="col" data-column={id} {...hidden(id)}>
      {children}
    </Table.Th>
  )
}
