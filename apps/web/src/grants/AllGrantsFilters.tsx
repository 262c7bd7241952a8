// Which grants are shown: what they do now, on what, at which level, to whom, given by whom. All of it in the address.
import { Button, Chip, CloseButton, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { levels, levelWords } from '@usher/domain'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { isFiltered, states, unfiltered, type AllGrantsSearch, type ChangeAllGrants } from './all-grants-search.ts'
import { GranteeSelect } from './GranteeSelect.tsx'
import '../ui/filter-chips.css'

const stateWords: Record<AllGrantsSearch['state'], string> = {
  all: 'All',
  active: 'With effect',
  ending: 'Ending soon',
  without_effect: 'No effect now',
  ended: 'Ended',
}

interface Props {
  search: AllGrantsSearch
  change: ChangeAllGrants
  /** The names of who is filtered by, as far as the rows tell. */
  names: { to: string | null; by: string | null }
}

export function AllGrantsFilters({ search, change, names }: Props) {
  return (
    <>
      <Chip.Group
        value={search.state}
        onChange={(state) => change({ state: states.find((s) => s === state) ?? 'all' })}
      >
        <Group gap={6} mb="sm" role="radiogroup" aria-label="Effect" className="filter-chips">
          {states.map((state) => (
            <Chip key={state} value={state} size="sm" radius="xl" variant="light">
              {stateWords[state]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="sm" mb="md" align="flex-end">
        <ThingSearch q={search.q} change={change} />
        <Select
          label="Level"
          placeholder="Every level"
          data={levels.map((level) => ({ value: level, label: levelWords[level].title }))}
          value={search.level ?? null}
          onChange={(chosen) => change({ level: levels.find((l) => l === chosen) })}
          clearable
          clearButtonProps={{ 'aria-label': 'Every level' }}
          className="grants-filter"
        />
        <GranteeSelect
          value={search}
          name={names.to}
          onChange={({ member, group }) => change({ member, group })}
          className="grants-filter"
        />
        <PersonSelect
          label="Given by"
          nobody="Everybody"
          value={search.by}
          name={names.by}
          onChange={(by) => change({ by })}
          className="grants-filter"
        />
        {isFiltered(search) && (
          <Button variant="subtle" onClick={() => change(unfiltered)}>
            Clear filters
          </Button>
        )}
      </Group>
    </>
  )
}

/** Follows typing. */
function ThingSearch({ q, change }: { q: string; change: ChangeAllGrants }) {
  const [typed, setTyped] = useState(q)
  const [asked, setAsked] = useState(q)
  const [seen, setSeen] = useState(q)
  // Going back, or clearing the filters, changes the address without typing.
  if (seen !== q) {
    setSeen(q)
    if (q !== asked) setTyped(q)
  }
  const searchFor = useDebouncedCallback((to: string) => {
    setAsked(to)
    change({ q: to }, { replace: true })
  }, 250)
  const type = (to: string) => {
    setTyped(to)
    searchFor(to)
  }
  return (
    <TextInput
      type="search"
      label="On"
      placeholder="Name of a file, folder or collection"
      data-page-search
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear the name" onClick={() => type('')} />}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      maxLength={200}
      className="grants-name"
    />
  )
}
