// What a change away from restricted access takes along: groups that are left for good, and what was given to them
// directly, which sleeps. Said before it is confirmed (rules §4).
import { Text } from '@mantine/core'
import type { Outputs } from '@usher/client'
import { seesByReach, type Role } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { counted, namesOf } from '../ui/in-words.ts'
import type { Person } from './person.ts'

/** The ids of the groups that a preview says would be left. */
export const groupsLeftIn = (previewed: Outputs['members']['previewChangeRole'] | undefined): string[] => [
  ...new Set(
    (previewed?.entries ?? []).flatMap(({ consequences }) =>
      consequences.filter(({ on }) => on === 'group').map(({ id }) => id),
    ),
  ),
]

interface Props {
  people: readonly Person[]
  to: Role
  /** Their ids. */
  groups: readonly string[]
}

export function LeftGroups({ people, to, groups }: Props) {
  const list = trpc.groups.list.useQuery(undefined, { enabled: groups.length > 0 })
  if (seesByReach(to) || !people.some(({ role }) => seesByReach(role))) return null
  const names = (list.data?.groups ?? []).filter(({ id }) => groups.includes(id)).map(({ name }) => name)
  return (
    <div>
      {groups.length > 0 && (
        <Text size="sm">
          <Text span fw={600} inherit>
            Leaves {counted(groups.length, 'group', 'groups')}
            {names.length > 0 && `: ${namesOf(names)}`}.
          </Text>{' '}
          Back to restricted access, {groups.length === 1 ? 'it does' : 'they do'} not come back.
        </Text>
      )}
      <Text size="sm" c="dimmed">
        What was shared with them directly is kept without effect, and holds again with restricted access.
      </Text>
    </div>
  )
}
