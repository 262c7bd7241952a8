// What the groups page shows, kept in its address: the group that is open, its tab, and a dialog that a link opens.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'

export const tabs = ['members', 'shared', 'access'] as const
export type Tab = (typeof tabs)[number]

const groupsSearch = z.object({
  group: z.uuid().optional().catch(undefined),
  tab: z.enum(tabs).default('members').catch('members'),
  dialog: z.enum(['create']).optional().catch(undefined),
})
export type GroupsSearch = z.output<typeof groupsSearch>

/** Only what differs from the beginning stands in the address. */
const written = ({ group, tab, dialog }: GroupsSearch): Partial<GroupsSearch> => ({
  ...(group && { group }),
  ...(group && tab !== 'members' && { tab }),
  ...(dialog && { dialog }),
})

export type ChangeSearch = (patch: Partial<GroupsSearch>, how?: { replace?: boolean }) => void

/** What is shown, and how to show something else. */
export function useGroupsSearch(): [GroupsSearch, ChangeSearch] {
  const given = useSearch({ strict: false })
  const search = useMemo(() => groupsSearch.parse(given), [given])
  const navigate = useNavigate()
  const change: ChangeSearch = useCallback(
    (patch, { replace = false } = {}) => {
      void navigate({
        to: '.',
        search: (now: object) => written({ ...groupsSearch.parse(now), ...patch }),
        replace,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [search, change]
}
