// Alerts: at which figures whoever pays is told by mail, how far each has come, and the dialogs that set them.
import { ActionIcon, Badge, Button, Group, Progress, Text, Title } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Outputs } from '@usher/client'
import { alertInWords, watched, watchedInWords } from '@usher/domain'
import { upgradeInWords, useMay } from '../may.ts'
import { trpc } from '../trpc.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { AlertDialog } from './AlertDialog.tsx'

export type Alert = Outputs['alerts']['list']['alerts'][number]

export function AlertsPart() {
  const alerts = useMay('billing.alerts')
  return (
    <section aria-labelledby="alerts">
      {alerts.yes ? (
        <Alerts />
      ) : (
        <>
          <Title order={2} id="alerts" mb="xs">
            Alerts
          </Title>
          {alerts.feature && <Text size="sm">{upgradeInWords('billing.alerts', alerts.feature)}</Text>}
        </>
      )}
    </section>
  )
}

function Alerts() {
  const list = trpc.alerts.list.useQuery()
  const utils = trpc.useUtils()
  const removing = trpc.alerts.delete.useMutation()
  const [dialog, setDialog] = useState<Alert | 'create' | null>(null)
  const { data } = list
  const remove = async ({ id }: Alert) => {
    try {
      await removing.mutateAsync({ alertId: id })
      toast('The alert is deleted.')
    } catch (error) {
      toastRefusal(error)
    } finally {
      await Promise.all([utils.alerts.invalidate(), utils.log.invalidate()])
    }
  }
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Title order={2} id="alerts">
          Alerts
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setDialog('create')}
        >
          Create alert
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        Administrators, finance and the address for invoices are told by mail, at most once a month for each alert.
        Nothing is stopped.
      </Text>
      <ListFrame
        of={list}
        rows={data?.alerts}
        loading={<SkeletonRows rows={2} height={48} />}
        empty={<EmptyState sentence="There are no alerts. Create one to be told when use or cost comes to a figure." />}
      >
        {(shown) => (
          <Rows label="Alerts">
            {shown.map((alert) => {
              const words = alertInWords(alert)
              return (
                <li key={alert.id}>
                  <div className="row">
                    <div className="alert-what">
                      <Text size="sm" fw={550}>
                        When {words}
                      </Text>
                      <Progress
                        value={Math.min(100, (alert.figure / alert.threshold) * 100)}
                        color={alert.isReached ? 'red' : 'accent'}
                        size="sm"
                        my={6}
                        aria-label={`How far: ${watchedInWords(alert.what, alert.figure, alert.currency)} of ${watchedInWords(alert.what, alert.threshold, alert.currency)}`}
                      />
                      <Text size="xs" c="dimmed">
                        {watchedInWords(alert.what, alert.figure, alert.currency)}{' '}
                        {watched[alert.what].of === 'month' ? 'this month so far' : 'now'}
                      </Text>
                    </div>
                    {alert.isReached && (
                      <Badge color="red" variant="light">
                        Reached
                      </Badge>
                    )}
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={32}
                      aria-label={`Change the alert for when ${words}`}
                      onClick={() => setDialog(alert)}
                    >
                      <IconPencil size={18} aria-hidden />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={32}
                      aria-label={`Delete the alert for when ${words}`}
                      onClick={() => void remove(alert)}
                    >
                      <IconTrash size={18} aria-hidden />
                    </ActionIcon>
                  </div>
                </li>
              )
            })}
          </Rows>
        )}
      </ListFrame>
      {dialog && data && (
        <AlertDialog
          of={dialog === 'create' ? null : dialog}
          currency={data.currency}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}
