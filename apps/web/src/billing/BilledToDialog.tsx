// Whom invoices are for, from the next one on; those that were issued stay as they are.
import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { useLookAgain, type Billing } from './billing.ts'

export function BilledToDialog({ given, onClose }: { given: Billing['billedTo']; onClose: () => void }) {
  const [details, setDetails] = useState(given)
  const setting = trpc.billing.setBilledTo.useMutation()
  const lookAgain = useLookAgain()
  const { error, busy, run } = useAct(async () => {
    await setting.mutateAsync(details)
    await lookAgain()
    toast('The next invoice has these details.')
  })
  const wrong = fieldErrors(error)
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  const field = (name: keyof typeof details) => ({
    value: details[name],
    onChange: ({ currentTarget: { value } }: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setDetails((before) => ({ ...before, [name]: value })),
    error: wrong[name],
  })
  return (
    <Dialog title="Billing details" onClose={onClose} withCloseButton={false}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <TextInput label="Name" autoComplete="organization" data-autofocus {...field('name')} />
          <Textarea label="Address" autosize minRows={3} autoComplete="street-address" {...field('address')} />
          <TextInput label="Tax number" autoComplete="off" {...field('taxId')} />
          <TextInput
            label="E-mail for invoices"
            description="Told of invoices beside the administrators and finance. It can be left empty."
            type="email"
            autoComplete="email"
            {...field('email')}
          />
          <DialogFoot onCancel={onClose} refused={!Object.keys(wrong).length && <ProblemText error={error} />}>
            <Button type="submit" loading={busy}>
              Save
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
