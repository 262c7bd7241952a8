// One icon and one colour for each level, the same everywhere it is named.
import { IconAdjustments, IconEye, IconPencilPlus, type Icon } from '@tabler/icons-react'
import type { Level } from '@usher/domain'

interface LevelLooks {
  icon: Icon
  /** Degrees on the colour wheel; the stylesheet makes a colour of it, in both themes. */
  hue: number
}

export const levelLooks: Record<Level, LevelLooks> = {
  view: { icon: IconEye, hue: 234 },
  contribute: { icon: IconPencilPlus, hue: 152 },
  manage: { icon: IconAdjustments, hue: 292 },
}
