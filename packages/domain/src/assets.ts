// What files and folders may be called (rules §8, "Names"), and the limits of the tree that they make.
import type { Read } from './addresses.ts'

const no = (wrong: string): Read<string> => ({ ok: false, wrong })
// Control characters, half characters, line and paragraph separators, and what changes the direction of text.
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
/** Breaks the line of a name, or turns its text round. */
export const isUnsafe = (name: string): boolean => unsafe.test(name)

/** Longest name, in bytes of UTF-8: what common file systems take. */
export const assetNameBytes = 255

/** A file's or folder's name as typed, in NFC: 1–255 bytes, kept as written. */
export const readAssetName = (typed: string): Read<string> => {
  const name = typed.normalize('NFC')
  if (!name.trim()) return no('Type a name.')
  if (name !== name.trim()) return no('A name does not begin or end with a blank. Remove it.')
  if (isUnsafe(name))
    return no('This name contains line breaks or characters that change the direction of text. Type it by hand.')
  if (/[/\\]/.test(name)) return no('A name contains neither / nor \\. Use another character.')
  if (name === '.' || name === '..') return no('“.” and “..” have a meaning of their own. Choose another name.')
  if (encodeURIComponent(name).replace(/%../g, '.').length > assetNameBytes)
    return no(`This name is longer than ${assetNameBytes} bytes. Shorten it.`)
  return { ok: true, value: name }
}

/** Things in the trash can be restored for so long (rules §4). */
export const trashDays = 30
/** One move or delete takes at most so many folders along; larger ones are done in parts. */
export const foldersAtOnce = 20_000
/** A copy of up to so many files and folders is one change; a larger one is a job, which goes on by itself. */
export const copiesAtOnce = 1000
/** No copy is of more files and folders; larger ones are done in parts. */
export const copiedAtMost = 100_000
/** One person has at most so many copies that go on by themselves. */
export const copiesUnderWay = 5
/** What became of a copy is told for so long, in days. */
export const copyDays = 7
/** One move onto names that are there touches at most so many files and folders one by one. */
export const mergedAtOnce = 2000
/** Folders one within the other: no deeper. */
export const deepest = 1000
