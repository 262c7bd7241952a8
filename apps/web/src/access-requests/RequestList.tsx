// Requests that the reader can answer, each with who asks for what and why, and its two answers.
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { levelWords } from '@usher/domain'
import { GranteeLook } from '../grants/GranteeField.tsx'
import { LevelName } from '../grants/LevelName.tsx'
import { ThingLink } from '../library/ThingLink.tsx'
import { Ago } from '../ui/Ago.tsx'
import { Rows } from '../ui/Rows.tsx'
import type { AccessRequest } from './access-requests.ts'
import { ApproveDialog } from './ApproveDialog.tsx'
import { DeclineDialog } from './DeclineDialog.tsx'
import './access-requests.css'

interface Props {
  requests: readonly AccessRequest[]
  /** All of one thing, which need not be named. */
  ofOne?: boolean
}

export function RequestList({ requests, ofOne = false }: Props) {
  const [answering, setAnswering] = useState<{ how: 'approve' | 'decline'; request: AccessRequest } | null>(null)
  const close = () => setAnswering(null)
  return (
    <>
      <Rows label="Access requests">
        {requests.map((request) => (
          <li key={request.id}>
            <Line
              request={request}
              ofOne={ofOne}
              onApprove={() => setAnswering({ how: 'approve', request })}
              onDecline={() => setAnswering({ how: 'decline', request })}
            />
          </li>
        ))}
      </Rows>
      {answering?.how === 'approve' && <ApproveDialog request={answering.request} onClose={close} />}
      {answering?.how === 'decline' && <DeclineDialog request={answering.request} onClose={close} />}
    </>
  )
}

interface LineProps {
  request: AccessRequest
  ofOne: boolean
  onApprove: () => void
  onDecline: () => void
}
function Line({ request, ofOne, onApprove, onDecline }: LineProps) {
  const { name, email, thing, level, words, has, askedAt } = request
  const of = ofOne ? name : `${name}, ${thing.name}`
  return (
    <div className="asked">
      <GranteeLook isGroup={false} name={name} />
      <div className="asked-what">
        <Text size="sm" className="breaks">
          <b>{name}</b> asks for{' '}
          {!ofOne && (
            <>
              access to <ThingLink thing={thing} className="asked-thing" />
            </>
          )}
          {ofOne && `“${levelWords[level].title}”`}
        </Text>
        <div className="access-notes">
          {!ofOne && <LevelName level={level} />}
          <span>{email}</span>
          {!ofOne && thing.path.length > 0 && <span>in /{thing.path.map((step) => step.name).join('/')}</span>}
          {has && <span>has “{levelWords[has].title}” so far</span>}
          <Ago at={askedAt} />
        </div>
        {words && <blockquote className="asked-words">{words}</blockquote>}
      </div>
      <Group gap="xs" wrap="nowrap" className="asked-answers">
        <Button size="xs" variant="default" aria-label={`Decline: ${of}`} onClick={onDecline}>
          Decline
        </Button>
        <Button size="xs" aria-label={`Approve: ${of}`} onClick={onApprove}>
          Approve
        </Button>
      </Group>
    </div>
  )
}
