// How sharing goes in the account, for administrators: what collections pass on, whom sharers find, when shares end.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { GuardDialog } from '../collections/GuardDialog.tsx'
import { trpc } from '../trpc.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Part } from '../ui/Part.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { PickerForm } from './PickerForm.tsx'
import { ShareEndForm } from './ShareEndForm.tsx'

export function SharingPolicy() {
  const sharing = trpc.settings.sharing.useQuery()
  const { data } = sharing
  const [isGuardOpen, setGuardOpen] = useState(false)
  if (!data)
    return (
      <Part title="Sharing">
        <CouldNotRead {...sharing} />
        {!sharing.error && <SkeletonText lines={4} />}
      </Part>
    )
  return (
    <>
      <Part title="What collections pass on" about="Changing how sharing goes asks for your password.">
        <Stack gap="md" align="flex-start">
          <Text size="sm">
            {data.guardsCollections
              ? 'Guarded: what somebody adds who may not share it waits until somebody who can manage it has confirmed.'
              : 'Not guarded: whoever can contribute to something can let others see it, by adding it to a collection of their own.'}
          </Text>
          <Group>
            <Button variant="default" onClick={() => setGuardOpen(true)}>
              Change what collections pass on
            </Button>
          </Group>
        </Stack>
        {isGuardOpen && <GuardDialog onClose={() => setGuardOpen(false)} />}
      </Part>
      <PickerForm key={data.picker} picker={data.picker} />
      <ShareEndForm key={data.shareDays} shareDays={data.shareDays} />
    </>
  )
}
