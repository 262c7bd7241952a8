// The frame of pages before and around an account: the mark above one column.
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { MarkAndName } from './Mark.tsx'
import './plain.css'

interface Props {
  /** For tables and lists; forms stay narrow. */
  wide?: boolean
  /** At the right of the mark, such as a way back. */
  beside?: React.ReactNode
  children: React.ReactNode
}

export function Plain({ wide, beside, children }: Props) {
  return (
    <div className="plain" data-wide={wide || undefined}>
      <header className="plain-head">
        <Anchor component={Link} to="/" underline="never" c="inherit" aria-label="Usher, to the start">
          <MarkAndName />
        </Anchor>
        {beside}
      </header>
      <main className="plain-main">{children}</main>
    </div>
  )
}
