// The button that asks for access, for those who can ask: everybody else has their level everywhere.
import { Button, type ButtonProps } from '@mantine/core'
import { lazyRouteComponent } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import type { Level } from '@usher/domain'
import { useMay } from '../may.ts'

interface Props extends Pick<ButtonProps, 'variant' | 'size' | 'mt' | 'leftSection'> {
  thingId: string
  level?: Level
  /** For a thing that they see at a lower level. */
  children?: string
}

// Any page may be refused, so this button is in the first load; what it opens is not, and is loaded when it is shown.
const AskDialog = lazyRouteComponent(() => import('./AskDialog.tsx'), 'AskDialog')
const load = () => void AskDialog.preload?.()

export function AskButton({ thingId, level = 'view', children = 'Request access', ...looks }: Props) {
  const [isAsking, setAsking] = useState(false)
  const mayAsk = useMay('access.request').yes
  useEffect(() => {
    if (mayAsk) load()
  }, [mayAsk])
  if (!mayAsk) return null
  return (
    <>
      <Button
        {...looks}
        onClick={() => {
          // Once more, where there was no network before.
          load()
          setAsking(true)
        }}
      >
        {children}
      </Button>
      {isAsking && (
        <Suspense>
          <AskDialog title={children} thingId={thingId} level={level} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}
