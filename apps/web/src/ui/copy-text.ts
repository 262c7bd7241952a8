// Copies a text, also where the browser keeps its clipboard from pages: over plain http there is no clipboard API.

/** The older way, which every browser still has: copies what is selected, during a click. */
function copySelected(text: string, near: HTMLElement): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'out-of-sight'
  // Beside what was clicked: a dialog's focus trap would take the focus back from outside of it.
  near.after(field)
  field.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
    near.focus({ preventScroll: true })
  }
}

/** `near`: what was clicked. False where neither way works; then the person has to copy. */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    // Typed as if it were always there.
    const clipboard = navigator.clipboard as Clipboard | undefined
    if (!clipboard) return copySelected(text, near)
    await clipboard.writeText(text)
    return true
  } catch {
    return copySelected(text, near)
  }
}
