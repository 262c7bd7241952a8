// Opens the palette, and keeps one of its actions chosen where they come one after the other.
import { createSpotlight } from '@mantine/spotlight'

export const [paletteStore, { open: openPalette }] = createSpotlight()

/** Chooses the first action where none is chosen: the library does so only as somebody types. */
export function selectFirst(): void {
  const { listId } = paletteStore.getState()
  const list = listId ? document.getElementById(listId) : null
  if (!list || list.querySelector('[data-selected]')) return
  list.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  paletteStore.updateState((state) => ({ ...state, selected: 0 }))
}
