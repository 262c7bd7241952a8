// Which entries are shown: who acted, which kinds, which days. All of it stands in the address.
import { Button, Group, MultiSelect, Select } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import '@mantine/dates/styles.css'
import { audit, auditKinds, kindTitle, type AuditKind } from '@usher/domain'
import { useMay } from '../may.ts'
import { titleOf } from '../people/person.ts'
import { trpc } from '../trpc.ts'
import { sentenceOf } from '../ui/problem.ts'
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
      {seesPeople.yes && <PersonFilter {...{ search, change, actorName }} />}
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
      <DatePickerInput
        label="From"
        hideOutsideDates
        weekendDays={[]}
        placeholder="The beginning"
        value={search.from ?? null}
        onChange={(from) => change({ from: from ?? undefined })}
        {...(search.until && { maxDate: search.until })}
        clearable
        clearButtonProps={{ 'aria-label': 'From the beginning' }}
        className="log-day"
      />
      <DatePickerInput
        label="Until"
        hideOutsideDates
        weekendDays={[]}
        placeholder="Today"
        value={search.until ?? null}
        onChange={(until) => change({ until: until ?? undefined })}
        {...(search.from && { minDate: search.from })}
        clearable
        clearButtonProps={{ 'aria-label': 'Until today' }}
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

/** Who acted, found by typing. Somebody who has left is kept as chosen, by the name in the entries. */
function PersonFilter({ search, change, actorName }: Props) {
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed, 250)
  const people = trpc.members.list.useQuery({ search: asked })
  const found = (people.data?.rows ?? [])
    .filter(({ kind }) => kind === 'member')
    .map((p) => ({ value: p.id as string, label: titleOf(p) }))
  const { actor } = search
  const choices =
    actor && !found.some(({ value }) => value === actor)
      ? [{ value: actor, label: actorName ?? 'Somebody' }, ...found]
      : found
  return (
    <Select
      label="Who"
      placeholder="Everybody"
      data={choices}
      value={actor ?? null}
      onChange={(chosen) => change({ actor: chosen ?? undefined })}
      onSearchChange={setTyped}
      searchable
      clearable
      nothingFoundMessage={
        people.error ? sentenceOf(people.error) : people.isLoading ? 'Looking…' : 'Nobody of that name'
      }
      clearButtonProps={{ 'aria-label': 'Everybody' }}
      className="log-person"
    />
  )
}
