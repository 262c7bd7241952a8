// What the sentences of the log are made of: what each can draw on, and how a count, a name and a version read in all.
import type { AuditKind, ShapeOf } from './audit.ts'

/** An ISO moment in words; the web app hands in one that writes it as the reader's locale does. */
export type MomentInWords = (iso: string) => string

/** What a sentence can draw on. */
export interface Seen<K extends AuditKind> {
  /** Who acted, at the beginning of a sentence. */
  who: string
  /** Whom it is about, within a sentence; `Whom` at its beginning. */
  whom: string
  Whom: string
  /** The person of a sign-in, who acts for themself, at the beginning of a sentence. */
  self: string
  was: Partial<ShapeOf<K>>
  is: Partial<ShapeOf<K>>
  moment: MomentInWords
  /** Where it went, as the end of a sentence; empty where that is not known. */
  to: string
}
export interface Words<K extends AuditKind> {
  /** For the filter: "Role changed". */
  title: string
  says: (seen: Seen<K>) => string
}

export const counted = (n: number | undefined, one: string, many = `${one}s`): string =>
  n === undefined ? `some ${many}` : n === 1 ? `1 ${one}` : `${n} ${many}`
export const named = (name: string | undefined): string => (name ? `“${name}”` : 'something')
export const numbered = (version: number | undefined): string =>
  version === undefined ? 'a version' : `version ${version}`
