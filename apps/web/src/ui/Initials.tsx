// A person's or an account's initials on a colour of their own, where an account has no logo (AccountMark); decoration beside the name, silent to screen readers.
import './initials.css'

interface Props {
  name: string
  /** Edge in pixels. */
  size?: number
  /** Accounts are squares, people are circles. */
  square?: boolean
}

function initialsOf(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    word ? Array.from(word)[0] : '',
  )
  return letters.join('').toUpperCase() || '?'
}

/** The same name has the same hue everywhere. */
const hueOf = (name: string): number =>
  Array.from(name).reduce((hue, letter) => (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)

export function Initials({ name, size = 32, square = false }: Props) {
  return (
    <span
      aria-hidden
      className="initials"
      data-square={square || undefined}
      style={
        { '--hue': hueOf(name), width: size, height: size, fontSize: Math.round(size * 0.38) } as React.CSSProperties
      }
    >
      {initialsOf(name)}
    </span>
  )
}
