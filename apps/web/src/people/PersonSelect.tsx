// One person of the account, found by typing. Somebody who has left is kept as chosen, by the name that is known of them.
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { trpc } from '../trpc.ts'
import { sentenceOf } from '../ui/problem.ts'
import { titleOf } from './person.ts'

interface Props {
  label: string
  /** What it means to choose nobody: "Everybody". */
  nobody: string
  value: string | undefined
  /** The name of whoever is chosen, as far as it is known. */
  name: string | null
  onChange: (memberId: string | undefined) => void
  className?: string
}

export function PersonSelect({ label, nobody, value, name, onChange, className }: Props) {
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed, 250)
  const people = trpc.members.list.useQuery({ search: asked })
  const found = (people.data?.rows ?? [])
    .filter(({ kind }) => kind === 'member')
    .map((p) => ({ value: p.id as string, label: titleOf(p) }))
  const choices =
    value && !found.some((p) => p.value === value) ? [{ value, label: name ?? 'Somebody' }, ...found] : found
  return (
    <Select
      label={label}
      placeholder={nobody}
      data={choices}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      onSearchChange={setTyped}
      searchable
      clearable
      nothingFoundMessage={
        people.error ? sentenceOf(people.error) : people.isLoading ? 'Looking…' : 'Nobody of that name'
      }
      clearButtonProps={{ 'aria-label': nobody }}
      {...(className && { className })}
    />
  )
}
