// Where one is signed in: each session can be ended, and all others at once.
import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { trpc } from '../trpc.ts'
import { Ago } from '../ui/Ago.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { Part } from '../ui/Part.tsx'

export function Sessions() {
  const sessions = trpc.session.sessions.useQuery()
  const { data } = sessions
  const [endingAll, setEndingAll] = useState(false)
  const utils = trpc.useUtils()
  const end = trpc.session.endSession.useMutation({ onSettled: () => utils.session.sessions.invalidate() })
  const endOthers = trpc.session.endOtherSessions.useMutation({ onSettled: () => utils.session.sessions.invalidate() })
  const others = data?.filter(({ isThis }) => !isThis).length ?? 0
  const otherSessions = others === 1 ? '1 other session' : `${others} other sessions`

  return (
    <Part title="Sessions" about="The browsers and programs that are signed in as you.">
      <Stack gap="md">
        <ListFrame of={sessions} rows={data} loading={<SkeletonRows rows={2} />} empty={null}>
          {(rows) => (
            <Table className="stacked" verticalSpacing="sm" horizontalSpacing={0}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Device</Table.Th>
                  <Table.Th>Address</Table.Th>
                  <Table.Th>Last active</Table.Th>
                  <Table.Th aria-label="End" />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map(({ id, device, ip, lastActiveAt, isThis }) => (
                  <Table.Tr key={id}>
                    <Table.Td>{device}</Table.Td>
                    <Table.Td>{ip}</Table.Td>
                    <Table.Td>{isThis ? <Badge variant="light">This one</Badge> : <Ago at={lastActiveAt} />}</Table.Td>
                    <Table.Td>
                      {!isThis && (
                        <Button
                          variant="default"
                          size="xs"
                          aria-label={`End the session on ${device}`}
                          loading={end.isPending && end.variables.sessionId === id}
                          onClick={() =>
                            end.mutate(
                              { sessionId: id },
                              { onSuccess: () => void notifications.show({ message: 'Session ended' }) },
                            )
                          }
                        >
                          End
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </ListFrame>
        <ProblemText error={end.error} />
        {others > 0 ? (
          <Group>
            <Button variant="default" onClick={() => setEndingAll(true)}>
              End {otherSessions}
            </Button>
          </Group>
        ) : (
          data && (
            <Text size="sm" c="dimmed">
              You are signed in nowhere else.
            </Text>
          )
        )}
      </Stack>
      {endingAll && (
        <ConfirmDialog
          onClose={() => setEndingAll(false)}
          title={`End ${otherSessions}?`}
          verb={`End ${otherSessions}`}
          destructive
          onConfirm={() => endOthers.mutateAsync()}
        >
          <Text size="sm">They have to sign in again. This session goes on.</Text>
        </ConfirmDialog>
      )}
    </Part>
  )
}
