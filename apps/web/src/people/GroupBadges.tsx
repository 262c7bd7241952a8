// The groups of a person as small badges: the first ones by name, how many more there are, and all of them on hover.
import { Badge, VisuallyHidden } from '@mantine/core'
import type { Person } from './person.ts'

const shown = 2

export function GroupBadges({ groups }: Pick<Person, 'groups'>) {
  const [first, more] = [groups.slice(0, shown), groups.slice(shown)]
  return (
    <ul className="group-badges" aria-label="Groups" title={groups.map((g) => g.name).join(', ')}>
      {first.map(({ groupId, name }) => (
        <li key={groupId}>
          <Badge variant="default" size="sm" radius="sm" className="group-badge">
            {name}
          </Badge>
        </li>
      ))}
      {more.length > 0 && (
        <li>
          <Badge variant="default" size="sm" radius="sm" className="group-badge">
            <span aria-hidden>+{more.length}</span>
            <VisuallyHidden>{more.map((g) => g.name).join(', ')}</VisuallyHidden>
          </Badge>
        </li>
      )}
    </ul>
  )
}
