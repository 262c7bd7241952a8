// Dragging files and folders onto a folder, wherever one is shown, or onto a collection beside them. What is dragged in from
// outside the page is none of this: uploads take care of it.
import { createContext, use, useMemo, useState } from 'react'
import { allows, idsAtOnce, type Level } from '@usher/domain'
import type { ListedCollection } from '../collections/collection.ts'
import { countInWords, idsOf, type Asset, type Place } from './asset.ts'

/** Says to whoever listens for files that this is nothing from outside. */
const ours = 'application/x-usher-assets'

interface Drag {
  dragged: readonly Asset[] | null
  from: string | null
  /** Can they be dropped onto collections? */
  collects: boolean
  start: (event: React.DragEvent, assets: readonly Asset[]) => void
  end: () => void
  drop: (to: Place) => void
  collect: (into: ListedCollection) => void
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
  /** Left out where there are no collections for this person. */
  collect?: ((assets: readonly Asset[], into: ListedCollection) => void) | undefined
  children: React.ReactNode
}

export function DragProvider({ from, move, collect, children }: Props) {
  const [dragged, setDragged] = useState<readonly Asset[] | null>(null)
  const drag = useMemo(
    (): Drag => ({
      dragged,
      from,
      collects: collect !== undefined,
      start: (event, assets) => {
        event.dataTransfer.setData(ours, idsOf(assets).join())
        event.dataTransfer.effectAllowed = 'copyMove'
        showUnderPointer(event, assets)
        // Later: what changes the page while a drag begins ends it in some browsers.
        setTimeout(() => setDragged(assets), 0)
      },
      end: () => setDragged(null),
      drop: (to) => {
        setDragged(null)
        if (dragged) move(dragged, to)
      },
      collect: (into) => {
        setDragged(null)
        if (dragged) collect?.(dragged, into)
      },
    }),
    [dragged, from, move, collect],
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

/** What can be done with all of these by dragging them: the least that one of them allows. */
const allAllow = (assets: readonly Pick<Asset, 'level'>[], operation: 'asset.move' | 'asset.addToCollection') =>
  assets.every(({ level }) => allows(level, operation))

/** For what can be dragged; `assets`: it, or everything that is selected with it. */
export function useDraggable(assets: () => readonly Asset[], asset: Asset) {
  const { dragged, collects, start, end } = useDrag()
  const leadsSomewhere = (these: readonly Pick<Asset, 'level'>[]) =>
    allAllow(these, 'asset.move') || (collects && allAllow(these, 'asset.addToCollection'))
  return {
    draggable: leadsSomewhere([asset]),
    'data-dragged': dragged?.some(({ id }) => id === asset.id) || undefined,
    onDragStart: (event: React.DragEvent) => {
      const taken = assets()
      if (taken.length > idsAtOnce || !leadsSomewhere(taken)) event.preventDefault()
      else start(event, taken)
    },
    onDragEnd: end,
  }
}

/** For a folder that things can be dropped onto; null: for what is none. Marks itself while that would move them. */
export function useDropPlace(place: Place | null, level: Level | null) {
  const { dragged, from, drop } = useDrag()
  const takes =
    place !== null &&
    dragged !== null &&
    place.id !== from &&
    !dragged.some(({ id }) => id === place.id) &&
    allAllow(dragged, 'asset.move') &&
    allows(level, 'folder.moveInto')
  return useDrop(takes, 'move', () => place && drop(place))
}

/** For a collection that things can be dropped onto, which adds them to it: they stay where they lie. */
export function useDropCollection(collection: ListedCollection) {
  const { dragged, collect } = useDrag()
  const takes =
    dragged !== null && allAllow(dragged, 'asset.addToCollection') && allows(collection.level, 'collection.addTo')
  return useDrop(takes, 'copy', () => collect(collection))
}

/** `effect`: which the pointer shows over it. */
function useDrop(takes: boolean, effect: 'move' | 'copy', onDrop: () => void) {
  const [isOver, setOver] = useState(false)
  if (!takes) return {}
  return {
    'data-drop': isOver ? 'over' : 'here',
    onDragOver: (event: React.DragEvent) => {
      event.preventDefault()
      event.stopPropagation()
      event.dataTransfer.dropEffect = effect
      setOver(true)
    },
    onDragLeave: (event: React.DragEvent) => {
      if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false)
    },
    onDrop: (event: React.DragEvent) => {
      event.preventDefault()
      event.stopPropagation()
      setOver(false)
      onDrop()
    },
  }
}
