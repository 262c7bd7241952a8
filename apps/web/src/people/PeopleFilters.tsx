// Which people are shown: chips with their counts, a search that follows typing, roles. All of it stands in the address.
import { Chip, CloseButton, Group, MultiSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { roles, roleWords, type Role } from '@usher/domain'
import '../ui/filter-chips.css'
import { states, type ChangeSearch, type PeopleSearch } from './people-search.ts'

const chipWords: Record<PeopleSearch['state'], string> = {
  all: 'All',
  active: 'Active',
  invited: 'Invited',
  suspended: 'Suspended',
}

interface Props {
  search: PeopleSearch
  change: ChangeSearch
  counts: Record<PeopleSearch['state'], number> | undefined
}

export function PeopleFilters({ search, change, counts }: Props) {
  const [typed, setTyped] = useState(search.q)
  const [asked, setAsked] = useState(search.q)
  const [seen, setSeen] = useState(search.q)
  // Going back, or clearing the filters, changes the address without typing.
  if (seen !== search.q) {
    setSeen(search.q)
    if (search.q !== asked) setTyped(search.q)
  }
  const searchFor = useDebouncedCallback((q: string) => {
    setAsked(q)
    change({ q }, { replace: true })
  }, 250)
  const type = (q: string) => {
    setTyped(q)
    searchFor(q)
  }
  return (
    <Group gap="sm" mb="md" align="center">
      <Chip.Group
        value={search.state}
        onChange={(state) => change({ state: states.find((s) => s === state) ?? 'all' })}
      >
        <Group gap={6} role="radiogroup" aria-label="Status" className="filter-chips">
          {states.map((state) => (
            <Chip key={state} value={state} size="sm" radius="xl" variant="light">
              {chipWords[state]} <span className="chip-count">{counts?.[state] ?? ''}</span>
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <TextInput
        type="search"
        aria-label="Search people by name or e-mail"
        placeholder="Search by name or e-mail"
        data-page-search
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={typed && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        maxLength={200}
        className="people-search"
      />
      <MultiSelect
        aria-label="Roles"
        placeholder={search.roles.length ? '' : 'Every role'}
        data={roles.map((role) => ({ value: role, label: roleWords[role].title }))}
        value={search.roles}
        // The list above holds nothing but roles.
        onChange={(chosen) => change({ roles: chosen as Role[] })}
        clearable
        clearButtonProps={{ 'aria-label': 'Every role' }}
        className="people-roles"
      />
    </Group>
  )
}
