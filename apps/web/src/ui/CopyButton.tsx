// Copies a text and says that it did, on the button and to screen readers.
import { Button, type ButtonProps } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'

interface Props extends ButtonProps {
  text: string
  /** What is copied, as the button says it: "Copy link". */
  children: string
}

export function CopyButton({ text, children, ...button }: Props) {
  const { copied, copy } = useClipboard({ timeout: 2000 })
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Button variant="default" leftSection={<Icon size={16} aria-hidden />} onClick={() => copy(text)} {...button}>
      <span aria-live="polite">{copied ? 'Copied' : children}</span>
    </Button>
  )
}
