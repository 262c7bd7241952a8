// What list and grid have in common: which one Tab reaches, where the keys go, the menu of the right button, reading on
// as somebody comes near the end, and the focus on one that is not on the page yet.
import { useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Asset } from './asset.ts'
import type { MenuAt } from './AssetMenu.tsx'
import type { LibrarySearch, SearchActs } from './library-search.ts'
import type { Rectangle } from './rectangle.tsx'
import type { RowActs } from './row-acts.ts'
import type { ItemProps } from './use-item.ts'
import { linkOf, useRowKeys } from './use-row-keys.ts'
import type { Selection } from './use-selection.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

/** What the page can ask of the list or grid that is shown. */
export interface ItemsHandle {
  focusOn: (id: string) => void
  /** The ids of what a rectangle touches, whether it is on the page or not. */
  within: (rectangle: Rectangle) => string[]
}
export interface ItemsProps {
  /** What it lists: "Files and folders in Spring". */
  label: string
  assets: readonly Asset[]
  /** Are there more than these? */
  more: boolean
  /** Reads on; does nothing while it reads, or where that failed. */
  readOn: () => void
  /** The rows that are in sight, for whoever keeps them current. */
  onShown: (first: number, last: number) => void
  search: LibrarySearch
  sort: SearchActs['sort']
  selection: Selection
  acts: RowActs
  withSelected: (asset: Asset) => readonly Asset[]
  openMenu: (at: MenuAt) => void
  handle: React.Ref<ItemsHandle>
}

interface Shape {
  /** 1: a list. */
  columns: number
  /** Of a row, in pixels; with the gap below it. */
  height: number
  /** Between rows, and between columns. */
  gap?: number
}

/** Rows of grey stand in the place of those that are being read. */
const greyRows = 6
/** Read on when so many are left below what is in sight. */
const ahead = 60

export function useItems<Holder extends HTMLElement>(props: ItemsProps, { columns, height, gap = 0 }: Shape) {
  const { assets, more, readOn, onShown, selection, acts, withSelected, openMenu, handle } = props
  const [active, setActive] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  const activeAt = active === null ? -1 : assets.findIndex(({ id }) => id === active)
  const tabbed = assets[activeAt]?.id ?? assets[0]?.id
  const rowOf = (index: number) => Math.floor(index / columns)
  const virtual = useVirtualRows<Holder>({
    count: Math.ceil(assets.length / columns) + (more ? greyRows : 0),
    height,
    kept: activeAt < 0 ? null : rowOf(activeAt),
  })
  const first = virtual.first * columns
  const last = (virtual.last + 1) * columns - 1
  // It may come to the page only with the next picture.
  useEffect(() => {
    const link = wanted.current === null ? undefined : linkOf(wanted.current)
    link?.focus()
    if (link) wanted.current = null
  })
  const focusOn = (index: number) => {
    const id = assets[index]?.id
    if (id === undefined) return
    setActive(id)
    const link = linkOf(id)
    if (link) return link.focus()
    virtual.reveal(rowOf(index))
    wanted.current = id
  }
  useImperativeHandle(handle, () => ({
    focusOn: (id) => focusOn(assets.findIndex((a) => a.id === id)),
    within: ({ left, top, right, bottom }) => {
      const touched = virtual.columnsBetween(left, right, columns, gap)
      return virtual
        .rowsBetween(top, bottom, gap)
        .flatMap((row) => touched.flatMap((column) => assets[row * columns + column]?.id ?? []))
    },
  }))
  useEffect(() => {
    if (more && last >= assets.length - ahead) readOn()
  }, [more, last, assets.length, readOn])
  useEffect(() => onShown(first, last), [first, last, onShown])
  const itemOf = (asset: Asset): ItemProps => ({
    asset,
    selection,
    acts,
    withSelected,
    onMenu: ({ clientX, clientY, currentTarget }, on) => {
      // By key it comes without a place.
      const { left, bottom } = currentTarget.getBoundingClientRect()
      const [x, y] = clientX || clientY ? [clientX, clientY] : [left + 48, bottom - 8]
      if (!selection.has(on.id)) selection.alone(on.id)
      openMenu({ x, y, assets: withSelected(on), on: on.id })
    },
    isTabbed: asset.id === tabbed,
    onActive: () => setActive(asset.id),
  })
  return { virtual, onKeyDown: useRowKeys({ assets, selection, acts, columns, focusOn }), itemOf }
}
