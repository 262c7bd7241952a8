// The button that shares. Where the plan carries no sharing it says so, and what would bring it; a role without it has none.
import { Button, Popover, Text, VisuallyHidden, type ButtonProps } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useWaiting } from '../access-requests/use-waiting.ts'
import { AskedDot } from '../access-requests/AskedDot.tsx'
import { upgradeInWords, useMay } from '../may.ts'

interface Props extends Pick<ButtonProps, 'disabled'> {
  /** The one thing that it shares, where it is one: somebody may ask for it. */
  thingId?: string | undefined
  onClick: () => void
}

export function ShareButton({ onClick, disabled, thingId = '' }: Props) {
  const isAsked = useWaiting().things.has(thingId)
  const share = useMay('library.share')
  const [explaining, setExplaining] = useState(false)
  const name = useId()
  const looks = {
    size: 'xs',
    title: 'Share',
    variant: 'default',
    leftSection: <IconUserPlus size={16} aria-hidden />,
  } as const
  if (share.yes)
    return (
      <Button {...looks} disabled={disabled ?? false} onClick={onClick}>
        Share
        {isAsked && <AskedDot />}
      </Button>
    )
  if (!share.feature) return null
  return (
    <Popover
      opened={explaining}
      onChange={setExplaining}
      width={300}
      shadow="md"
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        {/* It can be pressed, to hear why. */}
        <Button {...looks} data-disabled aria-disabled onClick={() => setExplaining(!explaining)}>
          Share
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={name}>
        <VisuallyHidden id={name}>Why nothing can be shared now</VisuallyHidden>
        <Text size="sm" tabIndex={-1} data-autofocus>
          {upgradeInWords('library.share', share.feature)}
        </Text>
      </Popover.Dropdown>
    </Popover>
  )
}
