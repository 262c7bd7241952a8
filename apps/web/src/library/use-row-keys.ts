// The keys of a list or grid: arrows go from one to the next and with Shift select on the way, Ctrl with Space selects,
// Space previews, I shows details, S shares, F2 renames, Delete deletes what is selected, or else what has the focus. Enter opens,
// as each one's name is a link.
import { allows } from '@usher/domain'
import { useMay } from '../may.ts'
import type { Asset } from './asset.ts'
import type { RowActs } from './row-acts.ts'
import type { Selection } from './use-selection.ts'

/** The link of a row; undefined where it is not shown. */
export const linkOf = (id: string): HTMLElement | undefined =>
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`) ?? undefined

interface Options {
  assets: readonly Asset[]
  selection: Selection
  acts: RowActs
  /** Of a grid. */
  columns?: number
  /** Puts the focus on one, wherever it is. */
  focusOn: (index: number) => void
}

export function useRowKeys({ assets, selection, acts, columns = 1, focusOn }: Options) {
  const mayShare = useMay('library.share').yes
  const at = (target: EventTarget): number => {
    const row = target instanceof Element ? target.closest('tr, li')?.querySelector('[data-row]') : null
    return row ? assets.findIndex(({ id }) => id === row.getAttribute('data-row')) : -1
  }
  const act = (event: React.KeyboardEvent): boolean => {
    const index = at(event.target)
    const asset = assets[index]
    if (!asset) return false
    const goTo = (to: number) => {
      const next = assets[Math.max(0, Math.min(assets.length - 1, to))]
      if (!next) return
      if (event.shiftKey) selection.reachTo(next.id, asset.id)
      focusOn(assets.indexOf(next))
    }
    const withMod = event.ctrlKey || event.metaKey
    const chosen = selection.size ? assets.filter(({ id }) => selection.has(id)) : [asset]
    switch (event.key) {
      case 'ArrowDown':
        // From the last row but one of a grid, to its end.
        if (index + columns < assets.length || columns === 1) goTo(index + columns)
        else if (Math.floor(index / columns) < Math.floor((assets.length - 1) / columns)) goTo(assets.length - 1)
        return true
      case 'ArrowUp':
        if (index >= columns || columns === 1) goTo(index - columns)
        return true
      case 'ArrowRight':
        if (columns > 1) goTo(index + 1)
        return columns > 1
      case 'ArrowLeft':
        if (columns > 1) goTo(index - 1)
        return columns > 1
      case 'Home':
        goTo(0)
        return true
      case 'End':
        goTo(assets.length - 1)
        return true
      case ' ':
        // Boxes and buttons have it for themselves.
        if (!(event.target instanceof HTMLAnchorElement)) return false
        if (withMod) selection.toggle(asset.id)
        else if (asset.kind === 'file') acts.open(asset)
        return true
      case 'Escape':
        if (selection.size) selection.none()
        return selection.size > 0
      case 'a':
        if (withMod) selection.all()
        return withMod
      case 'i':
        if (!withMod && !event.altKey) acts.details(asset)
        return !withMod && !event.altKey
      case 's':
        if (withMod || event.altKey) return false
        if (mayShare && chosen.every(({ level }) => allows(level, 'asset.share'))) acts.share(chosen)
        return true
      case 'F2':
        if (allows(asset.level, 'asset.rename')) acts.rename(asset)
        return true
      case 'Delete':
        if (chosen.every(({ level }) => allows(level, 'asset.delete'))) acts.remove(chosen)
        return true
      default:
        return false
    }
  }
  return (event: React.KeyboardEvent) => {
    // A menu hangs elsewhere on the page, and its keys are its own.
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
    if (act(event)) event.preventDefault()
  }
}
