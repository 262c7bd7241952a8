// A link to an invitation, to hand on by oneself: shown in full, so that it can be copied where the browser will not.
import { Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { linkWarning } from './link-warning.ts'
import type { Person } from './person.ts'

export function CopyLinkDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { publicUrl } = useMe()
  const make = trpc.invitations.copyLink.useMutation()
  const asked = useRef(false)
  const { mutate } = make
  useEffect(() => {
    // Each link that is made leaves an entry: one a dialog.
    if (asked.current) return
    asked.current = true
    mutate({ invitationId: person.id })
  }, [mutate, person.id])
  const warning = linkWarning(publicUrl)
  return (
    <Dialog title={`Link for ${person.email}`} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">
          Whoever opens this link can accept the invitation in the name of {person.email}: hand it to nobody else. It
          works until the invitation is accepted, revoked or expired.
        </Text>
        {make.data ? (
          <TextInput
            label="Link"
            value={make.data.link}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
            data-autofocus
          />
        ) : (
          !make.error && <SkeletonText lines={2} />
        )}
        <ProblemText error={make.error} />
        {warning && (
          <Text size="sm" c="dimmed">
            {warning}
          </Text>
        )}
        <DialogFoot cancel="Close" onCancel={onClose}>
          {make.data && (
            <CopyButton text={make.data.link} variant="filled">
              Copy link
            </CopyButton>
          )}
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
