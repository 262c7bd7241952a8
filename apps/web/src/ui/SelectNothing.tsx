// Ends a selection, at the end of the bar that says what can be done with it.
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'

export const SelectNothing = ({ onClick }: { onClick: () => void }) => (
  <Tooltip label="Select nothing">
    <ActionIcon variant="subtle" color="gray" ml="auto" aria-label="Select nothing" onClick={onClick}>
      <IconX size={16} aria-hidden />
    </ActionIcon>
  </Tooltip>
)
