// A name with the parts that were searched for marked.

const folded = (text: string) => text.normalize('NFC').toLowerCase()

/** Parts of the name, in their order, and whether each was searched for. */
export function partsOf(name: string, words: string): { text: string; isHit: boolean }[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean)
  const text = name.normalize('NFC')
  const low = folded(name)
  // Some letters get longer or shorter when they are folded: then nothing is marked rather than the wrong part.
  if (!wanted.length || low.length !== text.length) return [{ text, isHit: false }]
  const hit = Array.from({ length: text.length }, () => false)
  for (const word of wanted)
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) hit.fill(true, at, at + word.length)
  const parts: { text: string; isHit: boolean }[] = []
  for (let at = 0; at < text.length; at += 1) {
    const last = parts.at(-1)
    const isHit = hit[at] === true
    if (last?.isHit === isHit) last.text += text.charAt(at)
    else parts.push({ text: text.charAt(at), isHit })
  }
  return parts
}

export function Highlighted({ name, words }: { name: string; words: string }) {
  return partsOf(name, words).map(({ text, isHit }, n) =>
    // The parts of one name never change places.
    isHit ? <mark key={n}>{text}</mark> : <span key={n}>{text}</span>,
  )
}
