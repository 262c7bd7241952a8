// Which entries are shown: who acted, which kinds, which days. All of it stands in the address.
import { Button, Group, MultiSelect } from '@mantine/core'
import { audit, auditKinds, kindTitle, type AuditKind } from '@usher/domain'
import { useMay } from '../may.ts'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { DayRange } from '../ui/DayRange.tsx'
import { isFiltered, unfiltered, type ChangeLogSearch, type LogSearch } from './log-search.ts'

const nouns: Record<string, string> = {
  account: 'Account',
  member: 'People',
  invitation: 'Invitations',
  request: 'Requests',
  mail: 'Mail',
  attempt: 'Refusals',
}
const nounOf = (kind: AuditKind): string => {
  const noun = kind.slice(0, kind.indexOf('.'))
  return nouns[noun] ?? noun
}
/** The kinds that an account's log can hold, by what they are about. */
const kindChoices = [
  ...Map.groupBy(
    auditKinds.filter((k) => audit[k].scope === 'account'),
    nounOf,
  ),
].map(([group, kinds]) => ({
  group,
  items: kinds.map((value) => ({ value, label: kindTitle(value) })),
}))

interface Props {
  search: LogSearch
  change: ChangeLogSearch
  /** The name of the person filtered by, as far as the entries tell. */
  actorName: string | null
}

export function LogFilters({ search, change, actorName }: Props) {
  const seesPeople = useMay('people.see')
  return (
    <Group gap="sm" mb="md" align="flex-end">
      {seesPeople.yes && (
        <PersonSelect
          label="Who"
          nobody="Everybody"
          value={search.actor}
          name={actorName}
          onChange={(actor) => change({ actor })}
          className="log-person"
        />
      )}
      <MultiSelect
        label="What"
        placeholder={search.kinds.length ? '' : 'Everything'}
        data={kindChoices}
        value={search.kinds}
        // The list above holds nothing but kinds.
        onChange={(kinds) => change({ kinds: kinds as AuditKind[] })}
        clearable
        searchable
        withScrollArea={false}
        styles={{ options: { maxHeight: 320, overflowY: 'auto' } }}
        clearButtonProps={{ 'aria-label': 'Everything' }}
        className="log-kinds"
      />
      <DayRange
        from={{ label: 'From', otherwise: 'The beginning', value: search.from, onChange: (from) => change({ from }) }}
        until={{ label: 'Until', otherwise: 'Today', value: search.until, onChange: (until) => change({ until }) }}
        className="log-day"
      />
      {isFiltered(search) && (
        <Button variant="subtle" onClick={() => change(unfiltered)}>
          Clear filters
        </Button>
      )}
    </Group>
  )
}
