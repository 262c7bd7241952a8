// The keys of a list: arrows go from row to row and with Shift select on the way, Space selects, F2 renames, Delete
// deletes what is selected, or else the row itself. Enter opens, as the row's name is a link.
import { allows } from '@usher/domain'
import { canBeSelected, type Asset } from './asset.ts'
import type { RowActs } from './AssetTable.tsx'
import type { Selection } from './use-selection.ts'

/** The link of a row; undefined where it is not shown. */
export const linkOf = (id: string): HTMLElement | undefined =>
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`) ?? undefined

export function useRowKeys(assets: readonly Asset[], selection: Selection, acts: RowActs) {
  const at = (target: EventTarget): number => {
    const row = target instanceof Element ? target.closest('tr')?.querySelector('[data-row]') : null
    return row ? assets.findIndex(({ id }) => id === row.getAttribute('data-row')) : -1
  }
  const act = (event: React.KeyboardEvent): boolean => {
    const index = at(event.target)
    const asset = assets[index]
    if (!asset) return false
    const goTo = (to: number) => {
      const next = assets[Math.max(0, Math.min(assets.length - 1, to))]
      if (!next) return
      if (event.shiftKey && canBeSelected(next)) selection.reachTo(next.id, asset.id)
      linkOf(next.id)?.focus()
    }
    switch (event.key) {
      case 'ArrowDown':
        goTo(index + 1)
        return true
      case 'ArrowUp':
        goTo(index - 1)
        return true
      case 'Home':
        goTo(0)
        return true
      case 'End':
        goTo(assets.length - 1)
        return true
      case ' ':
        // Boxes and buttons have it for themselves.
        if (!(event.target instanceof HTMLAnchorElement) || !canBeSelected(asset)) return false
        selection.toggle(asset.id)
        return true
      case 'a':
        if (!event.ctrlKey && !event.metaKey) return false
        selection.all()
        return true
      case 'F2':
        if (allows(asset.level, 'asset.rename')) acts.rename(asset)
        return true
      case 'Delete': {
        const chosen = selection.size ? assets.filter(({ id }) => selection.has(id)) : [asset]
        if (chosen.every(({ level }) => allows(level, 'asset.delete'))) acts.remove(chosen)
        return true
      }
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
