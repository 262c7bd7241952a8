// What the person who looks asked for, and what came of it; what nobody has answered can be withdrawn. What they do not see
// has no name, whatever it is.
import { Badge, Button, Text } from '@mantine/core'
import { LevelName } from '../grants/LevelName.tsx'
import { ThingLine } from '../grants/ThingLine.tsx'
import { Ago } from '../ui/Ago.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { ownNameOf, useOwnRequests, useWithdraw, type OwnRequest } from './own-requests.ts'
import './access-requests.css'

const states = {
  waiting: { title: 'Waiting', color: 'gray' },
  reached: { title: 'You have it by now', color: 'gray' },
  approved: { title: 'Approved', color: 'green' },
  declined: { title: 'Declined', color: 'red' },
  withdrawn: { title: 'Withdrawn', color: 'gray' },
} as const satisfies Record<OwnRequest['state'], { title: string; color: string }>

export function OwnRequests() {
  const found = useOwnRequests()
  const withdraw = useWithdraw()
  return (
    <ListFrame
      of={found}
      rows={found.requests}
      loading={<SkeletonRows rows={2} height={52} />}
      empty={
        <Text size="sm" c="dimmed">
          You have asked for nothing. Where a link leads to something that you do not see, you can request access to it.
        </Text>
      }
    >
      {(requests) => (
        <>
          <Rows label="Asked for by you">
            {requests.map((request) => (
              <li key={request.id}>
                <Line request={request} onWithdraw={() => void withdraw(request)} />
              </li>
            ))}
          </Rows>
          <LoadMore of={found} size="xs" mt="sm" />
        </>
      )}
    </ListFrame>
  )
}

interface LineProps {
  request: OwnRequest
  onWithdraw: () => void
}
function Line({ request, onWithdraw }: LineProps) {
  const { asset, collection, level, words, askedAt, answeredAt, answerWords, state } = request
  const isOpen = state === 'waiting' || state === 'reached'
  const name = ownNameOf(request)
  return (
    <>
      <ThingLine
        asset={asset}
        collection={collection}
        unseen={name}
        notes={[
          <LevelName key="level" level={level} />,
          <span key="asked">
            asked <Ago at={askedAt} />
          </span>,
          answeredAt && (
            <span key="answered">
              answered <Ago at={answeredAt} />
            </span>
          ),
          words && (
            <span key="words" className="breaks">
              “{words}”
            </span>
          ),
        ]}
      >
        <Badge color={states[state].color} variant="light">
          {states[state].title}
        </Badge>
        {isOpen && (
          <Button variant="default" size="xs" aria-label={`Withdraw the request for ${name}`} onClick={onWithdraw}>
            Withdraw
          </Button>
        )}
      </ThingLine>
      {answerWords && <blockquote className="asked-words own-answer">{answerWords}</blockquote>}
    </>
  )
}
