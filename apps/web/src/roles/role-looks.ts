// One icon and one colour for each role, the same everywhere it is named.
import { IconCode, IconEye, IconLock, IconPhoto, IconReceipt, IconShieldCheck, type Icon } from '@tabler/icons-react'
import type { Role } from '@usher/domain'

export interface RoleLooks {
  icon: Icon
  /** Degrees on the colour wheel; the stylesheet makes text and ground of it, in both themes. */
  hue: number
}

export const roleLooks: Record<Role, RoleLooks> = {
  account_admin: { icon: IconShieldCheck, hue: 174 },
  developer: { icon: IconCode, hue: 262 },
  library_full: { icon: IconPhoto, hue: 212 },
  library_view: { icon: IconEye, hue: 234 },
  library_restricted: { icon: IconLock, hue: 28 },
  finance: { icon: IconReceipt, hue: 330 },
}
