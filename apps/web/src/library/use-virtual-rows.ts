// Of a long list, only the rows in sight are on the page, and the one that has the focus. The window scrolls.
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useState } from 'react'

export interface VirtualRow {
  index: number
  /** Empty pixels above it, where rows are left out. */
  gap: number
}

interface Options {
  count: number
  /** Of a row, in pixels; the first guess where rows are measured. */
  height: number
  /** A row that stays on the page. */
  kept: number | null
}

/** `measure`: for each row with `data-index`, where heights differ. */
export function useVirtualRows<Holder extends HTMLElement>({ count, height, kept }: Options) {
  const [holder, setHolder] = useState<Holder | null>(null)
  const [top, setTop] = useState(0)
  // A few pixels that what stands above grows by later are within the rows that are kept ready.
  useLayoutEffect(() => {
    if (holder) setTop(Math.round(holder.getBoundingClientRect().top + window.scrollY))
  }, [holder, count])
  // oxlint-disable-next-line react/incompatible-library -- it is: what it gives is asked anew at each rendering
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 10,
    scrollMargin: top,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range)
      return kept === null || kept >= count || rows.includes(kept) ? rows : [...rows, kept].toSorted((a, b) => a - b)
    },
  })
  const items = virtualizer.getVirtualItems()
  const rows = items.map(({ index, start }, i): VirtualRow => ({ index, gap: start - (items[i - 1]?.end ?? top) }))
  return {
    /** For what holds the rows. */
    hold: setHolder,
    rows,
    /** Empty pixels below the last row. */
    below: Math.max(0, virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top)),
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? 0,
    measure: virtualizer.measureElement,
    /** The rows that lie between these pixels of the page; `gap`: how much of each is empty. */
    rowsBetween: (from: number, to: number, gap: number): number[] => {
      const found: number[] = []
      for (let n = virtualizer.getVirtualItemForOffset(from)?.index ?? 0; n < count; n += 1) {
        const row = virtualizer.measurementsCache[n]
        if (!row || row.start >= to) break
        if (row.end - gap > from) found.push(n)
      }
      return found
    },
    /** The columns that do, of so many of one width. */
    columnsBetween: (from: number, to: number, columns: number, gap: number): number[] => {
      const { left, width } = holder?.getBoundingClientRect() ?? { left: 0, width: 0 }
      const [begin, stride] = [left + window.scrollX, (width + gap) / columns]
      const first = Math.max(0, Math.floor((from - begin + gap) / stride))
      const last = Math.min(columns - 1, Math.floor((to - begin) / stride))
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)
    },
    reveal: (index: number) => virtualizer.scrollToIndex(index),
  }
}
