// One person or group of the account, found by typing: whom something was given to.
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { isMember, titleOf } from '../people/person.ts'
import { trpc } from '../trpc.ts'
import { sentenceOf } from '../ui/problem.ts'

export interface ChosenGrantee {
  member?: string | undefined
  group?: string | undefined
}
interface Props {
  value: ChosenGrantee
  /** The name of whoever is chosen, as far as it is known. */
  name: string | null
  onChange: (chosen: ChosenGrantee) => void
  className?: string
}

export function GranteeSelect({ value: { member, group }, name, onChange, className }: Props) {
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed, 250)
  const people = trpc.members.list.useQuery({ search: asked.slice(0, 200) })
  const groups = trpc.groups.list.useQuery()
  const foundPeople = (people.data?.rows ?? [])
    .filter(isMember)
    .map((p) => ({ value: `member ${p.id}`, label: titleOf(p) }))
  const foundGroups = (groups.data?.groups ?? []).map((g) => ({ value: `group ${g.id}`, label: g.name }))
  const chosen = member ? `member ${member}` : group ? `group ${group}` : null
  const isFound = [...foundPeople, ...foundGroups].some((each) => each.value === chosen)
  const error = people.error ?? groups.error
  return (
    <Select
      label="To"
      placeholder="Everybody"
      data={[
        ...(chosen && !isFound ? [{ group: 'Chosen', items: [{ value: chosen, label: name ?? 'Somebody' }] }] : []),
        { group: 'Groups', items: foundGroups },
        { group: 'People', items: foundPeople },
      ]}
      value={chosen}
      onChange={(to) => {
        const [kind, id] = to?.split(' ') ?? []
        onChange({ member: kind === 'member' ? id : undefined, group: kind === 'group' ? id : undefined })
      }}
      onSearchChange={setTyped}
      searchable
      clearable
      nothingFoundMessage={error ? sentenceOf(error) : 'Nobody, and no group, of that name'}
      clearButtonProps={{ 'aria-label': 'Everybody' }}
      {...(className && { className })}
    />
  )
}
