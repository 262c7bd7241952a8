// What somebody was given on a thing, as a button that says its level: another level is saved at once, an end is set or
// taken away, and last the access itself.
import { Button, Menu, Text } from '@mantine/core'
import { IconCalendarClock, IconCalendarOff, IconCheck, IconChevronDown, IconUserMinus } from '@tabler/icons-react'
import { levels, levelWords } from '@usher/domain'
import { upgradeInWords, useMay } from '../may.ts'
import type { Given } from './access-in-words.ts'
import { LevelName } from './LevelName.tsx'
import type { GrantActs } from './use-grant-acts.ts'

const icon = { size: 16, stroke: 1.8, 'aria-hidden': true } as const

interface Props {
  given: Given
  acts: GrantActs
  onEnd: () => void
  onNoEnd: () => void
  onRemove: () => void
}

export function GrantMenu({ given, acts, onEnd, onNoEnd, onRemove }: Props) {
  const { name, level, endsAt, noEffect } = given
  const share = useMay('library.share')
  const isEnded = noEffect?.because === 'ended'
  return (
    <Menu position="bottom-end" withinPortal width={300} checkIcon={<IconCheck {...icon} />}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={`Access of ${name}: ${levelWords[level].title}`}
          className="grant-button"
        >
          <LevelName level={level} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={level}
          onChange={(chosen) => {
            const to = levels.find((l) => l === chosen)
            if (to && to !== level) void acts.setLevel(given, to)
          }}
        >
          {levels.map((each) => (
            <Menu.RadioItem key={each} value={each} closeMenuOnClick disabled={!share.yes || isEnded}>
              {levelWords[each].title}
              <Text size="xs" c="dimmed">
                {levelWords[each].explains}
              </Text>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconCalendarClock {...icon} />} disabled={!share.yes} onClick={onEnd}>
          {endsAt ? 'Change end date' : 'Set end date'}
        </Menu.Item>
        {endsAt && (
          <Menu.Item leftSection={<IconCalendarOff {...icon} />} disabled={!share.yes} onClick={onNoEnd}>
            No end date
          </Menu.Item>
        )}
        {!share.yes && share.feature && (
          <Text size="xs" c="dimmed" px="sm" pb={6}>
            {upgradeInWords('library.share', share.feature)}
          </Text>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserMinus {...icon} />} c="var(--mantine-color-error)" onClick={onRemove}>
          Remove access
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
