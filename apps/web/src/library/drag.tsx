// Dragging files and folders onto a folder, wherever one is shown. What is dragged in from outside the page is none of
// this: uploads take care of it.
import { createContext, use, useMemo, useState } from 'react'
import { allows, idsAtOnce, type Level } from '@usher/domain'
import { countInWords, idsOf, type Asset, type Place } from './asset.ts'

/** Says to whoever listens for files that this is nothing from outside. */
const ours = 'application/x-usher-assets'

interface Drag {
  dragged: readonly Asset[] | null
  from: string | null
  start: (event: React.DragEvent, assets: readonly Asset[]) => void
  end: () => void
  drop: (to: Place) => void
}
const DragContext = createContext<Drag | null>(null)
function useDrag(): Drag {
  const drag = use(DragContext)
  if (!drag) throw new Error('something to be dragged outside the library')
  return drag
}

interface Props {
  /** The folder that is shown; null: the root. */
  from: string | null
  move: (assets: readonly Asset[], to: Place) => void
  children: React.ReactNode
}

export function DragProvider({ from, move, children }: Props) {
  const [dragged, setDragged] = useState<readonly Asset[] | null>(null)
  const drag = useMemo(
    (): Drag => ({
      dragged,
      from,
      start: (event, assets) => {
        event.dataTransfer.setData(ours, idsOf(assets).join())
        event.dataTransfer.effectAllowed = 'move'
        showUnderPointer(event, assets)
        // Later: what changes the page while a drag begins ends it in some browsers.
        setTimeout(() => setDragged(assets), 0)
      },
      end: () => setDragged(null),
      drop: (to) => {
        setDragged(null)
        if (dragged) move(dragged, to)
      },
    }),
    [dragged, from, move],
  )
  return <DragContext value={drag}>{children}</DragContext>
}

/** Of several, how many there are; of one, its row as it is. */
function showUnderPointer({ dataTransfer }: React.DragEvent, assets: readonly Asset[]): void {
  if (assets.length < 2) return
  const label = document.createElement('div')
  label.className = 'drag-label'
  label.textContent = countInWords(assets)
  document.body.append(label)
  dataTransfer.setDragImage(label, -12, -12)
  setTimeout(() => label.remove(), 0)
}

/** For what can be dragged; `assets`: it, or everything that is selected with it. */
export function useDraggable(assets: () => readonly Asset[], asset: Asset) {
  const { dragged, start, end } = useDrag()
  return {
    draggable: allows(asset.level, 'asset.move'),
    'data-dragged': dragged?.some(({ id }) => id === asset.id) || undefined,
    onDragStart: (event: React.DragEvent) => {
      const taken = assets()
      if (taken.length > idsAtOnce || !taken.every(({ level }) => allows(level, 'asset.move'))) event.preventDefault()
      else start(event, taken)
    },
    onDragEnd: end,
  }
}

/** For a folder that things can be dropped onto; null: for what is none. Marks itself while that would move them. */
export function useDropPlace(place: Place | null, level: Level | null) {
  const { dragged, from, drop } = useDrag()
  const [isOver, setOver] = useState(false)
  const takes =
    place !== null &&
    dragged !== null &&
    place.id !== from &&
    !dragged.some(({ id }) => id === place.id) &&
    allows(level, 'folder.moveInto')
  if (!place || !takes) return {}
  return {
    'data-drop': isOver ? 'over' : 'here',
    onDragOver: (event: React.DragEvent) => {
      event.preventDefault()
      event.stopPropagation()
      event.dataTransfer.dropEffect = 'move'
      setOver(true)
    },
    onDragLeave: (event: React.DragEvent) => {
      if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false)
    },
    onDrop: (event: React.DragEvent) => {
      event.preventDefault()
      event.stopPropagation()
      setOver(false)
      drop(place)
    },
  }
}
