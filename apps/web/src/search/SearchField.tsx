// The words that are searched for: the address follows typing, and typing follows the address when one goes back.
import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'

interface Props {
  words: string
  onChange: (words: string) => void
}

export function SearchField({ words, onChange }: Props) {
  const [typed, setTyped] = useState(words)
  const [asked, setAsked] = useState(words)
  const [seen, setSeen] = useState(words)
  if (seen !== words) {
    setSeen(words)
    if (words !== asked) setTyped(words)
  }
  const searchFor = useDebouncedCallback((q: string) => {
    setAsked(q)
    onChange(q)
  }, 200)
  const type = (q: string) => {
    setTyped(q)
    searchFor(q)
  }
  return (
    <TextInput
      type="search"
      size="md"
      aria-label="Words in the name"
      placeholder="Words in the name"
      data-page-search
      data-autofocus
      // Whoever comes here comes to type.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={typed && <CloseButton aria-label="Clear the words" onClick={() => type('')} />}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      maxLength={200}
    />
  )
}
