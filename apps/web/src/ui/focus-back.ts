// Gives the focus back to whatever opened a dialog. A menu's item is gone by then: its menu's button gets it instead.
import { useLayoutEffect } from 'react'

function openerOf(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest('[role=menu]')
  const button = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
  return button ?? (focused instanceof HTMLElement ? focused : null)
}

export function useFocusBack(opened: boolean): void {
  // A layout effect runs before the dialog takes the focus.
  useLayoutEffect(() => {
    if (!opened) return
    const opener = openerOf(document.activeElement)
    return () => {
      // After the dialog's own trap has let go.
      setTimeout(() => opener?.isConnected && opener.focus({ preventScroll: true }), 20)
    }
  }, [opened])
}
