// The keys that work everywhere, as they are listed and written on this machine.
import type { Permission } from '@usher/domain'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
export const modKey = isMac ? '⌘' : 'Ctrl'

export const keys: readonly { keys: readonly string[]; does: string; needs?: Permission }[] = [
  { keys: [modKey, 'K'], does: 'Search, jump to a page, do something' },
  { keys: ['/'], does: 'Go to the search of this page' },
  { keys: ['?'], does: 'Show these keys' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['↑', '↓'], does: 'In the library: from one to the next', needs: 'library.browse' },
  { keys: ['Enter'], does: 'Open it', needs: 'library.browse' },
  { keys: ['Space'], does: 'Preview the file', needs: 'library.browse' },
  { keys: ['I'], does: 'Show its details', needs: 'library.browse' },
  { keys: [modKey, 'Space'], does: 'Select it', needs: 'library.browse' },
  { keys: ['Shift', '↓'], does: 'Select on the way', needs: 'library.browse' },
  { keys: ['S'], does: 'Share it, or what is selected', needs: 'library.share' },
  { keys: ['F2'], does: 'Rename it', needs: 'library.change' },
  { keys: ['Delete'], does: 'Delete it, or what is selected', needs: 'library.change' },
]

/** Is this key meant for a field that somebody types in? */
export const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
