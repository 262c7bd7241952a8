// What somebody's place in the account is now, in words and one colour each: active, suspended, ended, invited, expired.
import { Group, Text } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { mayEnter } from '@usher/domain'
import { useMe } from '../may.ts'
import { Ago } from '../ui/Ago.tsx'
import { dayInWords, momentInWords } from '../ui/in-words.ts'
import type { Person } from './person.ts'

const words: Record<Person['state'], string> = {
  active: 'Active',
  suspended: 'Suspended',
  ended: 'Ended',
  invited: 'Invited',
  expired: 'Expired',
}

/** Does the account's plan keep this active member out? */
function useIsAsleep({ role, state }: Person): boolean {
  const { plan } = useMe().here
  return state === 'active' && !mayEnter({ role, plan, status: 'active' }).yes
}

export function StateText({ person }: { person: Person }) {
  const { state, since, invitedBy } = person
  const isAsleep = useIsAsleep(person)
  return (
    <div>
      <Group gap={7} wrap="nowrap">
        <span className="state-dot" data-state={isAsleep ? 'asleep' : state} aria-hidden />
        <Text size="sm" component="span">
          {words[state]}
        </Text>
      </Group>
      {isAsleep && (
        <Text size="xs" c="dimmed">
          Asleep on this plan
        </Text>
      )}
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

/** Until when, or since when no more, beside a clock; the exact moment on hover. Nothing where there is no end. */
export function EndText({ person: { endsAt, state } }: { person: Person }) {
  if (!endsAt) return null
  const isOver = state === 'ended'
  return (
    <Group gap={4} wrap="nowrap" component="span" className="end" title={momentInWords(endsAt)}>
      <IconClock size={14} stroke={1.8} aria-hidden className="end-clock" data-over={isOver || undefined} />
      <Text span size="xs" c="dimmed">
        {isOver ? 'on' : 'until'} {dayInWords(endsAt)}
      </Text>
    </Group>
  )
}
