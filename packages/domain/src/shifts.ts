// What a change of access changes for whom: what somebody gains and loses, counted where it begins to be so. The law of it,
// over two small worlds in memory; and the sentences that say it.
import { isAtLeast, levels, levelWords, type Level } from './levels.ts'
import type { MemberId } from './ids.ts'
import { counted } from './log-words.ts'

export const shiftKinds = ['library', 'folder', 'file', 'collection'] as const
/** `library`: all of it, by a role. */
export type ShiftKind = (typeof shiftKinds)[number]

/** So many things whose level changes for somebody in the same way; a folder stands for what lies in it as well. */
export interface Shift {
  kind: ShiftKind
  /** Null: they did not see it. */
  before: Level | null
  /** Null: they do not see it any more. */
  after: Level | null
  things: number
  /** Of the first of them, in order. */
  names: string[]
}
/** What somebody has of it all the same, through something else. */
export interface Kept {
  name: string
  level: Level
  /** What still gives it; `group`: by its name. */
  through: 'role' | 'ownership' | 'grant' | 'folder' | 'collection'
  group: string | null
}
/** What changes for one member. */
export interface Shifted {
  memberId: MemberId
  name: string
  shifts: Shift[]
  keeps: Kept[]
}
/** What a change of access changes for everybody whom it concerns. */
export interface Weighed {
  /** Those for whom something changes, or who keep what would go; who loses comes first. */
  people: Shifted[]
  /** So many more whom it concerns were not looked at one by one. */
  more: number
  /** False: somebody has so much that what is counted is a part of it. */
  whole: boolean
}

/** A thing at which the level of somebody is compared: before and after, its own and that of what it lies in. */
export interface Compared {
  before: Level | null
  after: Level | null
  /** Of the folder that it lay in before, and lies in after; at the top: what their role has on the whole library. */
  above: { before: Level | null; after: Level | null }
  moved: boolean
}
/**
 * Does a change begin here, or does one that begins above end here, as somebody keeps this? What only shares in the change of
 * the folder that it lies in is counted with that one.
 */
export const isPoint = ({ before, after, above, moved }: Compared): boolean =>
  (before !== after || (before !== null && isLoss(above))) &&
  (moved || before !== above.before || after !== above.after)

/** What changes in the same way is counted together, in order. */
export function shiftsOf(points: readonly (Pick<Shift, 'kind' | 'before' | 'after'> & { name: string })[]): Shift[] {
  const order = (l: Level | null) => (l ? levels.indexOf(l) : -1)
  const alike = Map.groupBy(points, ({ kind, before, after }) => `${kind} ${before} ${after}`)
  return [...alike.values()]
    .flatMap(([first, ...others]): Shift[] => {
      if (!first) return []
      const { kind, before, after } = first
      const names = [first, ...others].map(({ name }) => name).toSorted((a, b) => a.localeCompare(b))
      return [{ kind, before, after, things: names.length, names: kind === 'library' ? [] : names.slice(0, 3) }]
    })
    .toSorted(
      (a, b) =>
        shiftKinds.indexOf(a.kind) - shiftKinds.indexOf(b.kind) ||
        order(b.before) - order(a.before) ||
        order(b.after) - order(a.after),
    )
}

/** Is it less from now on? */
export const isLoss = ({ before, after }: Pick<Shift, 'before' | 'after'>): boolean =>
  before !== null && !isAtLeast(after, before)
export const losesAnything = ({ shifts }: Shifted): boolean => shifts.some(isLoss)

const join = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
const kindWords: Record<Exclude<ShiftKind, 'library'>, string> = {
  folder: 'folder',
  file: 'file',
  collection: 'collection',
}
/** "the whole library", "Spring and Summer", "3 folders and 12 files" */
function thingsInWords(shifts: readonly Shift[]): string {
  if (shifts.some((s) => s.kind === 'library')) return 'the whole library'
  const names = shifts.flatMap((s) => s.names)
  const total = shifts.reduce((sum, s) => sum + s.things, 0)
  if (total <= 2 && names.length === total) return join(names)
  return join(
    shiftKinds.flatMap((kind) => {
      const n = shifts.filter((s) => s.kind === kind).reduce((sum, s) => sum + s.things, 0)
      return n && kind !== 'library' ? [counted(n, kindWords[kind])] : []
    }),
  )
}
const throughInWords = ({ through, group }: Kept): string => {
  if (group) return ` through ${group}`
  if (through === 'ownership') return ' as its owner'
  if (through === 'role') return ' by their role'
  return through === 'grant' ? '' : ` through a ${through}`
}
/** What changes for somebody, as parts of a sentence. */
function clauses({ shifts, keeps }: Shifted): string[] {
  const library = shifts.find((s) => s.kind === 'library')
  // Whoever gets the whole library has all else as a part of it.
  const told = shifts.filter((s) => s === library || !library || isLoss(library) || isLoss(s))
  /** Told with what still gives it. */
  const isKept = (s: Shift) => s.things === s.names.length && s.names.every((n) => keeps.some((k) => k.name === n))
  const gone = told.filter((s) => s.after === null)
  const less = told.filter((s) => isLoss(s) && s.after !== null)
  const kept = [...less, ...told.filter((s) => s.before === s.after)].filter((s) => !isKept(s))
  const gained = told.filter((s) => s.before === null)
  const more = told.filter((s) => s.before !== null && s.before !== s.after && !isLoss(s))
  const byLevel = (these: readonly Shift[]) =>
    levels.toReversed().flatMap((level) => {
      const at = these.filter((s) => s.after === level)
      return at.length ? [`${thingsInWords(at)} (${levelWords[level].title})`] : []
    })
  const keepsAll = [
    ...byLevel(kept),
    ...keeps.map((k) => `${k.name} (${levelWords[k.level].title})${throughInWords(k)}`),
  ]
  return [
    ...(gone.length ? [`loses ${thingsInWords(gone)}`] : []),
    ...(gone.length || less.length || gained.length || more.length ? [] : ['loses nothing']),
    ...(keepsAll.length ? [`keeps ${less.length ? 'only ' : ''}${join(keepsAll)}`] : []),
    ...(gained.length ? [`gains ${join(byLevel(gained))}`] : []),
    ...(more.length ? [`gets more: ${join(byLevel(more))}`] : []),
  ]
}
/** "Fay loses 3 folders and 12 files; keeps Spring (Can view) through Agency A." */
export const shiftedInWords = (shifted: Shifted): string => `${shifted.name} ${clauses(shifted).join('; ')}.`
/** Everything that changes, in a sentence for each person; `most` people are told of by name, the others are counted. */
export function weighedInWords({ people, more, whole }: Weighed, most = 5): string[] {
  if (!people.length && !more) return ['Nobody gains or loses anything.']
  const rest = people.slice(most)
  const losing = rest.filter(losesAnything).length
  return [
    ...people.slice(0, most).map(shiftedInWords),
    ...(rest.length
      ? [
          losing
            ? `${counted(losing, 'more person loses', 'more people lose')} something${rest.length > losing ? `; for ${rest.length - losing} more it changes otherwise` : ''}.`
            : `It changes for ${counted(rest.length, 'more person', 'more people')}.`,
        ]
      : []),
    ...(more ? [`It may change for ${counted(more, 'more person', 'more people')}.`] : []),
    ...(whole ? [] : ['So much is concerned that only a part of it is counted here.']),
  ]
}
