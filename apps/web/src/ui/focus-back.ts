// Gives the focus back to whatever opened a dialog. A menu's item is gone by then: its menu's button gets it instead.
import { useEffect, useRef } from 'react'

function openerOf(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest('[role=menu]')
  const button = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
  return button ?? (focused instanceof HTMLElement ? focused : null)
}

export function useFocusBack(opened: boolean): void {
  const opener = useRef<HTMLElement | null>(null)
  const wasOpened = useRef(false)
  // While rendering the dialog open for the first time, the focus is still where it was opened from.
  if (opened && !wasOpened.current) opener.current = openerOf(document.activeElement)
  wasOpened.current = opened

  useEffect(() => {
    if (!opened) return
    return () => {
      // After the dialog's own trap has let go.
      setTimeout(() => opener.current?.isConnected && opener.current.focus({ preventScroll: true }), 20)
    }
  }, [opened])
}
