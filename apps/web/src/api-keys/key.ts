// An API key as the list has it, and its state in words.
import type { Outputs } from '@usher/client'
import { keyRightTitles, keyAreaNames, keyAreas, type KeyScopes, type KeyState } from '@usher/domain'

export type ListedKey = Outputs['keys']['list']['keys'][number]

export const stateWords: Record<KeyState, { title: string; color: string }> = {
  active: { title: 'Active', color: 'green' },
  disabled: { title: 'Disabled', color: 'gray' },
  ended: { title: 'Ended', color: 'orange' },
}

/** What a key may do, an area a line; a standard key has one line. */
export const scopeLines = (scopes: KeyScopes): string[] =>
  scopes === null
    ? ['Everything']
    : keyAreaNames.flatMap((area) => {
        const right = scopes[area] ?? 'none'
        return right === 'none' ? [] : [`${keyAreas[area].title}: ${keyRightTitles[right].toLowerCase()}`]
      })

/** Is that typed in the key's name, or does its secret begin so? */
export const isFoundBy = ({ name, prefix }: ListedKey, typed: string): boolean => {
  const text = typed.trim().toLowerCase()
  // All of a secret may be pasted: its beginning is what is known here.
  return (
    name.toLowerCase().includes(text) || prefix.toLowerCase().includes(text) || text.startsWith(prefix.toLowerCase())
  )
}
