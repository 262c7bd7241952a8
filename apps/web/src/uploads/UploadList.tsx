// The uploads one by one: first those that need the person, then what is under way, then what is done. Only the rows in
// sight are made.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { Queue } from './queue.ts'
import { isSettled, needsPerson, type Upload } from './upload.ts'
import { UploadRow } from './UploadRow.tsx'

interface Props {
  queue: Queue
  uploads: readonly Upload[]
  onDecide: () => void
  onChooseFolder: (id: string) => void
}

const rankOf = (upload: Upload): number =>
  needsPerson(upload) ? 0 : isSettled(upload) ? 3 : upload.state.is === 'waiting' ? 2 : 1

export function UploadList({ queue, uploads, onDecide, onChooseFolder }: Props) {
  const ordered = useMemo(() => uploads.toSorted((a, b) => rankOf(a) - rankOf(b)), [uploads])
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- what it gives is asked anew at each rendering
  const rows = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 56,
    getItemKey: (index) => ordered[index]?.id ?? index,
    overscan: 5,
  })
  useFocusKept(scroller)
  return (
    <div ref={scroller} className="tray-list" tabIndex={-1}>
      <ul aria-label="Files" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const upload = ordered[index]
          return (
            upload && (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                aria-setsize={ordered.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <UploadRow {...{ queue, upload, onDecide, onChooseFolder }} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

/** The button that had the focus is gone with what it was for: the list has it then. */
function useFocusKept(scroller: React.RefObject<HTMLDivElement | null>): void {
  const had = useRef(false)
  useEffect(() => {
    const list = scroller.current
    if (!list) return
    // Removed with its element, the focus is nowhere, and nobody tells.
    const note = ({ target }: Event) => (had.current = target instanceof Node && list.contains(target))
    document.addEventListener('focusin', note)
    document.addEventListener('pointerdown', note)
    return () => {
      document.removeEventListener('focusin', note)
      document.removeEventListener('pointerdown', note)
    }
  }, [scroller])
  useEffect(() => {
    if (had.current && document.activeElement === document.body) scroller.current?.focus({ preventScroll: true })
  })
}
