// What a row and a tile do when they are clicked, pressed, dragged or dropped onto: the same in list and grid.
import type { Asset } from './asset.ts'
import { useDraggable, useDropPlace } from './drag.tsx'
import type { RowActs } from './row-acts.ts'
import type { Selection } from './use-selection.ts'

export interface ItemProps {
  asset: Asset
  selection: Selection
  acts: RowActs
  /** What is selected, if this one is among it, else this one. */
  withSelected: (asset: Asset) => readonly Asset[]
  /** Opens the menu where the pointer is. */
  onMenu: (event: React.MouseEvent, asset: Asset) => void
  /** Tab reaches it. */
  isTabbed: boolean
  onActive: () => void
}

export function useItem({ asset, selection, acts, withSelected, onMenu, onActive }: ItemProps) {
  const { id, kind, name } = asset
  const drag = useDraggable(() => withSelected(asset), asset)
  const drop = useDropPlace(kind === 'folder' ? { id, name } : null, asset.level)
  return {
    ...drag,
    ...drop,
    'data-selected': selection.has(id) || undefined,
    onFocus: onActive,
    /** Beside links and buttons: selects this one, with Ctrl this one too, with Shift all up to it. */
    onClick: (event: React.MouseEvent) => {
      if (isControl(event.target)) return
      // A finger has neither keys to hold nor a second click: it opens, until something is selected by its box.
      const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch'
      if (isTouch) {
        if (selection.size) selection.toggle(id)
        else acts.open(asset)
      } else if (event.shiftKey) selection.reachTo(id)
      else if (event.ctrlKey || event.metaKey) selection.toggle(id)
      else selection.alone(id)
    },
    onDoubleClick: (event: React.MouseEvent) => !isControl(event.target) && acts.open(asset),
    // With Shift, the browser would select text.
    onMouseDown: (event: React.MouseEvent) => event.shiftKey && event.preventDefault(),
    onContextMenu: (event: React.MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('[role=menu]')) return
      event.preventDefault()
      onMenu(event, asset)
    },
  }
}

const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label, [role=menu]') !== null
