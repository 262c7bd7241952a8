// Copies a text and says that it did, on the button and to screen readers. Where the browser lets no page copy, the text
// is shown, selected, with the keys that copy it.
import { Button, Popover, Text, Textarea, type ButtonProps } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { modKey } from '../shell/keys.ts'
import { copyText } from './copy-text.ts'
import { keepsEscape } from './own-escape.ts'

interface Props extends ButtonProps {
  text: string
  /** What is copied, as the button says it: "Copy link". */
  children: string
}

export function CopyButton({ text, children, ...button }: Props) {
  const [copied, setCopied] = useState(false)
  const [byHand, setByHand] = useState(false)
  const { start } = useTimeout(() => setCopied(false), 2000)
  const copy = async (near: HTMLElement) => {
    const isCopied = await copyText(text, near)
    setCopied(isCopied)
    setByHand(!isCopied)
    start()
  }
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Popover opened={byHand} onChange={setByHand} width={300} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon size={16} aria-hidden />}
          onClick={(event) => void copy(event.currentTarget)}
          {...button}
        >
          <span aria-live="polite">{copied ? 'Copied' : children}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={children}>
        <Text size="sm" mb="xs">
          Your browser does not let this page copy. Press {modKey} C.
        </Text>
        <Textarea
          aria-label="To be copied"
          value={text}
          readOnly
          autosize
          maxRows={4}
          data-autofocus
          {...keepsEscape}
          onFocus={(event) => event.currentTarget.select()}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
