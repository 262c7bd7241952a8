// One's copies that go on by themselves, whatever page is shown: each a toast that stays until it has ended and is closed.
// What goes on is not said aloud again and again; how it ended is, once.
import { VisuallyHidden } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useLookAgain } from '../library/library-acts.ts'
import { addressOf } from '../library/library-search.ts'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { toastRefusal } from '../ui/toast.tsx'
import { copyInWords, CopyProgress, type Copy } from './CopyProgress.tsx'

const isRunning = ({ state }: Copy) => state === 'running'
const toastOf = (id: string) => `copy ${id}`

export function Copies() {
  const { here } = useMe()
  const navigate = useNavigate()
  const utils = trpc.useUtils()
  const lookAgain = useLookAgain()
  const cancelling = trpc.copies.cancel.useMutation()
  const clearing = trpc.copies.clear.useMutation()
  const { data } = trpc.copies.list.useQuery(undefined, {
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? 1000 : false),
  })
  const [said, setSaid] = useState('')
  /** The copies that have a toast, as they were last shown. */
  const shown = useRef(new Map<string, Copy>())

  const toastFor = (copy: Copy) => ({
    id: toastOf(copy.id),
    role: 'group',
    'aria-label': `Copy of ${copy.name}`,
    autoClose: false as const,
    withCloseButton: !isRunning(copy),
    closeButtonProps: {
      'aria-label': 'Close',
      onClick: () => void clearing.mutateAsync({ copyIds: [copy.id] }).catch(toastRefusal),
    },
    ...(copy.state === 'stopped' && { color: 'red' }),
    message: (
      <CopyProgress
        copy={copy}
        onCancel={() =>
          void cancelling
            .mutateAsync({ copyId: copy.id })
            .catch(toastRefusal)
            .finally(() => void utils.copies.invalidate())
        }
        onShow={() =>
          void navigate({
            to: '/a/$account/library',
            params: { account: here.slug },
            search: addressOf(copy.destinationId),
          })
        }
      />
    ),
  })
  const show = useEffectEvent((copies: readonly Copy[]) => {
    for (const copy of copies) {
      const before = shown.current.get(copy.id)
      shown.current.set(copy.id, copy)
      if (before) notifications.update(toastFor(copy))
      else notifications.show(toastFor(copy))
      if (!before || !isRunning(before) || isRunning(copy)) continue
      setSaid(copyInWords(copy))
      void lookAgain()
    }
  })
  useEffect(() => show(data ?? []), [data])
  useEffect(() => {
    const toasts = shown.current
    return () => {
      for (const id of toasts.keys()) notifications.hide(toastOf(id))
      toasts.clear()
    }
  }, [])
  return <VisuallyHidden component="output">{said}</VisuallyHidden>
}
