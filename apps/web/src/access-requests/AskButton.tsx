// The button that asks for access, for those who can ask: everybody else has their level everywhere.
import { Button, type ButtonProps } from '@mantine/core'
import { useState } from 'react'
import type { Level } from '@usher/domain'
import { useMay } from '../may.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { AskForm } from './AskForm.tsx'
import './access-requests.css'

interface Props extends Pick<ButtonProps, 'variant' | 'size' | 'mt' | 'leftSection'> {
  thingId: string
  level?: Level
  /** For a thing that they see at a lower level. */
  children?: string
}

export function AskButton({ thingId, level = 'view', children = 'Request access', ...looks }: Props) {
  const [isAsking, setAsking] = useState(false)
  if (!useMay('access.request').yes) return null
  return (
    <>
      <Button {...looks} onClick={() => setAsking(true)}>
        {children}
      </Button>
      {isAsking && (
        <Dialog title={children} onClose={() => setAsking(false)}>
          <AskForm thingId={thingId} level={level} onClose={() => setAsking(false)} />
        </Dialog>
      )}
    </>
  )
}
