// Who is to own something, found by typing: for administrators among all members, for others among those whom they could
// share it with.
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'
import { sentenceOf } from '../ui/problem.ts'
import { useSuggested, type Subject } from './subject.ts'

export interface Person {
  id: string
  name: string
}
interface Props {
  subject: Subject
  /** The owner now. */
  without: string | null
  value: Person | null
  onChange: (person: Person | null) => void
  error: string | undefined
}

export function HeirSelect({ subject, without, value, onChange, error }: Props) {
  const seesPeople = useMay('people.see').yes
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim().slice(0, 200), 200)
  const all = trpc.members.list.useQuery({ search: asked }, { enabled: seesPeople })
  const some = useSuggested(subject, seesPeople ? '' : asked)
  const people: Person[] = seesPeople
    ? (all.data?.rows ?? []).filter(({ kind }) => kind === 'member')
    : (some.data?.members ?? [])
  const found = people.filter(({ id }) => id !== without)
  const choices = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found
  const failed = all.error ?? some.error
  return (
    <Select
      label="New owner"
      description="Somebody of this account who can see the library."
      placeholder="Name or e-mail address"
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(choices.find((p) => p.id === id) ?? null)}
      onSearchChange={setTyped}
      // What the server found: also by address, which is not in the label.
      filter={({ options }) => options}
      searchable
      error={error}
      nothingFoundMessage={
        failed ? sentenceOf(failed) : asked || seesPeople ? 'Nobody of that name' : 'Type a name or address'
      }
      data-autofocus
    />
  )
}
