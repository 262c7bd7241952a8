// Shares files and folders, or a collection: whom with, at which level, until when; below, for a single one, who has access
// to it already.
import { Button, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { ThingRequests } from '../access-requests/ThingRequests.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { FormError } from '../ui/FormError.tsx'
import { AccessList } from './AccessList.tsx'
import { endErrorOf } from './end-error.ts'
import { useAccess, type Subject } from './subject.ts'
import { ShareForm } from './ShareForm.tsx'
import { useShare } from './use-share.ts'

interface Props {
  subject: Subject
  onClose: () => void
}

export function ShareDialog({ subject, onClose }: Props) {
  const form = useId()
  const share = useShare(subject)
  const isOne = subject.ids.length === 1
  // The same list as is shown below.
  const access = useAccess(subject)
  const submit = async () => {
    if (!(await share.give())) return
    if (isOne) share.field.current?.focus()
    else onClose()
  }
  return (
    <Dialog title={`Share ${subject.words}`} onClose={onClose} size="lg">
      <Stack gap="lg">
        {isOne && <ThingRequests subject={subject} />}
        <ShareForm id={form} share={share} before={access.data?.direct ?? []} onSubmit={() => void submit()} />
        {isOne && (
          <section aria-label="People with access">
            <Text component="h3" size="sm" fw={600}>
              People with access
            </Text>
            <AccessList subject={subject} onLeave={onClose} />
          </section>
        )}
        <DialogFoot
          cancel="Close"
          onCancel={onClose}
          refused={
            <FormError
              error={share.error}
              saidElsewhere={share.whoError !== null || endErrorOf(share.error) !== undefined}
            />
          }
        >
          <Button type="submit" form={form} loading={share.busy}>
            Share
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
