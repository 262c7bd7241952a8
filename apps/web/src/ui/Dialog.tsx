// The frame of every dialog with a form: its title names the thing, the focus goes back to where it was opened from.
// Shown for as long as it is mounted: what opens it renders it.
import { Modal, type ModalProps } from '@mantine/core'
import { useFocusBack } from './focus-back.ts'

type Props = Omit<ModalProps, 'opened'> & { title: React.ReactNode }

export function Dialog({ children, ...modal }: Props) {
  useFocusBack(true)
  return (
    <Modal opened returnFocus={false} closeButtonProps={{ 'aria-label': 'Close' }} {...modal}>
      {children}
    </Modal>
  )
}
