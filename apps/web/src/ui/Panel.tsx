// The frame of everything that opens at the side of a page: its title names the thing, the focus goes back to where it
// was opened from. Shown for as long as it is mounted.
import { Drawer, type DrawerProps } from '@mantine/core'
import { useFocusBack } from './focus-back.ts'
import './dialog.css'

type Props = Omit<DrawerProps, 'opened'> & { title: React.ReactNode }

export function Panel({ children, ...drawer }: Props) {
  useFocusBack(true)
  return (
    <Drawer opened position="right" returnFocus={false} closeButtonProps={{ 'aria-label': 'Close' }} {...drawer}>
      {children}
    </Drawer>
  )
}
