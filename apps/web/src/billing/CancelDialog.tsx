// Cancelling: until when the plan holds, what falls asleep then, and that it can be undone. It asks for the password again.
import { Button, Stack, Text } from '@mantine/core'
import { planTitles } from '@usher/domain'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { dayOf, useLookAgain, type Billing } from './billing.ts'
import { Consequences } from './Consequences.tsx'

export function CancelDialog({ billing, onClose }: { billing: Billing; onClose: () => void }) {
  const changes = trpc.billing.whatChanges.useQuery({ plan: 'free' }, { staleTime: 0, gcTime: 0, retry: false })
  const cancelling = trpc.billing.cancel.useMutation()
  const lookAgain = useLookAgain()
  const again = usePasswordAgain()
  const { error, busy, run } = useAct(async () => {
    try {
      await again(() => cancelling.mutateAsync())
    } finally {
      await lookAgain()
    }
    toast('The subscription is cancelled. Until it ends this can be undone.')
  })
  const confirm = async () => {
    if (await run()) onClose()
  }
  const from = changes.data?.from
  const plan = planTitles[billing.subscription?.plan ?? billing.plan]
  return (
    <Dialog title="Cancel the subscription" onClose={onClose} withCloseButton={false}>
      <Stack gap="md">
        <Text size="sm">
          {from
            ? `${plan} stays until ${dayOf(from)}, and nothing more is invoiced. Then the plan is Free: nothing is deleted, and everything comes back with a plan that carries it. Until then this can be undone.`
            : 'Nothing is deleted, and until the end of the period this can be undone.'}
        </Text>
        {changes.isLoading && <SkeletonText lines={3} />}
        {changes.data && (
          <Consequences of={changes.data} currency={billing.prices.currency} taxRate={billing.prices.taxRate} />
        )}
        <DialogFoot
          onCancel={onClose}
          cancel="Keep it"
          cancelProps={{ 'data-autofocus': true }}
          refused={<ProblemText error={error ?? changes.error} />}
        >
          <Button color="red" loading={busy} disabled={!from} onClick={() => void confirm()}>
            {from ? `End on ${dayOf(from)}` : 'Cancel subscription'}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
