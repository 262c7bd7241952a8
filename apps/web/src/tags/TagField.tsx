// A field for tags that suggests, while one types, those that the person can see.
import { TagsInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { trpc } from '../trpc.ts'

interface Props {
  label: string
  placeholder: string
  value: readonly string[]
  onChange: (tags: string[]) => void
  /** Suggests before anything is typed: what stands below it may be covered then. */
  isEager?: boolean
  error?: React.ReactNode
  className?: string
}

export function TagField({ label, placeholder, value, onChange, isEager = false, error, className }: Props) {
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed, 150)
  const suggested = trpc.tags.suggest.useQuery({ typed: asked }, { placeholderData: (before) => before })
  return (
    <TagsInput
      label={label}
      placeholder={value.length ? '' : placeholder}
      value={[...value]}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
      data={suggested.data ?? []}
      // What the server suggests is what there is to choose from.
      filter={({ options }) => options}
      splitChars={[',', ';']}
      acceptValueOnBlur
      {...(!typed && !isEager && { dropdownOpened: false })}
      clearable
      clearButtonProps={{ 'aria-label': `${label}: none` }}
      maxTags={20}
      error={error}
      {...(className && { className })}
    />
  )
}
