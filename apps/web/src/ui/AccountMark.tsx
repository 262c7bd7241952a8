// What stands beside the name of an account: its logo, or its initials. Decoration, silent to screen readers.
import { Initials } from './Initials.tsx'
import './account-mark.css'

interface Props {
  account: { name: string; logo: string | null }
  /** Edge in pixels. */
  size?: number
}

export function AccountMark({ account: { name, logo }, size = 32 }: Props) {
  if (logo === null) return <Initials name={name} square size={size} />
  return <img className="account-mark" src={logo} alt="" width={size} height={size} />
}
