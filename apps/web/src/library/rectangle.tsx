// Selecting with the mouse: a rectangle drawn from an empty spot selects everything that it touches; with Ctrl or Shift,
// that too. Escape takes it back, a click on an empty spot selects nothing. What is pressed on a row or tile is dragged.
import { useState } from 'react'
import type { ItemsHandle } from './use-items.ts'
import type { Selection } from './use-selection.ts'
import './rectangle.css'

/** In pixels of the page, wherever it is scrolled to. */
export interface Rectangle {
  left: number
  top: number
  right: number
  bottom: number
}
interface Point {
  x: number
  y: number
}
const between = (a: Point, b: Point): Rectangle => ({
  left: Math.min(a.x, b.x),
  top: Math.min(a.y, b.y),
  right: Math.max(a.x, b.x),
  bottom: Math.max(a.y, b.y),
})

/** A hand is never quite still. */
const aClick = 4 // pixels
/** So near to the window's edge, the page scrolls along. */
const edge = 40 // pixels
const fastest = 18 // pixels a picture

const taken = 'tbody tr, thead, li, a, button, input, label, select, .library-bar'
const isEmptySpot = (target: EventTarget) => target instanceof Element && !target.closest(taken)

/** `on`: for the element whose empty spots it begins on. `drawn`: to be put on the page. */
export function useRectangle(selection: Selection, items: React.RefObject<ItemsHandle | null>) {
  const [drawn, setDrawn] = useState<Rectangle | null>(null)
  const onMouseDown = (event: React.MouseEvent) => {
    if (event.button !== 0 || !isEmptySpot(event.target)) return
    // Else it would select text.
    event.preventDefault()
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
    const from: Point = { x: event.pageX, y: event.pageY }
    const before = event.ctrlKey || event.metaKey || event.shiftKey ? selection.ids() : []
    let pointer: Point = { x: event.clientX, y: event.clientY }
    let isDrawing = false
    const draw = () => {
      const to = { x: pointer.x + window.scrollX, y: pointer.y + window.scrollY }
      isDrawing ||= Math.hypot(to.x - from.x, to.y - from.y) > aClick
      if (!isDrawing) return
      const rectangle = between(from, to)
      setDrawn(rectangle)
      selection.only([...before, ...(items.current?.within(rectangle) ?? [])])
    }
    const scroll = () => {
      const past = Math.max(0, pointer.y - (window.innerHeight - edge)) - Math.max(0, edge - pointer.y)
      if (isDrawing && past)
        window.scrollBy({ top: Math.max(-fastest, Math.min(fastest, past / 2)), behavior: 'instant' })
      frame = requestAnimationFrame(scroll)
    }
    let frame = requestAnimationFrame(scroll)
    const listening = new AbortController()
    const { signal } = listening
    const end = () => {
      listening.abort()
      cancelAnimationFrame(frame)
      setDrawn(null)
    }
    const onMove = ({ clientX, clientY, buttons }: MouseEvent) => {
      pointer = { x: clientX, y: clientY }
      // Let go outside of the window.
      if (!(buttons & 1)) end()
      else draw()
    }
    const onUp = () => {
      end()
      if (!isDrawing && !before.length) selection.none()
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return
      end()
      selection.only(before)
    }
    addEventListener('mousemove', onMove, { signal })
    addEventListener('mouseup', onUp, { signal })
    addEventListener('blur', end, { signal })
    addEventListener('scroll', draw, { signal })
    addEventListener('keydown', onKey, { signal })
  }
  return { on: { onMouseDown }, drawn: drawn && <Drawn {...drawn} /> }
}

function Drawn({ left, top, right, bottom }: Rectangle) {
  return (
    <div
      aria-hidden
      className="rectangle"
      style={{ left: left - window.scrollX, top: top - window.scrollY, width: right - left, height: bottom - top }}
    />
  )
}
