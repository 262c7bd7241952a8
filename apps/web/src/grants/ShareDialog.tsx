// Shares files and folders: whom with, at which level, until when; below, for a single one, who has access to it already.
import { Button, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { thingsInWords, type Asset } from '../library/asset.ts'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { FormError } from '../ui/FormError.tsx'
import { AccessList } from './AccessList.tsx'
import { endErrorOf } from './end-error.ts'
import { ShareForm } from './ShareForm.tsx'
import { useShare } from './use-share.ts'

interface Props {
  /** At least one. */
  assets: readonly Asset[]
  onClose: () => void
}

export function ShareDialog({ assets, onClose }: Props) {
  const form = useId()
  const share = useShare(assets)
  const [one] = assets.length === 1 ? assets : []
  // The same list as is shown below.
  const access = trpc.grants.list.useQuery({ assetId: share.assetId }, { enabled: one !== undefined, retry: false })
  const submit = async () => {
    if (!(await share.give())) return
    if (one) share.field.current?.focus()
    else onClose()
  }
  return (
    <Dialog title={`Share ${thingsInWords(assets)}`} onClose={onClose} size="lg">
      <Stack gap="lg">
        <ShareForm id={form} share={share} before={access.data?.direct ?? []} onSubmit={() => void submit()} />
        {one && (
          <section aria-label="People with access">
            <Text component="h3" size="sm" fw={600}>
              People with access
            </Text>
            <AccessList asset={one} onLeave={onClose} />
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
