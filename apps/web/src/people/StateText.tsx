// What somebody's place in the account is now, in words and one colour each: active, suspended, ended, invited, expired.
import { Group, Text } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { Ago } from '../ui/Ago.tsx'
import { momentInWords } from './EndDateField.tsx'
import type { Person } from './person.ts'

const words: Record<Person['state'], string> = {
  active: 'Active',
  suspended: 'Suspended',
  ended: 'Ended',
  invited: 'Invited',
  expired: 'Expired',
}

export function StateText({ person }: { person: Person }) {
  const { state, since, invitedBy } = person
  return (
    <div>
      <Group gap={7} wrap="nowrap">
        <span className="state-dot" data-state={state} aria-hidden />
        <Text size="sm" component="span">
          {words[state]}
        </Text>
      </Group>
      {(state === 'invited' || state === 'expired') && (
        <Text size="xs" c="dimmed">
          {state === 'expired' && 'Sent '}
          <Ago at={since} />
          {invitedBy && ` by ${invitedBy}`}
        </Text>
      )}
    </div>
  )
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
export const dayInWords = (iso: string): string => day.format(new Date(iso))

/** An end date beside its clock; the exact moment on hover. */
export function EndText({ person: { endsAt, state } }: { person: Person }) {
  if (!endsAt)
    return (
      <Text span c="dimmed" size="sm" aria-label="no end date">
        –
      </Text>
    )
  return (
    <Group gap={6} wrap="nowrap" component="span" title={momentInWords(endsAt)}>
      <IconClock size={16} stroke={1.8} aria-hidden className="end-clock" data-over={state === 'ended' || undefined} />
      <Text span size="sm">
        {dayInWords(endsAt)}
      </Text>
    </Group>
  )
}
