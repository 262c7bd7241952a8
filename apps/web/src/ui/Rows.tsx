// A list with a hairline between its rows.
import './rows.css'

interface Props {
  /** What the list is of, where nothing above it says so. */
  label?: string
  children: React.ReactNode
}

export function Rows({ label, children }: Props) {
  return (
    <ul className="rows" aria-label={label}>
      {children}
    </ul>
  )
}
