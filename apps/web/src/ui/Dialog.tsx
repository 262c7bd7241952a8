// The frame of every dialog with a form: its title names the thing, the focus goes back to where it was opened from.
// Shown for as long as it is mounted. While another one is open above it, Escape and a click outside mean that one.
import { Modal, type ModalProps } from '@mantine/core'
import { createContext, use, useEffect, useState } from 'react'
import { useFocusBack } from './focus-back.ts'
import './dialog.css'

/** Tells the dialog or panel below that it is covered, or not any more. */
export const Below = createContext<((covered: boolean) => void) | null>(null)

type Props = Omit<ModalProps, 'opened'> & { title: React.ReactNode }

export function Dialog({ children, ...modal }: Props) {
  useFocusBack(true)
  const [covered, setCovered] = useState(false)
  const cover = use(Below)
  useEffect(() => {
    cover?.(true)
    return () => {
      // Only once the key that closed this one has been heard by everybody.
      setTimeout(() => cover?.(false), 0)
    }
  }, [cover])
  return (
    <Below value={setCovered}>
      <Modal
        opened
        returnFocus={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
        closeOnEscape={!covered}
        closeOnClickOutside={!covered}
        {...modal}
      >
        {children}
      </Modal>
    </Below>
  )
}
