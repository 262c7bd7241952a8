// Billing: the plan with what it carries and how much of it is used, what is to come, the invoices, and whom they are for.
import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { trpc } from '../trpc.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { AlertsPart } from './AlertsPart.tsx'
import { BilledToDialog } from './BilledToDialog.tsx'
import { CancelDialog } from './CancelDialog.tsx'
import { ChoosePlanDialog } from './ChoosePlanDialog.tsx'
import { InvoiceList } from './InvoiceList.tsx'
import { PlanCard } from './PlanCard.tsx'
import './billing.css'

export function BillingPage() {
  const [dialog, setDialog] = useState<'choose' | 'cancel' | 'billedTo' | null>(null)
  const read = trpc.billing.see.useQuery()
  const close = () => setDialog(null)
  const billing = read.data
  return (
    <Page title="Billing" subtitle="The plan of this account, what it costs, and its invoices.">
      {!billing && (read.error ? <CouldNotRead {...read} /> : <SkeletonRows rows={4} height={64} />)}
      {billing && (
        <Stack gap="xl">
          <PlanCard billing={billing} onChoose={() => setDialog('choose')} onCancel={() => setDialog('cancel')} />
          <section aria-labelledby="invoices">
            <Title order={2} id="invoices" mb="sm">
              Invoices
            </Title>
            <InvoiceList />
          </section>
          <AlertsPart />
          <section aria-labelledby="billed-to">
            <Title order={2} id="billed-to" mb="xs">
              Billing details
            </Title>
            <Text size="sm" className="billed-to">
              {[billing.billedTo.name, billing.billedTo.address, billing.billedTo.taxId, billing.billedTo.email]
                .filter(Boolean)
                .join('\n')}
            </Text>
            <Button variant="default" mt="sm" onClick={() => setDialog('billedTo')}>
              Change details
            </Button>
          </section>
        </Stack>
      )}
      {billing && dialog === 'choose' && <ChoosePlanDialog billing={billing} onClose={close} />}
      {billing && dialog === 'cancel' && <CancelDialog billing={billing} onClose={close} />}
      {billing && dialog === 'billedTo' && <BilledToDialog given={billing.billedTo} onClose={close} />}
    </Page>
  )
}
