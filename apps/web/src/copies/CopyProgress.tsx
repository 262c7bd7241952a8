// One copy: how far it is, with the way to end it; or what became of it, with the way to it.
import { Button, Group, Progress, Text } from '@mantine/core'
import type { Outputs } from '@usher/client'
import { sentence } from '@usher/domain'

export type Copy = Outputs['copies']['list'][number]

interface Props {
  copy: Copy
  onCancel: () => void
  onShow: () => void
}

export function CopyProgress({ copy, onCancel, onShow }: Props) {
  const isRunning = copy.state === 'running'
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" className="breaks">
          {copyInWords(copy)}
        </Text>
        {isRunning && (
          <Button
            size="compact-sm"
            variant="default"
            flex="none"
            aria-label={`Cancel copying ${copy.name}`}
            onClick={onCancel}
          >
            Cancel
          </Button>
        )}
        {!isRunning && copy.copied > 0 && (
          <Button size="compact-sm" variant="default" flex="none" onClick={onShow}>
            Show
          </Button>
        )}
      </Group>
      {isRunning && (
        <Progress
          value={copy.things ? (copy.handled / copy.things) * 100 : 0}
          size={4}
          mt={8}
          aria-label={`Copying ${copy.name}`}
          transitionDuration={120}
        />
      )}
    </>
  )
}

const figure = new Intl.NumberFormat()
/** What its toast says. */
export function copyInWords({ name, state, things, handled, copied, problem }: Copy): string {
  const of = (n: number) => `${figure.format(n)} of ${figure.format(things)} files and folders`
  switch (state) {
    case 'running':
      return `Copying ${name}: ${of(handled)}.`
    case 'done':
      return copied === things
        ? `Copied ${name}: ${figure.format(things)} files and folders.`
        : `Copied ${name}: ${of(copied)}. The others were there already, or are gone.`
    case 'stopped':
      return `Copying ${name} stopped after ${of(handled)}. ${problem ? sentence(problem) : ''}`.trimEnd()
    case 'cancelled':
      return `Cancelled copying ${name} after ${of(handled)}.`
    default:
      return state satisfies never
  }
}
