// Keeps the focus in the list: in a folder just opened it goes to the first row, on the way back to the folder that one
// comes from; what this gives puts it on a row as soon as that is there, on the page's title where there is none.
import { useEffect, useRef, useState } from 'react'
import type { Asset } from './asset.ts'
import type { ItemsHandle } from './use-items.ts'

export function useFocusInList(
  folderId: string | null,
  assets: readonly Asset[] | undefined,
  items: React.RefObject<ItemsHandle | null>,
): (id: string | null) => void {
  const [wanted, setWanted] = useState<{ id: string | null; list: string | null } | null>(null)
  const before = useRef(folderId)
  useEffect(() => {
    if (!assets || before.current === folderId) return
    const from = before.current
    before.current = folderId
    // Who has the focus elsewhere keeps it, unless it was on its way into the list that is left.
    if (document.activeElement !== document.body && wanted?.list !== from) return
    const to = assets.find(({ id }) => id === from) ?? assets[0]
    setWanted({ id: to?.id ?? null, list: folderId })
  }, [folderId, assets, wanted])
  useEffect(() => {
    if (wanted?.list !== folderId) return
    // After the dialog or menu has given the focus back to what opened it.
    const timer = setTimeout(() => {
      const { id } = wanted
      if (id === null) titleOfPage()?.focus()
      // Whoever has gone on to the tree by now stays there.
      else if (document.activeElement?.closest('[role=tree]')) return setWanted(null)
      else if (assets?.some((a) => a.id === id)) items.current?.focusOn(id)
      else return
      setWanted(null)
    }, 60)
    return () => clearTimeout(timer)
  }, [wanted, folderId, assets, items])
  return (id) => setWanted({ id, list: folderId })
}
const titleOfPage = () => document.querySelector<HTMLElement>('h1') ?? undefined

/** What has the focus when these are gone: the next row that stays, else the one before. */
export function neighbourOf(gone: readonly Asset[], all: readonly Asset[]): string | null {
  const ids = new Set(gone.map(({ id }) => id))
  const at = all.findIndex(({ id }) => ids.has(id))
  const next = all.slice(at).find(({ id }) => !ids.has(id)) ?? all.slice(0, at).findLast(({ id }) => !ids.has(id))
  return next?.id ?? null
}
