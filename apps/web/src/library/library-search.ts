// What the library shows, kept in its address: the open folder and how it is sorted. Back works.
// A value in the address that makes no sense counts as left out.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'

export const sorts = ['name', 'created'] as const

const librarySearch = z.object({
  /** The open folder; left out: the root. */
  folder: z.uuid().optional().catch(undefined),
  sort: z.enum(sorts).default('name').catch('name'),
  desc: z.boolean().default(false).catch(false),
})
export type LibrarySearch = z.output<typeof librarySearch>
export type Sorting = Pick<LibrarySearch, 'sort' | 'desc'>

/** Only what differs from the beginning stands in the address. */
const written = ({ folder, sort, desc }: LibrarySearch): Partial<LibrarySearch> => ({
  ...(folder && { folder }),
  ...(sort !== 'name' && { sort }),
  ...(desc && { desc }),
})
/** The address of a folder (null: the root), sorted as what is shown now. */
export const addressOf =
  (folder: string | null) =>
  (now: object): Partial<LibrarySearch> =>
    written({ ...librarySearch.parse(now), folder: folder ?? undefined })

export interface SearchActs {
  open: (folder: string | null) => void
  sort: (sorting: Sorting) => void
}

/** What is shown, and how to show something else. */
export function useLibrarySearch(): [LibrarySearch, SearchActs] {
  const given = useSearch({ strict: false })
  const search = useMemo(() => librarySearch.parse(given), [given])
  const navigate = useNavigate()
  const open = useCallback((folder: string | null) => void navigate({ to: '.', search: addressOf(folder) }), [navigate])
  const sort = useCallback(
    (sorting: Sorting) =>
      void navigate({
        to: '.',
        search: (now: object) => written({ ...librarySearch.parse(now), ...sorting }),
        resetScroll: false,
      }),
    [navigate],
  )
  return [search, useMemo(() => ({ open, sort }), [open, sort])]
}
