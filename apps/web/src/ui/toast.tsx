// What a change without a dialog says afterwards: that it is done, with Undo where it can be undone, or why not.
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { sentenceOf } from './problem.ts'

interface Way {
  label: string
  go: () => void
}

/** Takes the toast away and goes. */
const WayButton = ({ id, way, ...place }: { id: string; way: Way; flex?: 'none'; mt?: number }) => (
  <Button
    size="compact-sm"
    variant="default"
    {...place}
    onClick={() => {
      notifications.hide(id)
      way.go()
    }}
  >
    {way.label}
  </Button>
)

/** `way`: the one button beside the words, such as Undo. Stays long enough to be read and reached by keyboard. */
export function toast(words: string, way?: Way): void {
  const id = `${Date.now()} ${words}`
  notifications.show({
    id,
    autoClose: way ? 12_000 : 5_000,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{words}</Text>
        {way && <WayButton id={id} way={way} flex="none" />}
      </Group>
    ),
  })
}

export function toastRefusal(error: unknown, way?: Way): void {
  const id = `refused ${Date.now()}`
  notifications.show({
    id,
    color: 'red',
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <div role="alert">
        <Text size="sm">{sentenceOf(error)}</Text>
        {way && <WayButton id={id} way={way} mt={6} />}
      </div>
    ),
  })
}
