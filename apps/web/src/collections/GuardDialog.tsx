// The account's guard, for administrators: do collections pass on only what whoever adds it could share? (rules §4.5)
import { Button, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'

export function GuardDialog({ onClose }: { onClose: () => void }) {
  const guard = trpc.collections.guard.useQuery()
  const setting = trpc.collections.setGuard.useMutation()
  const utils = trpc.useUtils()
  const withPassword = usePasswordAgain()
  const [wanted, setWanted] = useState<boolean | null>(null)
  const isOn = wanted ?? guard.data?.isOn
  const { error, busy, run } = useAct(async () => {
    await withPassword(() => setting.mutateAsync({ isOn: isOn === true }))
    await Promise.all([utils.collections.invalidate(), utils.settings.invalidate(), utils.log.invalidate()])
    toast(isOn ? 'The guard is on.' : 'The guard is off.')
  })
  const save = async () => {
    if (await run()) onClose()
  }
  return (
    <Dialog title="What collections pass on" onClose={onClose}>
      <Stack gap="md">
        {isOn === undefined && !guard.error && <SkeletonText lines={2} />}
        <CouldNotRead {...guard} />
        {isOn !== undefined && (
          <Switch
            label="Guard what is added"
            description="On: what somebody adds who may not share it is kept in the collection, and reaches others through it only when somebody who can manage it has confirmed."
            checked={isOn}
            onChange={(event) => setWanted(event.currentTarget.checked)}
          />
        )}
        {isOn === false && (
          <Text size="sm" c="dimmed">
            Off: whoever can contribute to something can let others see it, by adding it to a collection of their own.
          </Text>
        )}
        <Text size="sm" c="dimmed">
          This counts for what is added from now on; what is in a collection stays as it is.
        </Text>
        <DialogFoot onCancel={onClose} refused={<ProblemText error={error} />}>
          <Button disabled={isOn === undefined || isOn === guard.data?.isOn} loading={busy} onClick={() => void save()}>
            Save
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
