// Collections may share a name; where each must have one of its own, the later ones get a figure: "Picks", "Picks (2)".

/** As long as a collection's name may be, in bytes (rules §8, "Names"). */
const longest = 255
function withFigure(name: string, n: number): string {
  const figure = ` (${n})`
  const characters = Array.from(name)
  while (Buffer.byteLength(characters.join('') + figure) > longest) characters.pop()
  return characters.join('').trimEnd() + figure
}

/** Each one's name by its id. Names that are there once stay as they are. */
export function distinctNames<Id>(things: readonly { id: Id; name: string }[]): Map<Id, string> {
  const taken = new Set(things.map(({ name }) => name))
  const given = new Set<string>()
  const names = new Map<Id, string>()
  for (const { id, name } of things) {
    let free = name
    for (let n = 2; given.has(free) || (free !== name && taken.has(free)); n += 1) free = withFigure(name, n)
    given.add(free)
    names.set(id, free)
  }
  return names
}
