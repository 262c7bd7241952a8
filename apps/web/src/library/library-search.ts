// What the library shows, kept in its address: the open folder and how it is sorted, list or grid, whose details are
// open, what is looked at in full. Back works. A value in the address that makes no sense counts as left out.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { z } from 'zod'
import { keepView, keptView } from './kept-view.ts'

export const sorts = ['name', 'changed', 'size'] as const
/** As people choose from them: what to sort by, and whether from the end. */
export const orders = [
  { value: 'name', label: 'Name, A to Z' },
  { value: 'name desc', label: 'Name, Z to A' },
  { value: 'changed desc', label: 'Newest first' },
  { value: 'changed', label: 'Oldest first' },
  { value: 'size desc', label: 'Largest first' },
  { value: 'size', label: 'Smallest first' },
]
export const views = ['list', 'grid'] as const
export const tabs = ['preview', 'details', 'versions', 'access', 'history'] as const
export type View = (typeof views)[number]
export type Tab = (typeof tabs)[number]

const librarySearch = z.object({
  /** The open folder; left out: the root. */
  folder: z.uuid().optional().catch(undefined),
  sort: z.enum(sorts).default('name').catch('name'),
  desc: z.boolean().default(false).catch(false),
  /** Left out: as this person had it last. */
  view: z.enum(views).optional().catch(undefined),
  /** The thing in the panel at the side; left out: there is none. */
  details: z.uuid().optional().catch(undefined),
  tab: z.enum(tabs).default('preview').catch('preview'),
  /** The file in the light box. */
  look: z.uuid().optional().catch(undefined),
  /** Which of its versions; left out: the current one. */
  version: z.uuid().optional().catch(undefined),
})
type InAddress = z.output<typeof librarySearch>
export type LibrarySearch = InAddress & { view: View }
export type Sorting = Pick<LibrarySearch, 'sort' | 'desc'>

/** Only what differs from the beginning stands in the address. */
const written = ({ folder, sort, desc, view, details, tab, look, version }: InAddress): Partial<InAddress> => ({
  ...(folder && { folder }),
  ...(sort !== 'name' && { sort }),
  ...(desc && { desc }),
  ...(view && { view }),
  ...(details && { details }),
  ...(details && tab !== 'preview' && { tab }),
  ...(look && { look }),
  ...(look && version && { version }),
})
/** The address of a folder (null: the root), shown as what is shown now; an open panel then shows that folder. */
export const addressOf = (folder: string | null) => (now: object) => {
  const shown = librarySearch.parse(now)
  const id = folder ?? undefined
  return written({ ...shown, folder: id, details: shown.details && id, look: undefined })
}
/** The address of a file in the light box, over what is shown now. */
export const lookingAt = (id: string) => (now: object) =>
  written({ ...librarySearch.parse(now), look: id, version: undefined })

export interface SearchActs {
  open: (folder: string | null) => void
  sort: (sorting: Sorting) => void
  view: (view: View) => void
  /** Null closes the panel. `replace`: what it showed before is no step of its own. */
  details: (id: string | null, how?: { replace?: boolean }) => void
  tab: (tab: Tab) => void
  /** Null closes the light box. */
  look: (id: string | null, how?: { version?: string | undefined; replace?: boolean }) => void
}

/** What is shown, and how to show something else. */
export function useLibrarySearch(): [LibrarySearch, SearchActs] {
  const given = useSearch({ strict: false })
  const search = useMemo(() => {
    const read = librarySearch.parse(given)
    return { ...read, view: read.view ?? keptView() }
  }, [given])
  const navigate = useNavigate()
  const acts = useMemo((): SearchActs => {
    const change = (patch: Partial<InAddress>, replace = false) =>
      void navigate({
        to: '.',
        search: (now: object) => written({ ...librarySearch.parse(now), ...patch }),
        replace,
        resetScroll: false,
      })
    return {
      open: (folder) => void navigate({ to: '.', search: addressOf(folder) }),
      sort: (sorting) => change(sorting),
      view: (view) => {
        keepView(view)
        change({ view }, true)
      },
      details: (id, { replace = false } = {}) => change({ details: id ?? undefined }, replace),
      tab: (tab) => change({ tab }, true),
      look: (id, { version, replace = false } = {}) => change({ look: id ?? undefined, version }, replace),
    }
  }, [navigate])
  return [search, acts]
}
