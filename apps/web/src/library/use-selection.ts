// Which rows of a list are selected: one by one, or from the last one touched to another. Another list begins with none.
import { useMemo, useState } from 'react'

interface Held {
  list: string | null
  ids: ReadonlySet<string>
  /** Where a range begins. */
  from: string | null
}
export interface Selection {
  has: (id: string) => boolean
  size: number
  toggle: (id: string) => void
  /** Those that are selected. */
  ids: () => string[]
  /** These and no others. */
  only: (ids: readonly string[]) => void
  /** This one and no other. */
  alone: (id: string) => void
  /** Everything from the last one touched to this one; `begin`: from where, if none was touched. */
  reachTo: (id: string, begin?: string) => void
  all: () => void
  none: () => void
}

const nothing: ReadonlySet<string> = new Set()

/** `list` names the list; `ids` are those of its rows, in their order. */
export function useSelection(list: string | null, ids: readonly string[]): Selection {
  const [held, hold] = useState<Held>({ list, ids: new Set(), from: null })
  const isSame = held.list === list
  const now: Held = isSame ? held : { list, ids: nothing, from: null }
  // Left for good: whoever comes back deletes nothing that they selected earlier.
  if (!isSame) hold(now)
  // What went out of sight is not acted upon.
  const chosen = useMemo(() => new Set(now.ids.size ? ids.filter((id) => now.ids.has(id)) : []), [ids, now.ids])
  const keep = (next: Iterable<string>, from: string | null) => hold({ list, ids: new Set(next), from })
  return {
    has: (id) => chosen.has(id),
    size: chosen.size,
    toggle: (id) => {
      const next = new Set(chosen)
      if (!next.delete(id)) next.add(id)
      keep(next, id)
    },
    ids: () => [...chosen],
    only: (these) => keep(these, these[0] ?? null),
    alone: (id) => keep([id], id),
    reachTo: (id, begin) => {
      const first = (chosen.size ? now.from : begin) ?? id
      const from = ids.indexOf(first)
      const to = ids.indexOf(id)
      if (from < 0 || to < 0) return keep([...chosen, id], id)
      keep([...chosen, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)], first)
    },
    all: () => keep(ids, now.from),
    none: () => keep([], null),
  }
}
