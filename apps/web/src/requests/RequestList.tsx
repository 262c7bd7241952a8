// What this account asked the operator for, and what came of it: open, granted or declined, with the answer.
import { Badge, Group, Text } from '@mantine/core'
import type { Outputs } from '@usher/client'
import { trpc } from '../trpc.ts'
import { Ago } from '../ui/Ago.tsx'
import { Rows } from '../ui/Rows.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'

type Request = Outputs['requests']['list'][number]

const stateOf = ({ granted }: Request) =>
  granted === null
    ? { words: 'Open', color: 'gray' }
    : granted
      ? { words: 'Granted', color: 'green' }
      : { words: 'Declined', color: 'red' }

/** Nothing where nothing was ever asked for. */
export function RequestList() {
  const list = trpc.requests.list.useQuery()
  return (
    <ListFrame of={list} rows={list.data} loading={<SkeletonText lines={2} />} empty={null}>
      {(requests) => (
        <section aria-labelledby="asked-for">
          <Text size="sm" fw={600} id="asked-for" mb={4}>
            Asked for so far
          </Text>
          <Rows>
            {requests.map((request) => {
              const { words, color } = stateOf(request)
              return (
                <li key={request.id}>
                  <Group gap="xs" justify="space-between" wrap="nowrap">
                    <Text size="sm">
                      {request.wanted} {request.limit}{' '}
                      <Text span c="dimmed" size="sm">
                        <Ago at={request.madeAt} />
                      </Text>
                    </Text>
                    <Badge color={color} variant="light">
                      {words}
                    </Badge>
                  </Group>
                  {request.words && (
                    <Text size="xs" c="dimmed" className="breaks">
                      “{request.words}”
                    </Text>
                  )}
                  {request.answer && (
                    <Text size="sm" className="breaks">
                      Answer: {request.answer}
                    </Text>
                  )}
                </li>
              )
            })}
          </Rows>
        </section>
      )}
    </ListFrame>
  )
}
