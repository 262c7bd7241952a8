// Light, dark, or as the system has it.
import { IconDeviceDesktop, IconMoon, IconSun, type Icon } from '@tabler/icons-react'

export const themes = [
  { scheme: 'light', label: 'Light', icon: IconSun },
  { scheme: 'dark', label: 'Dark', icon: IconMoon },
  { scheme: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const satisfies readonly { scheme: string; label: string; icon: Icon }[]
