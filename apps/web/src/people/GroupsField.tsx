// Groups of the account to choose from, several at once.
import { MultiSelect } from '@mantine/core'
import { trpc } from '../trpc.ts'
import { Optional } from '../ui/Optional.tsx'
import { sentenceOf } from '../ui/problem.ts'

interface Props {
  value: readonly string[]
  onChange: (groupIds: string[]) => void
  /** Nothing has to be chosen, and the label says so. */
  isOptional?: boolean
  description: string
}

export function GroupsField({ value, onChange, isOptional = false, description }: Props) {
  const list = trpc.groups.list.useQuery()
  const groups = list.data?.groups ?? []
  const hasNone = list.data?.groups.length === 0
  return (
    <MultiSelect
      label={isOptional ? <Optional>Groups</Optional> : 'Groups'}
      description={hasNone ? 'This account has no group yet. Create one on the page Groups.' : description}
      placeholder={value.length || hasNone ? '' : 'Name of a group'}
      data={groups.map(({ id, name }) => ({ value: id, label: name }))}
      // Until they are known there is no name to show.
      value={list.data ? [...value] : []}
      onChange={onChange}
      disabled={hasNone || !list.data}
      searchable
      hidePickedOptions
      nothingFoundMessage="No other group"
      error={list.error ? sentenceOf(list.error) : null}
    />
  )
}
