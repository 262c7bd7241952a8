// What is shared with a group: each file and folder with its level, where it lies, and until when.
import { Group, Text } from '@mantine/core'
import { LevelName } from '../grants/LevelName.tsx'
import { thingIcons } from '../library/thing-icons.ts'
import { ThingLink } from '../library/ThingLink.tsx'
import { Rows } from '../ui/Rows.tsx'
import type { GroupGrant } from './group.ts'
import { Until } from '../ui/Until.tsx'

export function SharedTab({ grants }: { grants: readonly GroupGrant[] }) {
  if (!grants.length)
    return (
      <Text size="sm" c="dimmed">
        Nothing is shared with this group yet. In the library, share a file or folder and choose the group.
      </Text>
    )
  return (
    <Rows label="Shared with it">
      {grants.map(({ grantId, thing, level, endsAt, hasEnded, inTrash }) => {
        const Icon = thingIcons[thing.kind]
        return (
          <li key={grantId}>
            <Group gap={10} wrap="nowrap" align="flex-start">
              <Icon size={20} stroke={1.7} aria-hidden className="group-thing" />
              <div className="group-who">
                {inTrash ? (
                  <Text size="sm" fw={550} className="breaks">
                    {thing.name}
                  </Text>
                ) : (
                  <ThingLink thing={thing} className="group-name breaks" />
                )}
                <Text size="xs" c="dimmed" className="breaks">
                  {inTrash
                    ? 'In the trash'
                    : thing.kind === 'collection'
                      ? 'A collection'
                      : thing.folder === null
                        ? 'At the top of the library'
                        : `In ${thing.folder}`}
                </Text>
                <Until endsAt={endsAt} hasEnded={hasEnded} />
              </div>
              <LevelName level={level} />
            </Group>
          </li>
        )
      })}
    </Rows>
  )
}
