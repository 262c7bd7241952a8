// Another plan, or another term: choose it, see what that does and costs, confirm just that.
import { Button, Radio, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { moneyInWords, planTitles, soldPlans, terms, termWords, type SoldPlan, type Term } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { dayOf, planAndTerm, priceInWords, useLookAgain, type Billing } from './billing.ts'
import { Consequences } from './Consequences.tsx'

export function ChoosePlanDialog({ billing, onClose }: { billing: Billing; onClose: () => void }) {
  const { subscription, prices } = billing
  const [term, setTerm] = useState<Term>(subscription?.term ?? 'month')
  const [plan, setPlan] = useState<SoldPlan | null>(null)
  const same = plan !== null && subscription?.plan === plan && subscription.term === term && !subscription.next
  const changes = trpc.billing.whatChanges.useQuery(
    { plan: plan ?? 'paid', term },
    { enabled: plan !== null && !same, staleTime: 0, gcTime: 0, retry: false },
  )
  const choosing = trpc.billing.choose.useMutation()
  const lookAgain = useLookAgain()
  const { error, busy, run } = useAct(async () => {
    if (!plan) return
    try {
      await choosing.mutateAsync({ plan, term })
    } finally {
      await lookAgain()
    }
    const from = changes.data?.from
    toast(from ? `From ${dayOf(from)}: ${planAndTerm(plan, term)}.` : `The plan is ${planTitles[plan]} now.`)
  })
  const submit = async () => {
    if (await run()) onClose()
  }
  const total = changes.data?.invoice?.total
  return (
    <Dialog title={subscription ? 'Change plan' : 'Choose a plan'} onClose={onClose} size="lg">
      <Stack gap="md">
        <SegmentedControl
          aria-label="Paid"
          value={term}
          onChange={setTerm}
          data={terms.map((value) => ({ value, label: termWords[value].title }))}
        />
        <Radio.Group
          label="Plan"
          value={plan}
          onChange={(chosen) => setPlan(soldPlans.find((each) => each === chosen) ?? null)}
        >
          <Stack gap="xs" mt={4}>
            {soldPlans.map((each) => (
              <Radio
                key={each}
                value={each}
                label={planTitles[each]}
                description={`${priceInWords(prices.plans[each][term], prices.currency, term)}, without tax${subscription?.plan === each ? '; the plan that you have' : ''}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        {same && (
          <Text size="sm" component="output" display="block">
            That is what you have already.
          </Text>
        )}
        {plan && !same && changes.isLoading && <SkeletonText lines={3} />}
        {plan && !same && changes.data && (
          <Consequences of={changes.data} currency={prices.currency} taxRate={prices.taxRate} />
        )}
        <DialogFoot onCancel={onClose} refused={<ProblemText error={error ?? changes.error} />}>
          <Button disabled={!plan || same || !changes.data} loading={busy} onClick={() => void submit()}>
            {plan && total !== undefined
              ? `${planTitles[plan]} for ${moneyInWords(total, prices.currency)}`
              : plan && changes.data?.from
                ? `${planTitles[plan]} from ${dayOf(changes.data.from)}`
                : 'Choose'}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
