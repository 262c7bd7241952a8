// A dialog over a dialog: Escape closes the upper one alone. Mantine would close every open one, unless what has the
// focus says that it keeps the key to itself.

/** For everything in the upper dialog that can have the focus. */
export const keepsEscape = { 'data-mantine-stop-propagation': 'true' }

/** For the upper dialog. */
export const escapeOf = (close: () => void) => ({
  closeOnEscape: true,
  onKeyDown: (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') close()
  },
})
