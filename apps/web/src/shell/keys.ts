// The keys that work everywhere, as they are listed and written on this machine.
import type { Permission } from '@usher/domain'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
export const modKey = isMac ? '⌘' : 'Ctrl'

export const keys: readonly { keys: readonly string[]; does: string; needs?: Permission }[] = [
  { keys: [modKey, 'K'], does: 'Search, jump to a page, do something' },
  { keys: ['/'], does: 'Go to the search of this page' },
  { keys: ['?'], does: 'Show these keys' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['↑', '↓'], does: 'In the library: from row to row', needs: 'library.browse' },
  { keys: ['Enter'], does: 'Open the row', needs: 'library.browse' },
  { keys: ['Space'], does: 'Select the row', needs: 'library.change' },
  { keys: ['F2'], does: 'Rename the row', needs: 'library.change' },
  { keys: ['Delete'], does: 'Delete the row, or what is selected', needs: 'library.change' },
]

/** Is this key meant for a field that somebody types in? */
export const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
