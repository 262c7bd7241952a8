// The plan: what it is and costs, what is to come, what it carries, and how much of its seats and storage is used.
import { Badge, Button, Group, Progress, Text, Title } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import {
  bytesInWords,
  carries,
  features,
  featureTitles,
  invoiceNumber,
  planTitles,
  seatsInWords,
  type Feature,
} from '@usher/domain'
import { trpc } from '../trpc.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { dayOf, planAndTerm, priceInWords, useLookAgain, type Billing } from './billing.ts'

interface Props {
  billing: Billing
  onChoose: () => void
  onCancel: () => void
}

export function PlanCard({ billing, onChoose, onCancel }: Props) {
  const { plan, subscription, overdue, wasSubscribed } = billing
  const keeping = trpc.billing.keep.useMutation()
  const lookAgain = useLookAgain()
  const keep = async () => {
    try {
      await keeping.mutateAsync()
      toast('The subscription goes on as it is.')
    } catch (error) {
      toastRefusal(error)
    } finally {
      await lookAgain()
    }
  }
  const next = subscription?.next
  return (
    <section className="plan-card" aria-labelledby="plan">
      <Group justify="space-between" align="flex-start" gap="md">
        <div>
          <Text size="sm" c="dimmed">
            Plan
          </Text>
          <Title order={2} id="plan">
            {planTitles[plan]}
          </Title>
          <Text size="sm" mt={4}>
            {subscription
              ? `${priceInWords(subscription.price, subscription.currency, subscription.term)}, without tax. The period ends on ${dayOf(subscription.until)}.`
              : wasSubscribed
                ? 'The subscription is over. Everything is kept, and comes back with a plan that carries it.'
                : plan === 'free'
                  ? 'Nothing is paid for this account.'
                  : 'Set by whoever runs this server; nothing is paid for it.'}
          </Text>
        </div>
        <Group gap="sm">
          {subscription && next?.plan !== 'free' && (
            <Button variant="default" onClick={onCancel}>
              Cancel subscription
            </Button>
          )}
          <Button onClick={onChoose} disabled={overdue !== null}>
            {subscription ? 'Change plan' : 'Choose a plan'}
          </Button>
        </Group>
      </Group>
      {overdue !== null && (
        <Note kind="bad" title={`Invoice ${invoiceNumber(overdue)} is overdue`}>
          <Text size="sm">
            Until it is paid the plan is Free: nothing is lost, and all of it comes back with the payment.
          </Text>
        </Note>
      )}
      {next && (
        <Note kind="soon" title={next.plan === 'free' ? 'Cancelled' : 'About to change'}>
          <Group justify="space-between" gap="sm">
            <Text size="sm">
              {next.plan === 'free'
                ? `${planTitles[subscription.plan]} until ${dayOf(next.from)}, then Free. Until then this can be undone.`
                : `From ${dayOf(next.from)}: ${planAndTerm(next.plan, next.term)}.`}
            </Text>
            <Button size="xs" variant="default" loading={keeping.isPending} onClick={() => void keep()}>
              {next.plan === 'free' ? 'Undo cancellation' : 'Keep as it is'}
            </Button>
          </Group>
        </Note>
      )}
      <div className="plan-used">
        <Used words={seatsInWords(billing.seats)} {...billing.seats} />
        <Used
          words={`${bytesInWords(billing.storage.used)} of ${bytesInWords(billing.storage.cap)} of storage used`}
          {...billing.storage}
        />
      </div>
      <ul className="plan-carries" aria-label="What the plan carries">
        {(Object.keys(features) as Feature[])
          .filter((feature) => feature !== 'sso' && feature !== 'billing_alerts')
          .map((feature) => {
            const has = carries(plan, feature)
            return (
              <li key={feature} data-off={!has || undefined}>
                {has ? <IconCheck size={16} aria-hidden /> : <IconMinus size={16} aria-hidden />}
                <span>
                  {featureTitles[feature].replace(/^./, (first) => first.toUpperCase())}
                  {!has && (
                    <Badge size="xs" variant="outline" color="gray" ml={8}>
                      not on this plan
                    </Badge>
                  )}
                </span>
              </li>
            )
          })}
      </ul>
    </section>
  )
}

const Used = ({ words, used, cap }: { words: string; used: number; cap: number }) => (
  <div>
    <Text size="sm">{words}</Text>
    <Progress
      size={4}
      mt={4}
      value={Math.min(100, (used / Math.max(1, cap)) * 100)}
      color={used >= cap ? 'orange' : 'accent'}
      aria-hidden
    />
  </div>
)

/** What is to come, or stands in the way; `bad`: something is missing because of it. */
const Note = ({ kind, title, children }: { kind: 'bad' | 'soon'; title: string; children: React.ReactNode }) => (
  <div className="plan-note" data-kind={kind}>
    <Text size="sm" fw={600}>
      {title}
    </Text>
    {children}
  </div>
)
