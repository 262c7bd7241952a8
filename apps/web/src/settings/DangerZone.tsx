// What an administrator does to the account as a whole: delete it.
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { undoDays } from '@usher/domain'
import { Part } from '../ui/Part.tsx'
import { DeleteAccountDialog } from './DeleteAccountDialog.tsx'

export function DangerZone() {
  const [isOpen, setOpen] = useState(false)
  return (
    <Part title="Danger zone" about="It asks for your password.">
      <Stack gap="md" align="flex-start">
        <Text size="sm">
          A deleted account is closed at once, with all that is in it. For {undoDays} days that can be undone; then it
          is erased for good.
        </Text>
        <Button color="red" variant="outline" onClick={() => setOpen(true)}>
          Delete account
        </Button>
      </Stack>
      {isOpen && <DeleteAccountDialog onClose={() => setOpen(false)} />}
    </Part>
  )
}
