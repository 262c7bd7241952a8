// The frame of everything that opens at the side of a page: its title names the thing, the focus goes back to where it
// was opened from. Shown for as long as it is mounted. While a dialog is open above it, Escape means that one.
import { Drawer, type DrawerProps } from '@mantine/core'
import { useState } from 'react'
import { Below } from './Dialog.tsx'
import { useFocusBack } from './focus-back.ts'
import './dialog.css'

type Props = Omit<DrawerProps, 'opened'> & { title: React.ReactNode }

export function Panel({ children, ...drawer }: Props) {
  useFocusBack(true)
  const [covered, setCovered] = useState(false)
  return (
    <Below value={setCovered}>
      <Drawer
        opened
        position="right"
        returnFocus={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
        closeOnEscape={!covered}
        closeOnClickOutside={!covered}
        {...drawer}
      >
        {children}
      </Drawer>
    </Below>
  )
}
