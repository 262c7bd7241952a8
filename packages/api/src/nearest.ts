// What somebody may have meant who mistyped a name: the few that are nearest, for the sentence that says so.
const most = 3

/** How many letters have to be changed, added or left out to get from one text to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(b).entries())
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row.at(-1) ?? a.length
}

/** Up to three of the names, nearest first; those that have nothing in common with what was typed are left out. */
export function nearest(typed: string, names: readonly string[]): string[] {
  const wanted = typed.toLowerCase()
  const tolerated = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)))
  return [...new Map(names.toReversed().map((name) => [name.toLowerCase(), name])).values()]
    .map((name) => {
      const n = name.toLowerCase()
      const holds = wanted.length > 2 && (n.includes(wanted) || wanted.includes(n))
      return { name, far: holds ? 1 : Math.abs(n.length - wanted.length) > tolerated ? Infinity : distance(wanted, n) }
    })
    .filter(({ far }) => far <= tolerated)
    .toSorted((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name)
}

/** ` Is it “acme” or “acme-2”?`, or nothing when no name is near. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const near = nearest(typed, names).map((name) => `“${name}”`)
  const last = near.pop()
  return last === undefined ? '' : ` Did you mean ${near.length ? `${near.join(', ')} or ` : ''}${last}?`
}
