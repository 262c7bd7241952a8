// "4 of 5 seats used" beside the button that takes one more. Where none can be added now, the button says why, and shows
// the way out instead of a form that could only be refused.
import { Button, Group, Popover, Progress, Text, VisuallyHidden } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { useId, useState } from 'react'
import './limit-meter.css'

interface Props {
  /** Undefined until it is known. */
  of: { used: number; cap: number } | undefined
  inWords: (of: { used: number; cap: number }) => string
  /** The button: "Add user". */
  add: string
  icon: Icon
  onAdd: () => void
  /** Why none can be added now, as a title and as what is shown under it; null where one can. */
  whyNot: string
  note: ((close: () => void) => React.ReactNode) | null
}

export function LimitMeter({ of, inWords, add, icon: Icon, onAdd, whyNot, note }: Props) {
  const [explaining, setExplaining] = useState(false)
  const name = useId()
  return (
    <>
      {of && (
        <div className="limit-meter">
          <Text size="sm" component="output" display="block">
            {inWords(of)}
          </Text>
          <Progress
            size={4}
            mt={4}
            value={Math.min(100, (of.used / Math.max(1, of.cap)) * 100)}
            color={of.used >= of.cap ? 'orange' : 'accent'}
            aria-hidden
          />
        </div>
      )}
      <Popover
        opened={explaining && note !== null}
        onChange={setExplaining}
        width={300}
        position="bottom-end"
        shadow="md"
        trapFocus
        returnFocus
        withinPortal
      >
        <Popover.Target>
          <Button
            leftSection={<Icon size={18} aria-hidden />}
            onClick={() => (note ? setExplaining(!explaining) : onAdd())}
          >
            {add}
          </Button>
        </Popover.Target>
        {/* Without a name of its own it would have the button's, which is that of the form. */}
        <Popover.Dropdown aria-labelledby={name}>
          <VisuallyHidden id={name}>{whyNot}</VisuallyHidden>
          <Group gap={0} display="block" tabIndex={-1} data-autofocus>
            {note?.(() => setExplaining(false))}
          </Group>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
