// The keys that work everywhere, as they are listed and written on this machine.
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
export const modKey = isMac ? '⌘' : 'Ctrl'

export const keys: readonly { keys: readonly string[]; does: string }[] = [
  { keys: [modKey, 'K'], does: 'Search, jump to a page, do something' },
  { keys: ['/'], does: 'Go to the search of this page' },
  { keys: ['?'], does: 'Show these keys' },
  { keys: ['Esc'], does: 'Close what is open' },
]

/** Is this key meant for a field that somebody types in? */
export const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
