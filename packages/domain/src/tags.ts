// What tags may be called, and how many there can be: words that people put on files and folders to find them by.
import type { Read } from './addresses.ts'
import { isUnsafe } from './assets.ts'

/** A file or folder has at most so many tags. */
export const tagsAtMost = 50
/** One call puts on, or takes away, at most so many. */
export const tagsAtOnce = 20
/** Longest tag, in characters. */
export const tagCharacters = 50

const no = (wrong: string): Read<string> => ({ ok: false, wrong })

/** A tag as typed, in NFC: 1–50 characters, kept as written. A comma ends a tag where several are typed. */
export const readTagName = (typed: string): Read<string> => {
  const name = typed.normalize('NFC')
  if (!name.trim()) return no('Type a tag.')
  if (name !== name.trim()) return no('A tag does not begin or end with a blank. Remove it.')
  if (isUnsafe(name))
    return no('This tag contains line breaks or characters that change the direction of text. Type it by hand.')
  if (name.includes(',')) return no('A tag contains no comma. Add each tag by itself.')
  if (Array.from(name).length > tagCharacters)
    return no(`This tag is longer than ${tagCharacters} characters. Shorten it.`)
  return { ok: true, value: name }
}
