// What `--exclude` leaves out, by patterns as .gitignore has them: held against the path below the folder that is mirrored, without
// regard to upper and lower case, as the library's names are.
import { keyOf } from './local.ts'

/** Is what has this path left out, and with it all that is in it? */
export type Excludes = (path: string, isFolder: boolean) => boolean
/** A pattern that cannot be read, or that nothing would ever match: why, as a sentence. */
export class BadPattern extends Error {}
type Bad = (why: string) => never

export function excludes(patterns: readonly string[]): Excludes {
  const all = patterns.map(readPattern)
  return (path, isFolder) => {
    const names = keyOf(path).split('/')
    return all.some(({ wanted, foldersOnly }) => (isFolder || !foldersOnly) && fits(wanted, names))
  }
}

type Wanted<T> = readonly (((thing: T) => boolean) | 'any')[]
/** Does each of the things fit what is wanted in its place? `any`: any number of them, whatever they are. */
function fits<T>(wanted: Wanted<T>, things: readonly T[]): boolean {
  let place = 0
  /** Of the last `any`: where it stands, and the first thing that is not among its own. */
  let any: { place: number; until: number } | null = null
  for (let n = 0; n < things.length;) {
    const want = wanted[place]
    if (want === 'any') any = { place, until: n }
    else if (want?.(things[n] as T)) n += 1
    else if (any) {
      n = any.until += 1
      place = any.place
    } else return false
    place += 1
  }
  return wanted.slice(place).every((want) => want === 'any')
}

/** `*.tmp` and `cache/` at any depth; `/raw` and `raw/*.dng` from the top. `*` and `?` stay within a name, `**` does not. Throws `BadPattern`. */
function readPattern(text: string): { wanted: Wanted<string>; foldersOnly: boolean } {
  const bad: Bad = (why) => {
    throw new BadPattern(`--exclude ${text || '""'}: ${why}`)
  }
  if (text.startsWith('!')) bad('Nothing is taken back in. Write \\! for a name that begins with it.')
  const names = keyOf(text).replace(/^\//, '').replace(/\/$/, '').split('/')
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    bad('A name in it is empty, . or .., which no name is.')
  const wanted = names.flatMap((name, n): Wanted<string> => {
    if (name !== '**') return [nameLike(name, bad)]
    // At the end it is all that is in a folder, and not the folder.
    return n === names.length - 1 ? [() => true, 'any'] : ['any']
  })
  const isFromTop = text.replace(/\/$/, '').includes('/')
  return { wanted: isFromTop ? wanted : ['any', ...wanted], foldersOnly: text.endsWith('/') }
}

/** One of the pieces that a name in a pattern is made of; what is left over cannot be read. */
const piece =
  /(?<stars>\*+)|(?<one>\?)|\[(?<not>[!^]?)(?<among>\]?(?:\\.|[^\\\]])*)\]|\\(?<escaped>.)|(?<plain>[^\\[*?])/suy

function nameLike(name: string, bad: Bad): (name: string) => boolean {
  const wanted: Wanted<string>[number][] = []
  for (let at = 0; at < name.length; at = piece.lastIndex) {
    piece.lastIndex = at
    const { stars, one, not, among, escaped, plain } =
      piece.exec(name)?.groups ??
      bad(name[at] === '[' ? 'A [ is never closed.' : 'It ends in a \\ with nothing behind.')
    if (stars) wanted.push('any')
    else if (one) wanted.push(() => true)
    else if (among !== undefined) wanted.push(oneOf(among, Boolean(not), bad))
    else wanted.push((character) => character === (escaped ?? plain))
  }
  return (other) => fits(wanted, Array.from(other))
}

/** `[a-z_]`, `[!0-9]`: one of these characters, or none of them. */
function oneOf(among: string, isNot: boolean, bad: Bad): (character: string) => boolean {
  if (among === '') bad('A [ ] has nothing in it.')
  if (among.includes('[:')) bad('Write the characters themselves in place of [: :].')
  const inside = among.replace(/\\(.)|[\]^[]/gsu, (all, escaped: string = all) => escaped.replace(/[\\\]^[-]/, '\\$&'))
  try {
    const set = new RegExp(`[${inside}]`, 'u')
    return (character) => set.test(character) !== isNot
  } catch {
    return bad('A range in [ ] runs backwards.')
  }
}
