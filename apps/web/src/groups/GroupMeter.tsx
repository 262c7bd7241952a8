// "4 of 5 groups" beside "Create group". At the limit, or without groups in the plan, the button says so and shows the way
// out instead of a form that could only be refused.
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { groupsInWords, hasRoomForGroup, type GroupsUsed } from '@usher/domain'
import { upgradeInWords, useMay } from '../may.ts'
import { LimitMeter } from '../ui/LimitMeter.tsx'

interface Props {
  groups: GroupsUsed | undefined
  onCreate: () => void
  onAskForMore: () => void
}

export function GroupMeter({ groups, onCreate, onAskForMore }: Props) {
  const manage = useMay('groups.manage')
  const lacking = !manage.yes && manage.feature
  return (
    <LimitMeter
      of={groups}
      inWords={groupsInWords}
      add="Create group"
      icon={IconPlus}
      onAdd={onCreate}
      whyNot="Why no group can be created now"
      note={
        lacking
          ? () => <Text size="sm">{upgradeInWords('groups.manage', lacking)}</Text>
          : groups && !hasRoomForGroup(groups)
            ? (close) => (
                <>
                  <Text size="sm">{groupsInWords(groups)}. Deleting one makes room.</Text>
                  <Button
                    size="xs"
                    mt="sm"
                    onClick={() => {
                      close()
                      onAskForMore()
                    }}
                  >
                    Ask for more
                  </Button>
                </>
              )
            : null
      }
    />
  )
}
